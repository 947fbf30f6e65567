// What was open in the map of a network is open again when the network comes back.

import { expect, test } from 'vitest';
import { followBlocks } from '../../../../../web/src/playground/features/change/blocks.js';
import type { Playground } from '../../../../../web/src/playground/kit/playground.js';
import { type LoadedModel, loadedModel } from '../../../../../web/src/playground/run/state.js';
import type { GraphDescription } from '../../../../../web/src/protocol/index.js';
import { tinyInfo } from '../../../support/app.js';
import { draw, graphOf } from '../../../support/networks.js';
import { playgroundWithout } from '../../../support/playground.js';

/** 0 input, 1 conv, 2 relu, then residual blocks of five layers: the first is layers 3 to 7. */
function residual(blocks: number): GraphDescription {
  const net = draw(3, 32);
  let x = net.relu(net.conv(net.input, 8, 3));
  for (let block = 0; block < blocks; block++)
    x = net.relu(net.add(net.conv(net.relu(net.conv(x, 8, 3)), 8, 3), x));
  return graphOf(net, net.dense(net.mean(x), 4));
}

/** The playground, and what brings a network of the catalogue into it. */
function opened(): {
  playground: Playground;
  open: (id: string, graph: GraphDescription) => LoadedModel;
} {
  const playground = playgroundWithout();
  let id = '';
  const controller = { sources: () => ({ model: { kind: 'catalog', entry: { id } } }) };
  Object.assign(playground, { controller });
  const open = (of: string, graph: GraphDescription): LoadedModel => {
    id = of;
    const model = loadedModel({ ...tinyInfo(), graph }, of);
    const { map } = playground.state;
    playground.set({ model, map: { ...map, toggled: undefined } });
    return model;
  };
  return { playground, open };
}

const toggle = ({ state, set }: Playground, ...ids: string[]): void =>
  set({ map: { ...state.map, toggled: new Set(ids) } });

test('blocks are open again in their own network alone', () => {
  const { playground, open } = opened();
  open('one', residual(2));
  followBlocks(playground);
  toggle(playground, 'block-3');
  open('two', residual(3));
  expect(playground.state.map.toggled).toBeUndefined();
  open('one', residual(2));
  expect([...(playground.state.map.toggled ?? [])]).toEqual(['block-3']);
});

test('what was shut again before the network was left stays shut', () => {
  const { playground, open } = opened();
  open('one', residual(2));
  followBlocks(playground);
  toggle(playground, 'block-3');
  open('two', residual(3));
  open('one', residual(2));
  toggle(playground);
  open('two', residual(3));
  open('one', residual(2));
  expect([...(playground.state.map.toggled ?? [])]).toEqual([]);
});

test('a network whose layers come with its first run has them open then', () => {
  const { playground, open } = opened();
  const graph = residual(2);
  open('one', graph);
  followBlocks(playground);
  toggle(playground, 'block-3');
  open('two', residual(3));
  open('one', { ...graph, nodes: [] });
  expect(playground.state.map.toggled).toBeUndefined();
  open('one', graph);
  expect([...(playground.state.map.toggled ?? [])]).toEqual(['block-3']);
});
