// What every cell of the last maps adds to a class's score, exactly and without gradients, where the network's
// last layers are linear (class activation maps, Zhou et al. 2016).

import type { Factor, Head } from './linear-head.js';
import type { KeptValue } from './network.js';

export interface Sources {
  values: ReadonlyMap<string, KeptValue>;
  weights: ReadonlyMap<string, KeptValue>;
}

export interface ClassMap {
  height: number;
  width: number;
  /** What each cell adds, row by row. */
  data: Float64Array;
  bias: number;
  /** Sum of all cells and the bias. */
  sum: number;
  /** The engine's own number. */
  logit: number;
  /** Sum over cells, by channel of the last maps. */
  channels: Float64Array;
}

/** What all of them together multiply by; undefined while one is not read. */
function productOf(factors: readonly Factor[], { weights }: Sources): number | undefined {
  let product = 1;
  for (const { weight, isDivisor } of factors) {
    const number = weights.get(weight)?.data[0];
    if (number === undefined) return undefined;
    product *= isDivisor ? 1 / number : number;
  }
  return product;
}

/** Weight of channel `c` at cell `i` for a class, with the mean's divisor in it. */
function weighing(head: Head, sources: Sources, index: number) {
  const [channels, height, width] = head.shape;
  const area = height * width;
  const { dense } = head;
  if (!dense) return (c: number): number => (c === index ? 1 / area : 0);
  const weight = sources.weights.get(dense.weight);
  if (!weight) return undefined;
  const inputs = head.kind === 'pooled' ? channels : channels * area;
  const units = weight.data.length / inputs;
  if (!Number.isInteger(units)) return undefined;
  const [start, step] = dense.unitsFirst ? [index * inputs, 1] : [index, units];
  const at = (k: number): number => dense.alpha * (weight.data[start + k * step] as number);
  return head.kind === 'pooled'
    ? (c: number): number => at(c) / area
    : (c: number, i: number): number => at(c * area + i);
}

/** undefined while something is not read, or for a class that is not there. */
export function classMap(head: Head, sources: Sources, index: number): ClassMap | undefined {
  const maps = sources.values.get(head.maps);
  const logit = sources.values.get(head.logits)?.data[index];
  const weigh = weighing(head, sources, index);
  const [channels, height, width] = head.shape;
  const { dense } = head;
  const biases = dense?.bias === undefined ? undefined : sources.weights.get(dense.bias);
  const [inner, outer] = [productOf(head.inner, sources), productOf(head.outer, sources)];
  if (inner === undefined || outer === undefined) return undefined;
  if (!maps || logit === undefined || !weigh || (dense?.bias && !biases)) return undefined;
  const area = height * width;
  const data = new Float64Array(area);
  const shares = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < area; i++) {
      const amount = inner * outer * weigh(c, i) * (maps.data[c * area + i] as number);
      data[i] = (data[i] as number) + amount;
      shares[c] = (shares[c] as number) + amount;
    }
  }
  const given = biases?.data.length === 1 ? biases.data[0] : biases?.data[index];
  const bias = outer * (dense?.beta ?? 0) * (given ?? 0);
  const sum = data.reduce((all, amount) => all + amount, bias);
  return { height, width, data, bias, sum, logit, channels: shares };
}

/** What speaks for one class rather than another. */
export function difference(a: ClassMap, b: ClassMap): ClassMap {
  const less = (x: Float64Array, y: Float64Array) => x.map((value, i) => value - (y[i] as number));
  return {
    height: a.height,
    width: a.width,
    data: less(a.data, b.data),
    bias: a.bias - b.bias,
    sum: a.sum - b.sum,
    logit: a.logit - b.logit,
    channels: less(a.channels, b.channels),
  };
}
