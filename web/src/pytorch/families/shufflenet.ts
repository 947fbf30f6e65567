// ShuffleNetV2: Ma et al. 2018, of any width.

import { act } from './activations.js';
import { head } from './head.js';
import {
  batchNorm,
  type ConvOptions,
  concat,
  conv,
  flatten,
  globalPool,
  mapsOf,
  maxPool,
} from './layers.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import { Departure, type Family } from './types.js';

/** By the channels of the second stage. */
const NAMES: Readonly<Record<number, string>> = {
  48: 'ShuffleNetV2 x0.5',
  116: 'ShuffleNetV2 x1.0',
  176: 'ShuffleNetV2 x1.5',
  244: 'ShuffleNetV2 x2.0',
};

function layer(
  net: Net,
  x: Value,
  path: string,
  index: number,
  options: ConvOptions,
  bends = true,
): Value {
  const maps = batchNorm(net, conv(net, x, `${path}.${index}`, options), `${path}.${index + 1}`);
  return bends ? act(net, maps, 'relu', `${path}.${index + 2}`) : maps;
}

const depthwise = (x: Value, stride: number) =>
  ({ kernel: 3, stride, padding: 1, groups: 'depthwise', out: x.dims[1] as number }) as const;

/** Channels of two halves, one of each in turn. */
function shuffle(net: Net, x: Value, path: string): Value {
  const [channels, height, width] = mapsOf(x);
  const half = channels / 2;
  const shape = (name: string, dims: readonly number[]) => net.integers(`${path}.${name}`, dims);
  const apart = [1, 2, half, height, width];
  const swapped = [1, half, 2, height, width];
  let y = net.node('Reshape', `${path}.split`, [x, shape('split.shape', apart)], apart);
  y = net.node('Transpose', `${path}.swap`, [y], swapped, { perm: [0, 2, 1, 3, 4] });
  return net.node('Reshape', `${path}.shuffle`, [y, shape('shuffle.shape', x.dims)], x.dims);
}

function branch(net: Net, x: Value, path: string, stride: number): Value {
  let y = layer(net, x, path, 0, { kernel: 1 });
  y = layer(net, y, path, 3, depthwise(y, stride), false);
  return layer(net, y, path, 5, { kernel: 1, out: y.dims[1] as number });
}

function block(net: Net, x: Value, path: string, stride: number): Value {
  if (stride === 1) {
    const [channels, height, width] = mapsOf(x);
    if (channels % 2 !== 0) throw new Departure(`"${path}" has ${channels} channels to halve`);
    const half = [1, channels / 2, height, width];
    const sizes = net.integers(`${path}.chunk.sizes`, [channels / 2, channels / 2]);
    const [kept, worked] = net.split('Split', `${path}.chunk`, [x, sizes], [half, half], {
      axis: 1,
    }) as [Value, Value];
    const y = branch(net, worked, `${path}.branch2`, 1);
    return shuffle(net, concat(net, [kept, y], `${path}.concat`), path);
  }
  let y = layer(net, x, `${path}.branch1`, 0, depthwise(x, stride), false);
  y = layer(net, y, `${path}.branch1`, 2, { kernel: 1 });
  const other = branch(net, x, `${path}.branch2`, stride);
  return shuffle(net, concat(net, [y, other], `${path}.concat`), path);
}

export const shufflenet: Family = {
  id: 'shufflenet',
  title: 'ShuffleNetV2',
  mark: /^stage2\.0\.branch1\.0\.weight$/m,
  build(net) {
    const width = net.size('stage2.0.branch2.0.weight', 0) * 2;
    // torchvision trained the two wide ones by a later recipe.
    const resize = width < 176 ? 256 : 232;
    let x = picture(net, net.size('conv1.0.weight', 1), { size: 224, resize });
    x = layer(net, x, 'conv1', 0, { kernel: 3, stride: 2, padding: 1 });
    x = maxPool(net, x, 'maxpool', { kernel: 3, stride: 2, padding: 1 });
    [4, 8, 4].forEach((depth, index) => {
      for (let i = 0; i < depth; i++) {
        x = block(net, x, `stage${index + 2}.${i}`, i === 0 ? 2 : 1);
      }
    });
    x = layer(net, x, 'conv5', 0, { kernel: 1 });
    x = flatten(net, globalPool(net, x, 'avgpool'), 'flatten');
    classNames(net, head(net, x, 'fc'));
    return NAMES[width] ?? `ShuffleNetV2 of ${width} channels`;
  },
};
