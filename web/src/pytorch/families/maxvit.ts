// MaxViT: Tu et al. 2022.

import { act } from './activations.js';
import { attention } from './attention.js';
import { head } from './head.js';
import {
  add,
  averagePool,
  batchNorm,
  conv,
  flatten,
  globalPool,
  layerNorm,
  mapsOf,
} from './layers.js';
import { squeezeExcite } from './mobile.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import { mlp, reshape, transpose } from './tokens.js';
import { Departure, type Family } from './types.js';
import { positionBias } from './windows.js';

const BN_EPS = 1e-3;
const LN_EPS = 1e-5;
/** Cells along a side of a window, and of the grid. */
const SIDE = 7;

/** The convolutions in front of the attention. */
function mbConv(net: Net, x: Value, path: string, stride: number): Value {
  const layers = `${path}.layers`;
  const norm = (value: Value, name: string) => batchNorm(net, value, `${layers}.${name}`, BN_EPS);
  const bent = (value: Value, name: string) =>
    act(net, norm(value, `${name}.1`), 'gelu', `${layers}.${name}.2`);
  let y = norm(x, 'pre_norm');
  y = bent(conv(net, y, `${layers}.conv_a.0`, { kernel: 1 }), 'conv_a');
  const out = y.dims[1] as number;
  const depthwise = { kernel: 3, stride, padding: 1, groups: 'depthwise', out } as const;
  y = bent(conv(net, y, `${layers}.conv_b.0`, depthwise), 'conv_b');
  y = squeezeExcite(net, y, `${layers}.squeeze_excitation`, 'silu', 'sigmoid');
  y = conv(net, y, `${layers}.conv_c`, { kernel: 1, bias: true });
  let shortcut = x;
  if (stride === 2) {
    const pooled = averagePool(net, x, `${path}.proj.0`, { kernel: 3, stride: 2, padding: 1 });
    shortcut = conv(net, pooled, `${path}.proj.1`, { kernel: 1, bias: true });
  } else if (x.dims[1] !== y.dims[1]) {
    shortcut = conv(net, x, `${path}.proj.0`, { kernel: 1, bias: true });
  }
  return add(net, shortcut, y, `${path}.add`);
}

function relativeAttention(net: Net, x: Value, path: string): Value {
  const features = x.dims[2] as number;
  const cells = SIDE * SIDE;
  const rows = (2 * SIDE - 1) ** 2;
  const heads = net.size(`${path}.relative_position_bias_table`, 1);
  if (features % heads !== 0) throw new Departure(`"${path}" has ${heads} heads of ${features}`);
  const table = net.take(`${path}.relative_position_bias_table`, [rows, heads]);
  net.take(`${path}.relative_position_index`, [cells, cells]);
  const bias = net.constant(`${path}.relative_position_bias`, [1, heads, cells, cells], () =>
    positionBias(table.floats(), SIDE, heads),
  );
  return attention(net, x, path, {
    heads,
    qkv: `${path}.to_qkv`,
    out: `${path}.merge`,
    // By all features, not by those of a head.
    factor: features ** -0.5,
    biased: (scores) => net.node('Add', `${path}.position`, [scores, bias], scores.dims),
  });
}

/** isGrid: cells that lie far apart see each other; else the cells of a window do. */
function partitioned(net: Net, x: Value, path: string, isGrid: boolean): Value {
  const [channels, height, width] = mapsOf(x);
  if (height % SIDE !== 0 || width % SIDE !== 0) {
    throw new Departure(`"${path}" has maps of ${height} x ${width}, which 7 does not divide`);
  }
  const [rows, columns, cells] = [height / SIDE, width / SIDE, SIDE * SIDE];
  // Window: [row, y, column, x]; grid: [y, row, x, column], where y and x are within the part.
  const grid = isGrid
    ? [1, channels, SIDE, rows, SIDE, columns]
    : [1, channels, rows, SIDE, columns, SIDE];
  const perm = isGrid ? [0, 3, 5, 2, 4, 1] : [0, 2, 4, 3, 5, 1];
  const back = isGrid ? [0, 5, 3, 1, 4, 2] : [0, 5, 1, 3, 2, 4];
  const cut = transpose(net, reshape(net, x, `${path}.grid`, grid), `${path}.grid.swap`, perm);
  let y = reshape(net, cut, `${path}.parts`, [rows * columns, cells, channels]);
  const normed = layerNorm(net, y, `${path}.attn_layer.0`, LN_EPS);
  y = add(net, y, relativeAttention(net, normed, `${path}.attn_layer.1`), `${path}.add_1`);
  const second = layerNorm(net, y, `${path}.mlp_layer.0`, LN_EPS);
  y = add(net, y, mlp(net, second, `${path}.mlp_layer`, ['1', '3']), `${path}.add_2`);
  const apart = reshape(net, y, `${path}.back`, [1, rows, columns, SIDE, SIDE, channels]);
  return reshape(net, transpose(net, apart, `${path}.back.swap`, back), `${path}.map`, x.dims);
}

export const maxvit: Family = {
  id: 'maxvit',
  title: 'MaxViT',
  mark: /^blocks\.0\.layers\.0\.layers\.MBconv\./m,
  build(net) {
    const recipe = { size: 224, interpolation: 'bicubic' } as const;
    let x = picture(net, net.size('stem.0.0.weight', 1), recipe);
    x = conv(net, x, 'stem.0.0', { kernel: 3, stride: 2, padding: 1 });
    x = act(net, batchNorm(net, x, 'stem.0.1', BN_EPS), 'gelu', 'stem.0.2');
    x = conv(net, x, 'stem.1.0', { kernel: 3, padding: 1, bias: true });
    const depths = net.children('blocks').map((block) => net.children(`blocks.${block}.layers`));
    depths.forEach((layers, block) => {
      layers.forEach((layer, index) => {
        const path = `blocks.${block}.layers.${layer}.layers`;
        x = mbConv(net, x, `${path}.MBconv`, index === 0 ? 2 : 1);
        x = partitioned(net, x, `${path}.window_attention`, false);
        x = partitioned(net, x, `${path}.grid_attention`, true);
      });
    });
    x = flatten(net, globalPool(net, x, 'classifier.0'), 'classifier.1');
    x = layerNorm(net, x, 'classifier.2', LN_EPS);
    const width = net.size('stem.1.0.weight', 0);
    if (net.children('classifier').at(-1) !== '5')
      throw new Departure('there is no "classifier.5"');
    // The norm comes first, then Linear, Tanh, Linear.
    classNames(
      net,
      head(net, x, 'classifier', { standard: ['3', '5'], activation: 'tanh', bareEnd: true }),
    );
    const isTiny = width === 64 && String(depths.map(({ length }) => length)) === '2,2,5,2';
    return isTiny ? 'MaxViT-T' : 'MaxViT';
  },
};
