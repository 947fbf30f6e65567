// RegNet X and Y (with squeeze and excite): Radosavovic et al. 2020.

import { act } from './activations.js';
import { head } from './head.js';
import { add, flatten, globalPool } from './layers.js';
import { convNorm, squeezeExcite } from './mobile.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import type { Family } from './types.js';

/** By the channels of the first and the last stage. */
const NAMES: Readonly<Record<string, string>> = {
  'X 32 400': '400MF',
  'X 64 672': '800MF',
  'X 72 912': '1.6GF',
  'X 96 1008': '3.2GF',
  'X 80 1920': '8GF',
  'X 256 2048': '16GF',
  'X 336 2520': '32GF',
  'Y 48 440': '400MF',
  'Y 64 784': '800MF',
  'Y 48 888': '1.6GF',
  'Y 72 1512': '3.2GF',
  'Y 224 2016': '8GF',
  'Y 224 3024': '16GF',
  'Y 232 3712': '32GF',
  'Y 528 7392': '128GF',
};
const STAGES = [1, 2, 3, 4];
const RELU = { activation: 'relu' } as const;
const PLAIN = { activation: 'none' } as const;

function block(net: Net, x: Value, path: string, stride: number): Value {
  const layers = `${path}.f`;
  let y = convNorm(net, x, `${layers}.a`, { kernel: 1 }, RELU);
  const out = y.dims[1] as number;
  const groups = out / net.size(`${layers}.b.0.weight`, 1);
  y = convNorm(net, y, `${layers}.b`, { kernel: 3, stride, groups, out }, RELU);
  if (net.has(`${layers}.se.fc1.weight`)) {
    y = squeezeExcite(net, y, `${layers}.se`, 'relu', 'sigmoid');
  }
  y = convNorm(net, y, `${layers}.c`, { kernel: 1 }, PLAIN);
  const changes = stride !== 1 || x.dims[1] !== y.dims[1];
  const shortcut = changes ? convNorm(net, x, `${path}.proj`, { kernel: 1, stride }, PLAIN) : x;
  return act(net, add(net, shortcut, y, `${path}.add`), 'relu', `${path}.activation`);
}

export const regnet: Family = {
  id: 'regnet',
  title: 'RegNet',
  mark: /^trunk_output\.block1\.block1-0\.f\.a\.0\.weight$/m,
  build(net) {
    const kind = net.has('trunk_output.block1.block1-0.f.se.fc1.weight') ? 'Y' : 'X';
    const [first, last] = [1, 4].map((stage) =>
      net.size(`trunk_output.block${stage}.block${stage}-0.f.c.0.weight`, 0),
    );
    const size = NAMES[`${kind} ${first} ${last}`];
    // For the largest there are only weights trained on SWAG, for which pictures are not cut.
    const recipe = size === '128GF' ? { interpolation: 'bicubic' as const } : { resize: 256 };
    let x = picture(net, net.size('stem.0.weight', 1), { size: 224, ...recipe });
    x = convNorm(net, x, 'stem', { kernel: 3, stride: 2 }, RELU);
    for (const stage of STAGES) {
      const path = `trunk_output.block${stage}`;
      net.children(path).forEach((name, index) => {
        x = block(net, x, `${path}.${name}`, index === 0 ? 2 : 1);
      });
    }
    x = flatten(net, globalPool(net, x, 'avgpool'), 'flatten');
    classNames(net, head(net, x, 'fc'));
    return `RegNet${kind}${size ? `-${size}` : ''}`;
  },
};
