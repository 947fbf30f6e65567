// MNASNet-B1: Tan et al. 2018, of any width; also with the first layers of torchvision before 0.5.

import { act } from './activations.js';
import { head } from './head.js';
import { add, batchNorm, type ConvOptions, conv, flatten, globalPool } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import type { Family } from './types.js';

/** Position in `layers`, blocks, kernel, stride of the first block, times that a block widens. */
const STACKS = [
  [8, 3, 3, 2, 3],
  [9, 3, 5, 2, 3],
  [10, 3, 5, 2, 6],
  [11, 2, 3, 1, 6],
  [12, 4, 5, 2, 6],
  [13, 1, 3, 1, 6],
] as const;

/** `path`.index and the norm behind it. */
function layer(net: Net, x: Value, path: string, index: number, options: ConvOptions): Value {
  return batchNorm(net, conv(net, x, `${path}.${index}`, options), `${path}.${index + 1}`);
}

function relu(net: Net, x: Value, path: string, index: number): Value {
  return act(net, x, 'relu', `${path}.${index}`);
}

function block(
  net: Net,
  x: Value,
  path: string,
  kernel: number,
  stride: number,
  times: number,
): Value {
  const layers = `${path}.layers`;
  const channels = x.dims[1] as number;
  const out = channels * times;
  let y = relu(net, layer(net, x, layers, 0, { kernel: 1, out }), layers, 2);
  const padding = (kernel - 1) / 2;
  const depthwise = { kernel, stride, padding, groups: 'depthwise', out } as const;
  y = relu(net, layer(net, y, layers, 3, depthwise), layers, 5);
  y = layer(net, y, layers, 6, { kernel: 1 });
  return stride === 1 && y.dims[1] === channels ? add(net, y, x, `${path}.add`) : y;
}

export const mnasnet: Family = {
  id: 'mnasnet',
  title: 'MNASNet',
  mark: /^layers\.8\.0\.layers\.0\.weight$/m,
  build(net) {
    // The last stage has 320 channels times the width.
    const width = Math.round((20 * net.size('layers.14.weight', 1)) / 320) / 20;
    // torchvision trained these two by a later recipe.
    const resize = width === 0.75 || width === 1.3 ? 232 : 256;
    let x = picture(net, net.size('layers.0.weight', 1), { size: 224, resize });
    x = relu(net, layer(net, x, 'layers', 0, { kernel: 3, stride: 2, padding: 1 }), 'layers', 2);
    const out = x.dims[1] as number;
    const depthwise = { kernel: 3, padding: 1, groups: 'depthwise', out } as const;
    x = relu(net, layer(net, x, 'layers', 3, depthwise), 'layers', 5);
    x = layer(net, x, 'layers', 6, { kernel: 1 });
    for (const [index, depth, kernel, stride, times] of STACKS) {
      for (let i = 0; i < depth; i++) {
        x = block(net, x, `layers.${index}.${i}`, kernel, i === 0 ? stride : 1, times);
      }
    }
    x = relu(net, layer(net, x, 'layers', 14, { kernel: 1 }), 'layers', 16);
    x = flatten(net, globalPool(net, x, 'avgpool'), 'flatten');
    classNames(net, head(net, x, 'classifier'));
    return `MNASNet ${Number.isInteger(width) ? width.toFixed(1) : width}`;
  },
};
