// What is said of blocks, on the first three of MobileNetV2 (Sandler et al. 2018, table 2) and one of ResNet.

import { expect, test } from 'vitest';
import { blockHelp } from '../../../../../web/src/playground/features/map/block-help.js';
import { structureShown } from '../../../../../web/src/playground/features/map/map-view.js';
import { loadedModel } from '../../../../../web/src/playground/run/state.js';
import { snapshot, tinyInfo } from '../../../support/app.js';
import { type Drawing, draw, graphOf } from '../../../support/networks.js';
import { initialState } from '../../../support/playground.js';

function helpOf(net: Drawing, last: string): string[] {
  const graph = graphOf(net, net.dense(net.mean(last), 10));
  const model = loadedModel({ ...tinyInfo(), graph }, undefined);
  const state = { ...initialState, model, snapshot: snapshot() };
  const parts = structureShown(state)?.stages.flatMap((stage) => stage.parts) ?? [];
  return parts.flatMap((part) => (part.kind === 'block' ? [blockHelp(state, part.block)] : []));
}

test('of an inverted residual: what it widens, and that the first one widens nothing', () => {
  const net = draw(3, 64);
  let x = net.relu(net.conv(net.input, 32, 3, { stride: 2 }));
  x = net.conv(net.relu(net.conv(x, 32, 3, { groups: 32 })), 16, 1);
  let wide = net.relu(net.conv(x, 96, 1));
  x = net.conv(net.relu(net.conv(wide, 96, 3, { stride: 2, groups: 96 })), 24, 1);
  wide = net.relu(net.conv(x, 144, 1));
  x = net.add(x, net.conv(net.relu(net.conv(wide, 144, 3, { groups: 144 })), 24, 1));
  expect(helpOf(net, x)).toEqual([
    'takes its 32 channels as they are, looks at each with a kernel of its own (depthwise), mixes them into 16',
    'widens 16 channels to 96, looks at each with a kernel of its own (depthwise), mixes them into 24',
    'widens 24 channels to 144, looks at each with a kernel of its own (depthwise), mixes them into 24, then a shortcut adds what went in',
  ]);
});

test('of a residual block: its shortcut', () => {
  const net = draw(3, 32);
  const x = net.relu(net.conv(net.input, 8, 3));
  const y = net.conv(net.relu(net.conv(x, 8, 3)), 8, 3);
  expect(helpOf(net, net.relu(net.add(x, y)))).toEqual([
    'a shortcut adds what goes in to what its layers make of it',
  ]);
});
