// What is said of blocks, on the first three of MobileNetV2 (Sandler et al. 2018, table 2) and of EfficientNet-B0 (Tan
// and Le 2019, table 1), one of ConvNeXt-T (Liu et al. 2022, table 9) and one of ResNet.

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

/** Two convolutions in it squeeze to a quarter of what goes into the block. */
test('a squeeze-and-excite in between is no mixing of channels', () => {
  const net = draw(3, 64);
  const bent = (x: string) => net.mul(x, net.sigmoid(x));
  const weighed = (x: string, channels: number, squeezed: number) => {
    const few = bent(net.conv(net.mean(x), squeezed, 1));
    return net.mul(net.sigmoid(net.conv(few, channels, 1)), x);
  };
  let x = bent(net.conv(net.input, 32, 3, { stride: 2 }));
  x = net.conv(weighed(bent(net.conv(x, 32, 3, { groups: 32 })), 32, 8), 16, 1);
  let wide = bent(net.conv(x, 96, 1));
  wide = bent(net.conv(wide, 96, 3, { stride: 2, groups: 96 }));
  x = net.conv(weighed(wide, 96, 4), 24, 1);
  wide = bent(net.conv(bent(net.conv(x, 144, 1)), 144, 3, { groups: 144 }));
  x = net.add(x, net.conv(weighed(wide, 144, 6), 24, 1));
  expect(helpOf(net, x)).toEqual([
    'takes its 32 channels as they are, looks at each with a kernel of its own (depthwise), mixes them into 16',
    'widens 16 channels to 96, looks at each with a kernel of its own (depthwise), mixes them into 24',
    'widens 24 channels to 144, looks at each with a kernel of its own (depthwise), mixes them into 24, then a shortcut adds what went in',
  ]);
});

test('where the channels are mixed last in ConvNeXt they are 96 again, and without a convolution that mixes none are told', () => {
  const net = draw(3, 64);
  let x = net.norm(net.conv(net.input, 96, 5, { stride: 4 }));
  const each = (from: string) => net.norm(net.conv(from, 96, 7, { groups: 96 }));
  x = net.add(x, net.conv(net.relu(net.conv(each(x), 384, 1)), 96, 1));
  x = net.add(x, each(x));
  expect(helpOf(net, x)).toEqual([
    'takes its 96 channels as they are, looks at each with a kernel of its own (depthwise), mixes them into 96, then a shortcut adds what went in',
    'takes its 96 channels as they are, looks at each with a kernel of its own (depthwise), then a shortcut adds what went in',
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
