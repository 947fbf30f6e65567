// ResNet, ResNeXt and Wide ResNet: He et al. 2015, Xie et al. 2017, Zagoruyko and Komodakis 2016, as
// torchvision has them: where maps shrink, the 3 x 3 convolution of a bottleneck has the stride.

import { act } from './activations.js';
import { head } from './head.js';
import { add, batchNorm, conv, flatten, globalPool, maxPool } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import type { Family } from './types.js';

/** Blocks in each stage, groups, and channels a group in the first stage. */
const NAMES: Readonly<Record<string, string>> = {
  'basic 2,2,2,2': 'ResNet-18',
  'basic 3,4,6,3': 'ResNet-34',
  '3,4,6,3 1x64': 'ResNet-50',
  '3,4,23,3 1x64': 'ResNet-101',
  '3,8,36,3 1x64': 'ResNet-152',
  '3,4,6,3 32x4': 'ResNeXt-50 32x4d',
  '3,4,23,3 32x8': 'ResNeXt-101 32x8d',
  '3,4,23,3 64x4': 'ResNeXt-101 64x4d',
  '3,4,6,3 1x128': 'Wide ResNet-50-2',
  '3,4,23,3 1x128': 'Wide ResNet-101-2',
};
const STAGES = ['layer1', 'layer2', 'layer3', 'layer4'];

function stem(net: Net, resize: number): Value {
  const channels = net.size('conv1.weight', 1);
  // Made for small pictures, the first convolution is often replaced by one that keeps their size.
  const isSmall = net.size('conv1.weight', 2) === 3;
  const recipe = isSmall
    ? { size: 32, from: 'networks with a 3 x 3 first convolution are mostly for CIFAR' }
    : { size: 224, resize };
  let x = picture(net, channels, recipe);
  const kernel = isSmall ? 3 : 7;
  x = conv(net, x, 'conv1', { kernel, stride: isSmall ? 1 : 2, padding: (kernel - 1) / 2 });
  x = act(net, batchNorm(net, x, 'bn1'), 'relu', 'relu');
  const pools =
    !isSmall ||
    net.ask<boolean>({
      name: 'stemPool',
      value: false,
      choices: [true, false],
      why: 'Whether a max pool of 3 x 3 with stride 2 follows the first convolution. Whoever makes that 3 x 3 mostly takes the pool out.',
    });
  return pools ? maxPool(net, x, 'maxpool', { kernel: 3, stride: 2, padding: 1 }) : x;
}

function block(net: Net, x: Value, path: string, stride: number): Value {
  const isBottleneck = net.has(`${path}.conv3.weight`);
  const layer = (value: Value, index: number, kernel: number, step: number, groups = 1) => {
    const name = `${path}.conv${index}`;
    const padding = (kernel - 1) / 2;
    const maps = conv(net, value, name, { kernel, stride: step, padding, groups });
    return batchNorm(net, maps, `${path}.bn${index}`);
  };
  const bend = (value: Value, index: number) => act(net, value, 'relu', `${path}.relu${index}`);
  let y: Value;
  if (isBottleneck) {
    y = bend(layer(x, 1, 1, 1), 1);
    const groups = (y.dims[1] ?? 0) / net.size(`${path}.conv2.weight`, 1);
    y = bend(layer(y, 2, 3, stride, groups), 2);
    y = layer(y, 3, 1, 1);
  } else {
    y = bend(layer(x, 1, 3, stride), 1);
    y = layer(y, 2, 3, 1);
  }
  let shortcut = x;
  if (net.has(`${path}.downsample.0.weight`)) {
    shortcut = conv(net, x, `${path}.downsample.0`, { kernel: 1, stride });
    shortcut = batchNorm(net, shortcut, `${path}.downsample.1`);
  }
  return act(net, add(net, y, shortcut, `${path}.add`), 'relu', `${path}.relu`);
}

function nameOf(net: Net, depths: readonly number[]): string {
  if (!net.has('layer1.0.conv3.weight')) {
    return NAMES[`basic ${depths}`] ?? `ResNet of ${depths.join(', ')} basic blocks`;
  }
  const width = net.size('layer1.0.conv2.weight', 1);
  const groups = net.size('layer1.0.conv2.weight', 0) / width;
  return NAMES[`${depths} ${groups}x${width}`] ?? `ResNet of ${depths.join(', ')} bottlenecks`;
}

export const resnet: Family = {
  id: 'resnet',
  title: 'ResNet',
  mark: /^layer1\.0\.conv1\.weight$/m,
  build(net) {
    const depths = STAGES.map((stage) => net.children(stage).length);
    const name = nameOf(net, depths);
    let x = stem(net, name.endsWith('64x4d') ? 232 : 256);
    STAGES.forEach((stage, index) => {
      for (let i = 0; i < (depths[index] as number); i++) {
        x = block(net, x, `${stage}.${i}`, index > 0 && i === 0 ? 2 : 1);
      }
    });
    x = flatten(net, globalPool(net, x, 'avgpool'), 'flatten');
    classNames(net, head(net, x, 'fc'));
    return name;
  },
};
