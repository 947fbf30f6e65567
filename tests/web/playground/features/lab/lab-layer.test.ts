// The lab with the numbers of a layer of the network.

import { describe, expect, test } from 'vitest';
import { labPlace } from '../../../../../web/src/playground/features/lab/lab-place.js';
import { labScene } from '../../../../../web/src/playground/features/lab/lab-view.js';
import { rest } from '../../../../../web/src/playground/features/lab/rest.js';
import type { Playground } from '../../../../../web/src/playground/kit/playground.js';
import { snapshot, tinyModel, value } from '../../../support/app.js';
import { playgroundWithout } from '../../../support/playground.js';

/** conv_1_2 of TinyVGG reads 10 maps of 62 x 62 of relu_1_1. */
const CONV = 3;

/** Every cell of input channel c is c + 1; of output channel o every weight for input channel c is 100 o + c. */
function opened(): Playground {
  const playground = playgroundWithout();
  playground.learn(rest.gestures ?? {});
  const model = tinyModel();
  playground.emit('modelReady', [model], { model });
  const run = snapshot({
    input: value([1, 3, 64, 64], () => 1),
    relu_1_1: value([1, 10, 62, 62], (index) => Math.floor(index / 62 ** 2) + 1),
  });
  const weight = value([10, 10, 3, 3], (index) => {
    const [unit, input] = [Math.floor(index / 90), Math.floor(index / 9) % 10];
    return 100 * unit + input;
  });
  const bias = value([10], () => 7);
  const weights = new Map([
    ['conv_1_2.weight', weight],
    ['conv_1_2.bias', bias],
  ]);
  playground.emit('runFinished', [run], { snapshot: run, weights });
  return playground;
}

function inLab(unit: number): Playground {
  const playground = opened();
  playground.actions.open({ column: CONV, channel: unit }, { y: 4, x: 5 });
  playground.actions.tryInLab();
  return playground;
}

const shown = ({ state }: Playground) => labScene(state);

test('settings, kernel, input and cell are those of the layer that was open', () => {
  const playground = inLab(2);
  const { state } = playground;
  expect(state.view).toBe('lab');
  expect(state).not.toHaveProperty('open');
  const { scene } = shown(playground);
  expect(scene?.sizes.numbers).toEqual({
    input: 62,
    kernel: 3,
    padding: 0,
    stride: 1,
    dilation: 1,
    inChannels: 10,
    outChannels: 10,
    groups: 1,
  });
  expect(scene?.cell).toEqual({ y: 4, x: 5 });
  // 9 cells of 1, each times 200.
  expect(scene?.output[0]).toBe(1800);
});

test('what if the stride were 2 and the padding 1: with the numbers of the layer', () => {
  const playground = inLab(2);
  playground.actions.labChannels({ input: 4 });
  playground.actions.changeLab({ stride: '2', padding: '1' });
  const { scene } = shown(playground);
  expect(scene?.sizes.output).toBe(31);
  // At the corner 4 of the 9 cells are inside: each is 5, and its weight 204.
  expect([scene?.output[0], scene?.output[32]]).toEqual([4 * 5 * 204, 9 * 5 * 204]);
  expect(scene?.isResized).toBe(false);
});

describe('where nothing can be drawn it is said why', () => {
  const trouble = (change: (playground: Playground) => void): string => {
    const playground = inLab(0);
    change(playground);
    const { scene, trouble = '' } = shown(playground);
    expect(scene).toBeUndefined();
    return trouble;
  };

  test('a kernel of another size than the layer’s', () => {
    const found = trouble(({ actions }) => actions.changeLab({ kernel: '5' }));
    expect(found).toContain('The kernel of conv_1_2 has a size of 3.');
  });

  test('an input that is too large', () => {
    const found = trouble(({ actions }) => actions.changeLab({ input: '1000' }));
    expect(found).toContain('this setting needs 1,000');
  });

  test('an input without channels', () => {
    const found = trouble(({ actions }) => actions.changeLab({ inChannels: '0' }));
    expect(found).toContain('without channels');
  });

  test('numbers that are not read yet', () => {
    const found = trouble(({ set }) => set({ weights: new Map() }));
    expect(found).toContain('conv_1_2 are being read');
  });
});

test('an address leads to the same layer, channels and settings', () => {
  const playground = inLab(2);
  playground.actions.labChannels({ input: 4 });
  playground.actions.changeLab({ stride: '2' });
  const { lab = '', from } = labPlace(playground.state);
  expect(from).toBe('conv_1_2');
  const other = opened();
  other.actions.followLab(lab, from);
  expect(shown(other).scene?.output).toEqual(shown(playground).scene?.output);
  // Back to what it was before there was a layer.
  other.actions.followLab('i7k3p1s2d1c3o8g1', undefined);
  expect(other.state.lab).toMatchObject({ source: undefined, weights: 'edges' });
  expect(shown(other).scene?.sizes.output).toBe(4);
});

test('channels that the layer does not have become its last', () => {
  const playground = inLab(2);
  playground.actions.labChannels({ unit: 99, input: 12 });
  expect(playground.state.lab.source).toEqual({ column: CONV, unit: 9, input: 9 });
});

test('another network has no such layer: the picture is shown', () => {
  const playground = inLab(2);
  const model = tinyModel();
  playground.emit('modelReady', [model], { model });
  expect(playground.state.lab).toMatchObject({ source: undefined, weights: 'edges' });
});
