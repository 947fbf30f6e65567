// Plain networks of people's own: convolutions, norms and dense layers one behind the other. Activations,
// pools, padding, strides and the picture's size are guessed so that all shapes fit, and shown.

import { type Activation, act } from './activations.js';
import { type Chain, type ConvLayer, chainOf } from './chain.js';
import { type Given, type Layout, layoutsFor } from './chain-sizes.js';
import { dense } from './head.js';
import { askActivation, final, poolNamed } from './kinds.js';
import { averagePool, batchNorm, conv, flatten, globalPool, maxPool } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames, picture, TO_TENSOR } from './picture.js';
import { wholeNumbers } from './question.js';
import type { Family } from './types.js';
import { Departure } from './types.js';

const FROM = 'is usual for pictures that go through ToTensor alone';

function given(net: Net, count: number): Given {
  const list = (name: string, least: number) => {
    const value = net.given(name);
    return value !== undefined && wholeNumbers(count, least).holds(value)
      ? (value as readonly number[])
      : undefined;
  };
  const size = net.given('size');
  const sides = typeof size === 'number' ? [size, size] : size;
  return {
    size: Array.isArray(sides) && sides.length === 2 ? (sides as [number, number]) : undefined,
    padding: list('padding', 0),
    stride: list('stride', 1),
    pools: list('pools', 0),
  };
}

interface Plan extends Layout {
  readonly poolKind: string;
  /** All maps become one number each, whatever their size. */
  readonly isMean: boolean;
}

/** The number of values that the first dense layer reads. */
const featuresOf = (net: Net, { dense: [first = ''] }: Chain) =>
  net.dims(`${first}.weight`)?.at(-1) ?? 0;

function guess(net: Net, chain: Chain): { isMean: boolean; layouts: Layout[] } {
  const { convs } = chain;
  const [first, last] = [convs[0] as ConvLayer, convs.at(-1) as ConvLayer];
  const features = featuresOf(net, chain);
  const own = given(net, convs.length);
  const flat = layoutsFor(convs, features, own);
  if (features !== last.out) return { isMean: false, layouts: flat };
  const isMean = net.ask<string>({
    name: 'reduce',
    value: 'mean',
    choices: ['mean', 'flatten'],
    why: 'How maps become the numbers that the first dense layer reads, of which there is one a map: the mean of each map, as AdaptiveAvgPool2d(1) gives it, or maps of one cell that are flattened.',
  });
  if (isMean === 'flatten') return { isMean: false, layouts: flat };
  const side = first.inputs === 1 ? 28 : last.out >= 256 ? 224 : 64;
  const size = own.size ?? ([side, side] as const);
  const layouts = layoutsFor(convs, undefined, { ...own, size });
  return { isMean: true, layouts };
}

function ask(net: Net, chain: Chain): { x: Value; plan: Plan } {
  const { convs } = chain;
  const { isMean, layouts } = guess(net, chain);
  const [layout] = layouts;
  const first = convs[0] as ConvLayer;
  if (!layout) {
    throw new Departure(
      `no size of pictures gives the ${featuresOf(net, chain)} values that "${chain.dense[0]}" reads`,
    );
  }
  const sizes = [...new Set(layouts.map(({ size }) => size[0]))];
  const x = picture(net, first.inputs, {
    size: layout.size[0],
    ...TO_TENSOR,
    from: FROM,
    ...(sizes.length > 1 && { sizes }),
  });
  const list = (name: 'padding' | 'stride' | 'pools', least: number, why: string) =>
    net.ask<readonly number[]>({
      name,
      value: layout[name],
      why: `${why} Weights do not tell it: it is the likeliest with which the shapes fit.`,
      rule: wholeNumbers(convs.length, least),
    });
  const padding = list('padding', 0, 'Padding of each convolution.');
  const stride = list('stride', 1, 'Stride of each convolution.');
  const pools = list('pools', 0, 'Side of the pool behind each convolution, 0 for none.');
  const poolKind = pools.some((size) => size > 1)
    ? net.ask<string>({
        name: 'poolKind',
        value: poolNamed(net) ?? 'max',
        choices: ['max', 'average'],
        why: 'What pools take of their window. Weights do not tell it; the maximum is the most usual.',
      })
    : 'max';
  return { x, plan: { size: layout.size, padding, stride, pools, poolKind, isMean } };
}

function convolved(net: Net, x: Value, chain: Chain, plan: Plan, activationOf: () => Activation) {
  return chain.convs.reduce((value, layer, i) => {
    const { path, norm, kernel, groups, room, bentBeforeNorm } = layer;
    const [padding, stride, side] = [plan.padding[i], plan.stride[i], plan.pools[i]] as [
      number,
      number,
      number,
    ];
    const bend = (maps: Value) => act(net, maps, activationOf(), `${path}.activation`);
    // Without a bias of its own, a convolution has that of the norm behind it.
    const bias = norm === undefined ? true : undefined;
    let y = conv(net, value, path, { kernel, groups, padding, stride, bias });
    if (bentBeforeNorm) y = bend(y);
    if (norm !== undefined) y = batchNorm(net, y, norm);
    if (!bentBeforeNorm && room !== 0) y = bend(y);
    const pool = plan.poolKind === 'max' ? maxPool : averagePool;
    return side > 1 ? pool(net, y, `${path}.pool`, { kernel: side }) : y;
  }, x);
}

/** A network of dense layers alone: a picture where the number of its values is that of one. */
function flatInput(net: Net, chain: Chain): Value {
  const features = featuresOf(net, chain);
  const [channels, side] = [1, 3]
    .map((count) => [count, Math.sqrt(features / count)] as const)
    .find(([, root]) => Number.isInteger(root) && root >= 8) ?? [0, 0];
  if (channels === 0) return net.input('input', [1, features]);
  const x = picture(net, channels, { size: side, ...TO_TENSOR, from: FROM });
  return flatten(net, x, 'flatten');
}

function nameOf(net: Net, { convs, dense: modules }: Chain): string {
  const linears = modules.filter((path) => net.dims(`${path}.weight`)?.length === 2).length;
  const parts = [
    [convs.length, 'convolution'],
    [linears, 'dense layer'],
  ] as const;
  const named = parts.map(([count, what]) => `${count} ${what}${count === 1 ? '' : 's'}`);
  return `Network of ${named.slice(convs.length === 0 ? 1 : 0).join(' and ')}`;
}

export const sequential: Family = {
  id: 'sequential',
  title: 'a network of layers one behind the other',
  mark: /(^|\.)weight$/m,
  build(net) {
    const chain = chainOf(net);
    net.ask<string>({
      name: 'order',
      value: 'as listed',
      choices: ['as listed'],
      why: 'Layers run in the order in which the file lists them, each on what the one before gives. Weights do not tell it: if your forward() has shortcuts or branches, this is not your network.',
    });
    const last = chain.dense.at(-1) as string;
    const activationOf = askActivation(net, last);
    let x: Value;
    if (chain.convs.length === 0) {
      x = flatInput(net, chain);
    } else {
      const asked = ask(net, chain);
      x = convolved(net, asked.x, chain, asked.plan, activationOf);
      x = flatten(net, asked.plan.isMean ? globalPool(net, x, 'avgpool') : x, 'flatten');
    }
    x = dense(net, x, chain.dense, activationOf);
    classNames(net, final(net, x, last));
    return nameOf(net, chain);
  },
};
