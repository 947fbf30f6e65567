// Inception v3: Szegedy et al. 2015.

import { head } from './head.js';
import { basicConv, transformedPicture } from './inception-layers.js';
import { averagePool, concat, flatten, globalPool, maxPool, type Pair } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames } from './picture.js';
import type { Family } from './types.js';

/**
 * A convolution: its name and how it is made. s: 3 x 3, stride 2, unpadded. Other kernels keep the size:
 * 1, 3 and 5 are square, w and h are 1 x 7 and 7 x 1, x and y are 1 x 3 and 3 x 1.
 */
const KERNELS: Readonly<Record<string, Pair>> = {
  1: 1,
  3: 3,
  5: 5,
  s: 3,
  w: [1, 7],
  h: [7, 1],
  x: [1, 3],
  y: [3, 1],
};

/** Branches of a block: chains of convolutions; `a|b` are two that read the same and lie side by side. */
const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  A: [
    'branch1x1:1',
    'branch5x5_1:1 branch5x5_2:5',
    'branch3x3dbl_1:1 branch3x3dbl_2:3 branch3x3dbl_3:3',
    'average branch_pool:1',
  ],
  B: ['branch3x3:s', 'branch3x3dbl_1:1 branch3x3dbl_2:3 branch3x3dbl_3:s', 'max'],
  C: [
    'branch1x1:1',
    'branch7x7_1:1 branch7x7_2:w branch7x7_3:h',
    'branch7x7dbl_1:1 branch7x7dbl_2:h branch7x7dbl_3:w branch7x7dbl_4:h branch7x7dbl_5:w',
    'average branch_pool:1',
  ],
  D: [
    'branch3x3_1:1 branch3x3_2:s',
    'branch7x7x3_1:1 branch7x7x3_2:w branch7x7x3_3:h branch7x7x3_4:s',
    'max',
  ],
  E: [
    'branch1x1:1',
    'branch3x3_1:1 branch3x3_2a:x|branch3x3_2b:y',
    'branch3x3dbl_1:1 branch3x3dbl_2:3 branch3x3dbl_3a:x|branch3x3dbl_3b:y',
    'average branch_pool:1',
  ],
};
const LAYOUT = '5bA 5cA 5dA 6aB 6bC 6cC 6dC 6eC 7aD 7bE 7cE';

function convolution(net: Net, x: Value, block: string, code: string): Value {
  const [name = '', kind = ''] = code.split(':');
  const kernel = KERNELS[kind] ?? 1;
  if (kind === 's') return basicConv(net, x, `${block}.${name}`, kernel, { stride: 2 });
  const half = (size: number) => (size - 1) / 2;
  const padding: Pair =
    typeof kernel === 'number' ? half(kernel) : [half(kernel[0]), half(kernel[1])];
  return basicConv(net, x, `${block}.${name}`, kernel, { padding });
}

function step(net: Net, x: Value, block: string, code: string): Value {
  if (code === 'max') return maxPool(net, x, `${block}.max_pool`, { kernel: 3, stride: 2 });
  if (code === 'average') {
    return averagePool(net, x, `${block}.avg_pool`, { kernel: 3, stride: 1, padding: 1 });
  }
  const twins = code.split('|').map((part) => convolution(net, x, block, part));
  const [first] = twins as [Value];
  if (twins.length === 1) return first;
  // "branch3x3_2a:x|branch3x3_2b:y" meet in branch3x3_2.
  return concat(net, twins, `${block}.${code.slice(0, code.indexOf('a:'))}`);
}

function mixed(net: Net, x: Value, block: string, kind: string): Value {
  const branches = (BLOCKS[kind] ?? []).map((chain) =>
    chain.split(' ').reduce((value, code) => step(net, value, block, code), x),
  );
  return concat(net, branches, `${block}.concat`);
}

export const inception: Family = {
  id: 'inception-v3',
  title: 'Inception v3',
  mark: /^Mixed_5b\.branch1x1\.conv\.weight$/m,
  build(net) {
    // A head that only training has.
    net.ignore(/^AuxLogits\./);
    let x = transformedPicture(net, 'Conv2d_1a_3x3', { size: 299, resize: 342 });
    x = basicConv(net, x, 'Conv2d_1a_3x3', 3, { stride: 2 });
    x = basicConv(net, x, 'Conv2d_2a_3x3', 3);
    x = basicConv(net, x, 'Conv2d_2b_3x3', 3, { padding: 1 });
    x = maxPool(net, x, 'maxpool1', { kernel: 3, stride: 2 });
    x = basicConv(net, x, 'Conv2d_3b_1x1', 1);
    x = basicConv(net, x, 'Conv2d_4a_3x3', 3);
    x = maxPool(net, x, 'maxpool2', { kernel: 3, stride: 2 });
    for (const code of LAYOUT.split(' ')) {
      x = mixed(net, x, `Mixed_${code.slice(0, 2)}`, code.slice(2));
    }
    x = flatten(net, globalPool(net, x, 'avgpool'), 'flatten');
    classNames(net, head(net, x, 'fc'));
    return 'Inception v3';
  },
};
