// The channels of a map that say most on this picture.

import type { KeptValue, Layout } from './network.js';

const known = new WeakMap<Float32Array, number[]>();

function strengths(data: Float32Array, { channels, height, width }: Layout): number[] {
  const area = height * width;
  return Array.from({ length: channels }, (_, channel) => {
    let sum = 0;
    for (let i = channel * area; i < (channel + 1) * area; i++) sum += Math.abs(data[i] as number);
    return Number.isFinite(sum) ? sum : -1;
  });
}

/** Largest mean absolute value first; equal ones by number. */
export function strongestChannels({ data }: KeptValue, layout: Layout): readonly number[] {
  const found = known.get(data);
  if (found) return found;
  const of = strengths(data, layout);
  const order = of.map((_, channel) => channel);
  order.sort((a, b) => (of[b] as number) - (of[a] as number) || a - b);
  known.set(data, order);
  return order;
}
