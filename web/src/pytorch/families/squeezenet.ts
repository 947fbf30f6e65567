// SqueezeNet 1.0 and 1.1: Iandola et al. 2016.

import { act } from './activations.js';
import { concat, conv, flatten, globalPool, maxPool } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import type { Family } from './types.js';

/** Positions in `features`: F a fire module, P a pool; 0 to 2 are the first convolution, ReLU and pool. */
const VERSIONS = {
  '1.0': { kernel: 7, layers: 'FFFPFFFFPF' },
  '1.1': { kernel: 3, layers: 'FFPFFPFFFF' },
} as const;

function fire(net: Net, x: Value, path: string): Value {
  const part = (value: Value, name: string, kernel: 1 | 3) => {
    const options = { kernel, padding: (kernel - 1) / 2, bias: true } as const;
    return act(net, conv(net, value, `${path}.${name}`, options), 'relu', `${path}.${name}_relu`);
  };
  const squeezed = part(x, 'squeeze', 1);
  const branches = [part(squeezed, 'expand1x1', 1), part(squeezed, 'expand3x3', 3)];
  return concat(net, branches, `${path}.concat`);
}

export const squeezenet: Family = {
  id: 'squeezenet',
  title: 'SqueezeNet',
  mark: /^features\.3\.squeeze\.weight$/m,
  build(net) {
    const version = net.has('features.5.squeeze.weight') ? '1.0' : '1.1';
    const { kernel, layers } = VERSIONS[version];
    let x = picture(net, net.size('features.0.weight', 1), { size: 224, resize: 256 });
    x = conv(net, x, 'features.0', { kernel, stride: 2, bias: true });
    x = act(net, x, 'relu', 'features.1');
    [...`P${layers}`].forEach((kind, index) => {
      const path = `features.${index + 2}`;
      const pool = { kernel: 3, stride: 2, ceil: true };
      x = kind === 'P' ? maxPool(net, x, path, pool) : fire(net, x, path);
    });
    x = conv(net, x, 'classifier.1', { kernel: 1, bias: true });
    x = globalPool(net, act(net, x, 'relu', 'classifier.2'), 'classifier.3');
    classNames(net, flatten(net, x, 'flatten'));
    return `SqueezeNet ${version}`;
  },
};
