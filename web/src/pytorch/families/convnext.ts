// ConvNeXt: Liu et al. 2022.

import { head } from './head.js';
import { add, conv, flatten, globalPool, layerNorm } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import { mlp, transpose } from './tokens.js';
import type { Family } from './types.js';

/** Blocks of the third stage and channels of the first, and torchvision's resize. */
const NAMES: Readonly<Record<string, readonly [name: string, resize: number]>> = {
  '9 96': ['ConvNeXt-Tiny', 236],
  '27 96': ['ConvNeXt-Small', 230],
  '27 128': ['ConvNeXt-Base', 232],
  '27 192': ['ConvNeXt-Large', 232],
};
const EPS = 1e-6;
const LAST = [0, 2, 3, 1];
const FIRST = [0, 3, 1, 2];

/** LayerNorm over the channels of maps. */
function norm2d(net: Net, x: Value, path: string): Value {
  const last = transpose(net, x, `${path}.permute`, LAST);
  return transpose(net, layerNorm(net, last, path, EPS), `${path}.permute_back`, FIRST);
}

function block(net: Net, x: Value, path: string): Value {
  const channels = x.dims[1] as number;
  const layers = `${path}.block`;
  const depthwise = {
    kernel: 7,
    padding: 3,
    groups: 'depthwise',
    out: channels,
    bias: true,
  } as const;
  let y = conv(net, x, `${layers}.0`, depthwise);
  y = layerNorm(net, transpose(net, y, `${layers}.1`, LAST), `${layers}.2`, EPS);
  y = transpose(net, mlp(net, y, layers, ['3', '5']), `${layers}.6`, FIRST);
  const scale = net.weight(`${path}.layer_scale`, [channels, 1, 1]);
  y = net.node('Mul', `${path}.scale`, [y, scale], y.dims);
  return add(net, y, x, `${path}.add`);
}

export const convnext: Family = {
  id: 'convnext',
  title: 'ConvNeXt',
  mark: /^features\.1\.0\.layer_scale$/m,
  build(net) {
    const depths = [1, 3, 5, 7].map((index) => net.children(`features.${index}`).length);
    const width = net.size('features.0.0.weight', 0);
    const [name, resize] = NAMES[`${depths[2]} ${width}`] ?? ['ConvNeXt', 232];
    let x = picture(net, net.size('features.0.0.weight', 1), { size: 224, resize });
    x = conv(net, x, 'features.0.0', { kernel: 4, stride: 4, bias: true });
    x = norm2d(net, x, 'features.0.1');
    depths.forEach((depth, stage) => {
      for (let i = 0; i < depth; i++) x = block(net, x, `features.${2 * stage + 1}.${i}`);
      if (stage === 3) return;
      const path = `features.${2 * stage + 2}`;
      x = conv(net, norm2d(net, x, `${path}.0`), `${path}.1`, { kernel: 2, stride: 2, bias: true });
    });
    x = norm2d(net, globalPool(net, x, 'avgpool'), 'classifier.0');
    classNames(net, head(net, flatten(net, x, 'classifier.1'), 'classifier.2'));
    return name;
  },
};
