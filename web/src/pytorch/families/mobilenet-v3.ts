// MobileNetV3 Small and Large: Howard et al. 2019, of any width.

import type { Activation } from './activations.js';
import { head } from './head.js';
import { add, flatten, globalPool } from './layers.js';
import { convNorm, type Norm, squeezeExcite } from './mobile.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import { Departure, type Family } from './types.js';

/** Per block: kernel, stride, R for ReLU or H for hard swish, and S for squeeze and excite. */
const VERSIONS: readonly (readonly [name: string, blocks: string])[] = [
  ['MobileNetV3-Small', '32RS 32R 31R 52HS 51HS 51HS 51HS 51HS 52HS 51HS 51HS'],
  ['MobileNetV3-Large', '31R 32R 31R 52RS 51RS 51RS 32H 31H 31H 31H 31HS 31HS 52HS 51HS 51HS'],
];
const EPS = 1e-3;

function block(net: Net, x: Value, path: string, code: string): Value {
  const [kernel, stride] = [Number(code[0]), Number(code[1])];
  const activation: Activation = code[2] === 'R' ? 'relu' : 'hardswish';
  const norm: Norm = { activation, eps: EPS };
  const scales = code[3] === 'S';
  // The first block of all does not widen, and has a module less.
  const expands = net.children(`${path}.block`).length === (scales ? 4 : 3);
  let y = x;
  let index = 0;
  const next = () => `${path}.block.${index++}`;
  if (expands) y = convNorm(net, y, next(), { kernel: 1 }, norm);
  const out = y.dims[1] as number;
  y = convNorm(net, y, next(), { kernel, stride, groups: 'depthwise', out }, norm);
  if (scales) y = squeezeExcite(net, y, next(), 'relu', 'hardsigmoid');
  y = convNorm(net, y, next(), { kernel: 1 }, { activation: 'none', eps: EPS });
  const keeps = stride === 1 && x.dims[1] === y.dims[1];
  return keeps ? add(net, y, x, `${path}.add`) : y;
}

export const mobilenetV3: Family = {
  id: 'mobilenet-v3',
  title: 'MobileNetV3',
  mark: /^features\.1\.block\.0\.0\.weight$/m,
  build(net) {
    const depth = net.children('features').length - 2;
    const version = VERSIONS.find(([, blocks]) => blocks.split(' ').length === depth);
    if (!version) throw new Departure(`"features" has ${depth} blocks; MobileNetV3 has 11 or 15`);
    const norm: Norm = { activation: 'hardswish', eps: EPS };
    let x = picture(net, net.size('features.0.0.weight', 1), { size: 224, resize: 256 });
    x = convNorm(net, x, 'features.0', { kernel: 3, stride: 2 }, norm);
    version[1].split(' ').forEach((code, index) => {
      x = block(net, x, `features.${index + 1}`, code);
    });
    x = convNorm(net, x, `features.${depth + 1}`, { kernel: 1 }, norm);
    x = flatten(net, globalPool(net, x, 'avgpool'), 'flatten');
    const options = { standard: ['0', '3'], activation: 'hardswish' } as const;
    classNames(net, head(net, x, 'classifier', options));
    return version[0];
  },
};
