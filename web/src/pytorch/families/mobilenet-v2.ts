// MobileNetV2: Sandler et al. 2018, of any width.

import { head } from './head.js';
import { add, batchNorm, conv, flatten, globalPool } from './layers.js';
import { convNorm } from './mobile.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import type { Family } from './types.js';

/** Blocks in each stage, and the stride of the first one. */
const STAGES = [
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 2],
  [3, 1],
  [3, 2],
  [1, 1],
] as const;

function block(net: Net, x: Value, path: string, stride: number, expands: boolean): Value {
  const activation = { activation: 'relu6' } as const;
  let y = x;
  let index = 0;
  if (expands) y = convNorm(net, y, `${path}.conv.${index++}`, { kernel: 1 }, activation);
  const depthwise = { kernel: 3, stride, groups: 'depthwise', out: y.dims[1] as number } as const;
  y = convNorm(net, y, `${path}.conv.${index++}`, depthwise, activation);
  y = conv(net, y, `${path}.conv.${index++}`, { kernel: 1 });
  y = batchNorm(net, y, `${path}.conv.${index}`);
  const keeps = stride === 1 && x.dims[1] === y.dims[1];
  return keeps ? add(net, x, y, `${path}.add`) : y;
}

export const mobilenetV2: Family = {
  id: 'mobilenet-v2',
  title: 'MobileNetV2',
  mark: /^features\.1\.conv\.0\.0\.weight$/m,
  build(net) {
    const relu6 = { activation: 'relu6' } as const;
    let x = picture(net, net.size('features.0.0.weight', 1), { size: 224, resize: 256 });
    x = convNorm(net, x, 'features.0', { kernel: 3, stride: 2 }, relu6);
    const width = (x.dims[1] as number) / 32;
    let index = 1;
    STAGES.forEach(([depth, stride], stage) => {
      for (let i = 0; i < depth; i++) {
        x = block(net, x, `features.${index++}`, i === 0 ? stride : 1, stage > 0);
      }
    });
    x = convNorm(net, x, `features.${index}`, { kernel: 1 }, relu6);
    x = flatten(net, globalPool(net, x, 'avgpool'), 'flatten');
    classNames(net, head(net, x, 'classifier'));
    return width === 1 ? 'MobileNetV2' : `MobileNetV2, width ${width}`;
  },
};
