// Steps over the sum of a cell and over cells, on a convolution of two channels worked out by hand.

import { afterEach, expect, test, vi } from 'vitest';
import { cursorOf, step } from '../../../../../web/src/playground/features/slide/cursor.js';
import { followSlide, slidePlace } from '../../../../../web/src/playground/features/slide/index.js';
import { openedIn } from '../../../../../web/src/playground/features/slide/scene.js';
import type { Unit } from '../../../../../web/src/playground/features/slide/state.js';
import type { Playground } from '../../../../../web/src/playground/kit/playground.js';
import { loadedModel, type Snapshot } from '../../../../../web/src/playground/run/state.js';
import { picture, tinyInfo, value } from '../../../support/app.js';
import { node } from '../../../support/graphs.js';
import { playgroundWithout } from '../../../support/playground.js';

afterEach(() => vi.unstubAllGlobals());

const IN = [1, 2, 3, 3];
const OUT = [1, 1, 2, 2];

/** 2 x 2 kernels on two channels that hold 0, 1, ... 17; all weights are 1, and the bias is 5. */
function opened(unit: Unit): Playground {
  const conv = node(
    {
      name: 'y',
      op: 'Conv',
      inputs: ['input', 'weight', 'bias'],
      inputShapes: [IN, [1, 2, 2, 2], [1]],
      attributes: { kernel_shape: [2, 2] },
    },
    'input',
    [IN, OUT],
  );
  const shape = { type: 'float32', shape: IN };
  const weights = ['weight', 'bias'].map((name) => ({ name, type: 'float32', shape: [] }));
  const graph = {
    ...tinyInfo().graph,
    nodes: [conv],
    inputs: [{ name: 'input', ...shape }],
    outputs: [{ name: 'y', type: 'float32', shape: OUT }],
    initializers: weights,
  };
  const own = [0, 1, 3, 4].map((at) => {
    // The patch of channel 0 is at, at + 1, at + 3, at + 4; that of channel 1 has 9 more in each cell.
    return 4 * at + 8 + 4 * at + 44 + 5;
  });
  const snapshot: Snapshot = {
    id: 1,
    picture: picture(),
    edited: false,
    values: new Map([
      ['input', value(IN, (i) => i)],
      ['y', value(OUT, (i) => own[i] as number)],
    ]),
    statistics: new Map(),
    timings: [],
    threads: 1,
    warm: true,
    scores: undefined,
  };
  const playground = playgroundWithout();
  playground.set({
    model: loadedModel({ ...tinyInfo(), graph }, 'small'),
    snapshot,
    weights: new Map([
      ['weight', value([1, 2, 2, 2], () => 1)],
      ['bias', value([1], () => 5)],
    ]),
  });
  playground.actions.openSlide({ column: 1, channel: 0 }, { y: 0, x: 1 });
  playground.actions.changeSlide({ unit });
  return playground;
}

/** The cell, and how many of its products are there. */
function where({ state }: Playground): [x: number, y: number, count: number] {
  const scene = openedIn(state)?.scene;
  if (!scene || !state.cell) throw new Error('nothing is shown');
  return [state.cell.x, state.cell.y, cursorOf(scene, state.slide).count];
}

function walk(playground: Playground, ...steps: (1 | -1)[]) {
  return steps.map((by) => {
    step(playground, by);
    return where(playground);
  });
}

test('the sum of a chosen cell is whole', () => {
  const playground = opened('product');
  expect(where(playground)).toEqual([1, 0, 9]);
  const scene = openedIn(playground.state)?.scene;
  // 1 + 2 + 4 + 5, then 10 + 11 + 13 + 14, and the bias.
  expect(scene?.rows.map(({ amount }) => amount)).toEqual([12, 48, 5]);
  expect(scene?.own).toBe(65);
});

test('product by product: its own sum from the beginning, then the next cell in reading order', () => {
  const playground = opened('product');
  const steps = walk(playground, ...Array.from({ length: 10 }, (): 1 => 1));
  expect(steps.map(([, , count]) => count)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 1]);
  // After y 0, x 1 comes y 1, x 0.
  expect(steps.at(-1)).toEqual([0, 1, 1]);
});

test('term by term: both channels, then the bias', () => {
  const playground = opened('term');
  expect(walk(playground, 1, 1, 1, 1, 1)).toEqual([
    [1, 0, 4],
    [1, 0, 8],
    [1, 0, 9],
    [0, 1, 4],
    [0, 1, 8],
  ]);
});

test('back: the same way, into the whole sum of the cell before', () => {
  const playground = opened('term');
  expect(walk(playground, -1, -1, -1, -1)).toEqual([
    [1, 0, 8],
    [1, 0, 4],
    [0, 0, 9],
    [0, 0, 8],
  ]);
});

test('cell by cell, round at the ends', () => {
  const playground = opened('cell');
  expect(walk(playground, 1, 1, 1, -1)).toEqual([
    [0, 1, 9],
    [1, 1, 9],
    [0, 0, 9],
    [1, 1, 9],
  ]);
});

test('another cell begins with its whole sum, another map with its first term', () => {
  const playground = opened('term');
  walk(playground, 1, 1);
  playground.actions.moveCell('ArrowDown');
  expect(where(playground)).toEqual([1, 1, 9]);
  playground.actions.changeSlide({ chosen: 1 });
  playground.actions.open({ column: 1, channel: 0 });
  expect(playground.state.slide.chosen).toBeUndefined();
});

test('an address opens it and lets it play, but not for those who ask for less motion', () => {
  const motion = (matches: boolean) => vi.stubGlobal('matchMedia', () => ({ matches }));
  const playground = opened('cell');
  motion(true);
  followSlide(playground, { steps: 'term', play: 15 });
  expect(slidePlace(playground.state)).toEqual({ steps: 'term' });
  motion(false);
  followSlide(playground, { steps: 'product', play: 15 });
  expect(slidePlace(playground.state)).toEqual({ steps: 'product', play: 15 });
  followSlide(playground, {});
  expect(slidePlace(playground.state)).toEqual({});
});

test('it ends with the layer', () => {
  const playground = opened('term');
  playground.actions.changeSlide({ playing: true });
  playground.actions.close();
  expect(playground.state.slide).toMatchObject({ isOn: false, playing: false });
});
