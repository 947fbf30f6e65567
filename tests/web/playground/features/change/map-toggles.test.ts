// Blocks and stages that were opened stay open where a layer comes before them.

import { expect, test } from 'vitest';
import { idMover } from '../../../../../web/src/playground/features/change/map-toggles.js';
import { placesIn } from '../../../../../web/src/playground/features/change/places.js';
import type { AppState } from '../../../../../web/src/playground/kit/playground.js';
import { structureOf } from '../../../../../web/src/playground/network/structure.js';
import { type LoadedModel, loadedModel } from '../../../../../web/src/playground/run/state.js';
import type { GraphDescription } from '../../../../../web/src/protocol/index.js';
import { tinyInfo } from '../../../support/app.js';
import { node } from '../../../support/graphs.js';
import { draw, graphOf } from '../../../support/networks.js';
import { initialState } from '../../../support/playground.js';

/** A stem of 0 input, 1 conv, 2 relu, then two residual blocks: from layer 3 on, and from layer 8 on with maps of half the size. */
function residual(): GraphDescription {
  const net = draw(3, 32);
  let x = net.relu(net.conv(net.input, 8, 3));
  for (const stride of [1, 2]) {
    const y = net.conv(net.relu(net.conv(x, 8, 3, { stride })), 8, 3);
    const shortcut = stride === 1 ? x : net.conv(x, 8, 1, { stride });
    x = net.relu(net.add(y, shortcut));
  }
  return graphOf(net, net.dense(net.mean(x), 4));
}

const loaded = (graph: GraphDescription): LoadedModel =>
  loadedModel({ ...tinyInfo(), graph }, 'residual');

/** A channel of relu_1 is muted: a layer that multiplies comes behind it, before both blocks. */
function muted(): GraphDescription {
  const graph = residual();
  const shape = [1, 8, 32, 32];
  const nodes = graph.nodes.flatMap((of) => {
    if (of.name !== 'relu_1') return [of];
    const mul = { name: 'scaled', op: 'Mul', outputs: ['relu_1'] };
    const inputs = ['relu_1_before', 'factors'];
    const inputShapes = [shape, [1, 8, 1, 1]];
    return [
      { ...of, outputs: ['relu_1_before'] },
      node({ ...mul, inputs, inputShapes }, 'relu_1_before', [shape, shape]),
    ];
  });
  return { ...graph, nodes };
}

const before = loaded(residual());
const after = loaded(muted());

/** The stage with maps of 16 x 16. */
function halved({ info, columns }: LoadedModel): string {
  const { stages } = structureOf(info.graph, columns);
  return stages.find(({ size }) => size?.[0] === 16)?.id ?? '';
}

test('blocks and stages move by the layer that came', () => {
  const toggled = new Set(['block-3', halved(before)]);
  const map = { ...initialState.map, toggled, focus: 'block-3' };
  const state: AppState = { ...initialState, model: before, map };
  const moved = placesIn(state, after).map;
  expect([...(moved?.toggled ?? [])]).toEqual(['block-4', halved(after)]);
  expect(halved(after)).not.toBe(halved(before));
  expect(moved?.focus).toBe('block-4');
});

test('what is no more is left out', () => {
  const gone = loaded({ ...residual(), nodes: residual().nodes.slice(0, 2) });
  const toNew = (column: number) => (column < 3 ? column : undefined);
  expect(idMover(before, gone, toNew)('block-3')).toBeUndefined();
});
