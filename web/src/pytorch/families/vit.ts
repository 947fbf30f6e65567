// Vision Transformer: Dosovitskiy et al. 2020.

import { attention } from './attention.js';
import { head } from './head.js';
import { add, concat, conv, layerNorm, mapsOf } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames, picture, type Recipe } from './picture.js';
import { wholeNumber } from './question.js';
import { mlp, reshape, slice, transpose } from './tokens.js';
import { Departure, type Family } from './types.js';

/** By layers and features: the letter, and the heads of its attention. */
const SIZES: Readonly<Record<string, readonly [letter: string, heads: number]>> = {
  '12 768': ['B', 12],
  '24 1024': ['L', 16],
  '32 1280': ['H', 16],
};
const EPS = 1e-6;
const MAX_HEADS = 1024;
const LAYERS = 'encoder.layers';

function selfAttention(net: Net, x: Value, path: string, heads: number): Value {
  const features = x.dims[2] as number;
  return attention(net, x, path, {
    heads,
    qkv: `${path}.in_proj`,
    keys: [`${path}.in_proj_weight`, `${path}.in_proj_bias`],
    out: `${path}.out_proj`,
    factor: 1 / Math.sqrt(features / heads),
  });
}

function layer(net: Net, x: Value, path: string, heads: number): Value {
  const normed = layerNorm(net, x, `${path}.ln_1`, EPS);
  const seen = add(
    net,
    selfAttention(net, normed, `${path}.self_attention`, heads),
    x,
    `${path}.add_1`,
  );
  const y = mlp(net, layerNorm(net, seen, `${path}.ln_2`, EPS), `${path}.mlp`, ['0', '3']);
  return add(net, seen, y, `${path}.add_2`);
}

/** So that each has 64 features, or as nearly as they can be shared out. */
function usualHeads(features: number): number {
  const most = Math.min(features, MAX_HEADS);
  const gap = (heads: number) => Math.abs(features / heads - 64);
  let best = 1;
  for (let heads = 2; heads <= most; heads++) {
    if (features % heads === 0 && gap(heads) < gap(best)) best = heads;
  }
  return best;
}

/** Only this size fits the position embedding. */
function recipeOf(side: number, kind: string): Recipe {
  // torchvision's other sizes are of weights trained on SWAG, for which pictures are not cut.
  if (side !== 224) return { size: side, interpolation: 'bicubic' };
  if (kind.startsWith('H')) return { size: 224, interpolation: 'bicubic' };
  return { size: 224, resize: kind === 'L16' ? 242 : 256 };
}

/** [1, tokens, features]: one token for the answer, then one a patch. */
function embedded(net: Net, letter: string): Value {
  const [out, channels, patch] = [0, 1, 2].map((axis) => net.size('conv_proj.weight', axis)) as [
    number,
    number,
    number,
  ];
  const tokens = net.size('encoder.pos_embedding', 1);
  const side = Math.sqrt(tokens - 1) * patch;
  if (!Number.isInteger(side)) throw new Departure(`${tokens} tokens do not make a square`);
  const x = picture(net, channels, recipeOf(side, `${letter}${patch}`));
  const patches = conv(net, x, 'conv_proj', { kernel: patch, stride: patch, bias: true });
  const [, height, width] = mapsOf(patches);
  const flat = reshape(net, patches, 'flatten', [1, out, height * width]);
  const token = net.weight('class_token', [1, 1, out]);
  const all = concat(
    net,
    [{ name: token, dims: [1, 1, out] }, transpose(net, flat, 'tokens', [0, 2, 1])],
    'class_token.concat',
  );
  const positions = net.weight('encoder.pos_embedding', all.dims);
  return net.node('Add', 'encoder.add', [all, positions], all.dims);
}

export const vit: Family = {
  id: 'vit',
  title: 'Vision Transformer',
  mark: /^encoder\.layers\.encoder_layer_0\./m,
  rename: (key) => key.replace(/mlp\.linear_1\./, 'mlp.0.').replace(/mlp\.linear_2\./, 'mlp.3.'),
  build(net) {
    const depth = net.children(LAYERS).length;
    const features = net.size('conv_proj.weight', 0);
    const [letter, usual] = SIZES[`${depth} ${features}`] ?? ['', usualHeads(features)];
    const patch = net.size('conv_proj.weight', 2);
    let x = embedded(net, letter);
    const heads = net.ask<number>({
      name: 'heads',
      value: usual,
      why: `Heads of every attention layer: ${letter ? `as ViT-${letter} has them` : 'so that each has about 64 features, as is usual'}. Weights do not tell them; the number has to divide ${features}.`,
      rule: wholeNumber(1),
    });
    if (features % heads !== 0)
      throw new Departure(`${features} features do not make ${heads} heads`);
    for (let i = 0; i < depth; i++) x = layer(net, x, `${LAYERS}.encoder_layer_${i}`, heads);
    x = layerNorm(net, x, 'encoder.ln', EPS);
    x = slice(net, x, 'class_token.answer', [{ axis: 1, start: 0, end: 1 }]);
    x = reshape(net, x, 'class_token.flatten', [1, features]);
    classNames(
      net,
      head(net, x, 'heads', { standard: ['pre_logits', 'head'], activation: 'tanh' }),
    );
    return letter ? `ViT-${letter}/${patch}` : `ViT of ${depth} layers, patches of ${patch}`;
  },
};
