// DenseNet: Huang et al. 2016. Checkpoints of old write norm.1 for norm1.

import { act } from './activations.js';
import { head } from './head.js';
import { averagePool, batchNorm, concat, conv, flatten, globalPool, maxPool } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import type { Family } from './types.js';

/** By the layers of its blocks. */
const NAMES: Readonly<Record<string, string>> = {
  '6,12,24,16': 'DenseNet-121',
  '6,12,36,24': 'DenseNet-161',
  '6,12,32,32': 'DenseNet-169',
  '6,12,48,32': 'DenseNet-201',
};

/** Norm, ReLU and convolution, in this order. suffix: 1 or 2, or none in a transition. */
function before(net: Net, x: Value, path: string, suffix: string, kernel: 1 | 3): Value {
  const bent = act(
    net,
    batchNorm(net, x, `${path}.norm${suffix}`),
    'relu',
    `${path}.relu${suffix}`,
  );
  return conv(net, bent, `${path}.conv${suffix}`, { kernel, padding: (kernel - 1) / 2 });
}

function denseBlock(net: Net, x: Value, path: string, depth: number): Value {
  const values = [x];
  for (let i = 1; i <= depth; i++) {
    const layer = `${path}.denselayer${i}`;
    const all = values.length === 1 ? x : concat(net, values, `${layer}.concat`);
    values.push(before(net, before(net, all, layer, '1', 1), layer, '2', 3));
  }
  return concat(net, values, `${path}.concat`);
}

export const densenet: Family = {
  id: 'densenet',
  title: 'DenseNet',
  mark: /^features\.denseblock1\./m,
  rename: (key) => key.replace(/(denselayer\d+\.(?:norm|conv))\.([12]\.)/, '$1$2'),
  build(net) {
    let x = picture(net, net.size('features.conv0.weight', 1), { size: 224, resize: 256 });
    x = conv(net, x, 'features.conv0', { kernel: 7, stride: 2, padding: 3 });
    x = act(net, batchNorm(net, x, 'features.norm0'), 'relu', 'features.relu0');
    x = maxPool(net, x, 'features.pool0', { kernel: 3, stride: 2, padding: 1 });
    const depths = [1, 2, 3, 4].map((block) => net.children(`features.denseblock${block}`).length);
    depths.forEach((depth, index) => {
      x = denseBlock(net, x, `features.denseblock${index + 1}`, depth);
      if (index === 3) return;
      const path = `features.transition${index + 1}`;
      x = averagePool(net, before(net, x, path, '', 1), `${path}.pool`, { kernel: 2 });
    });
    x = act(net, batchNorm(net, x, 'features.norm5'), 'relu', 'relu');
    x = flatten(net, globalPool(net, x, 'avgpool'), 'flatten');
    classNames(net, head(net, x, 'classifier'));
    return NAMES[`${depths}`] ?? `DenseNet of ${depths.join(', ')} layers`;
  },
};
