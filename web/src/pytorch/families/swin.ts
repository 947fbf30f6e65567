// Swin Transformer (Liu et al. 2021) and V2 (2021).

import { head } from './head.js';
import { add, concat, conv, flatten, globalPool, layerNorm } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import { shiftedAttention } from './swin-attention.js';
import { mlp, slice, tokenLinear, transpose } from './tokens.js';
import type { Family } from './types.js';

/** By blocks of the third stage and channels of the first: the letter, and torchvision's resizes. */
const NAMES: Readonly<Record<string, readonly [letter: string, first: number, second: number]>> = {
  '6 96': ['T', 232, 260],
  '18 96': ['S', 246, 260],
  '18 128': ['B', 238, 272],
};
const EPS = 1e-5;

function block(net: Net, x: Value, path: string, isShifted: boolean): Value {
  const isV2 = net.has(`${path}.attn.logit_scale`);
  const norm = (value: Value, name: string) => layerNorm(net, value, `${path}.${name}`, EPS);
  const attend = (value: Value) => shiftedAttention(net, value, `${path}.attn`, isShifted);
  const bend = (value: Value) => mlp(net, value, `${path}.mlp`, ['0', '3']);
  // The first version norms what goes in, the second what comes out.
  const seen = isV2 ? norm(attend(x), 'norm1') : attend(norm(x, 'norm1'));
  const y = add(net, x, seen, `${path}.add_1`);
  const thought = isV2 ? norm(bend(y), 'norm2') : bend(norm(y, 'norm2'));
  return add(net, y, thought, `${path}.add_2`);
}

/** Four neighbours become one cell with their channels side by side. */
function merging(net: Net, x: Value, path: string): Value {
  const [, height = 0, width = 0, channels = 0] = x.dims;
  const [even, wide] = [height + (height % 2), width + (width % 2)];
  let padded = x;
  if (even !== height || wide !== width) {
    const pads = net.integers(`${path}.pads`, [0, 0, 0, 0, 0, even - height, wide - width, 0]);
    padded = net.node('Pad', `${path}.pad`, [x, pads], [1, even, wide, channels]);
  }
  const corners = [0, 1, 2, 3].map((corner) =>
    slice(net, padded, `${path}.corner_${corner}`, [
      { axis: 1, start: corner % 2, end: even, step: 2 },
      { axis: 2, start: corner >> 1, end: wide, step: 2 },
    ]),
  );
  const all = concat(net, corners, `${path}.concat`, 3);
  const reduce = (value: Value) =>
    tokenLinear(net, value, `${path}.reduction`, { out: 2 * channels, bias: false });
  const norm = (value: Value) => layerNorm(net, value, `${path}.norm`, EPS);
  const isV2 = net.dims(`${path}.norm.weight`)?.[0] === 2 * channels;
  return isV2 ? norm(reduce(all)) : reduce(norm(all));
}

export const swin: Family = {
  id: 'swin',
  title: 'Swin Transformer',
  mark: /^features\.1\.0\.attn\.qkv\.weight$/m,
  build(net) {
    const isV2 = net.has('features.1.0.attn.logit_scale');
    const depths = [1, 3, 5, 7].map((index) => net.children(`features.${index}`).length);
    const [width, channels] = [0, 1].map((axis) => net.size('features.0.0.weight', axis));
    const [letter, first, second] = NAMES[`${depths[2]} ${width}`] ?? ['', 232, 260];
    const recipe = isV2 ? { size: 256, resize: second } : { size: 224, resize: first };
    let x = picture(net, channels as number, { ...recipe, interpolation: 'bicubic' });
    x = conv(net, x, 'features.0.0', { kernel: 4, stride: 4, bias: true });
    x = layerNorm(net, transpose(net, x, 'features.0.1', [0, 2, 3, 1]), 'features.0.2', EPS);
    depths.forEach((depth, stage) => {
      const path = `features.${2 * stage + 1}`;
      for (let i = 0; i < depth; i++) x = block(net, x, `${path}.${i}`, i % 2 === 1);
      if (stage < 3) x = merging(net, x, `features.${2 * stage + 2}`);
    });
    x = transpose(net, layerNorm(net, x, 'norm', EPS), 'permute', [0, 3, 1, 2]);
    x = flatten(net, globalPool(net, x, 'avgpool'), 'flatten');
    classNames(net, head(net, x, 'head'));
    const version = isV2 ? ' V2' : '';
    return letter ? `Swin${version}-${letter}` : `Swin Transformer${version}`;
  },
};
