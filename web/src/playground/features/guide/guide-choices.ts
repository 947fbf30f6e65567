// Which channels and numbers the guided path shows: those in which its step can be seen.

import type { AppState } from '../../kit/playground.js';
import { classMap } from '../../network/class-map.js';
import { headOf } from '../../network/linear-head.js';
import type { KeptValue } from '../../network/network.js';
import { chosenClasses } from '../why/index.js';

/** Of the strongest value of its layer, a channel that is to be seen after ReLU has at least this part. */
const STRONG = 0.5;

/**
 * The channel of which most is below zero, of those that have strong values above it: what a ReLU cuts off shows, and
 * so does what it leaves. undefined where nothing is below zero.
 */
export function mostCutChannel(
  { data }: KeptValue,
  channels: number,
): { channel: number; share: number } | undefined {
  const area = data.length / channels;
  const strongest = data.reduce((most, value) => Math.max(most, value), 0);
  let found: { channel: number; share: number } | undefined;
  for (let channel = 0; channel < channels; channel++) {
    const own = data.subarray(channel * area, (channel + 1) * area);
    const share = own.filter((value) => value < 0).length / area;
    const isStrong = own.some((value) => value > 0 && value >= STRONG * strongest);
    if (isStrong && share > (found?.share ?? 0)) found = { channel, share };
  }
  return found;
}

/** The channel of the last maps that adds most to the class that won; undefined where that cannot be told. */
export function speakingChannel(state: AppState) {
  const { model, snapshot, weights } = state;
  const head = model && headOf(model.info.graph);
  if (!head || !snapshot) return undefined;
  const sources = { values: snapshot.values, weights };
  const { index } = chosenClasses({ ...state, why: { ...state.why, index: undefined } });
  const shares = classMap(head, sources, index)?.channels;
  const label = model.info.labels[index];
  if (!shares || label === undefined) return undefined;
  let channel = 0;
  shares.forEach((share, at) => {
    if (share > (shares[channel] as number)) channel = at;
  });
  return { value: head.maps, channel, amount: shares[channel] as number, label };
}

/** A question whose options stand in the order of their size, so that the right one has no place of its own. */
export function numbersToChoose(
  right: number,
  wrong: readonly number[],
): { numbers: readonly number[]; right: number } | undefined {
  const numbers = [...new Set([right, ...wrong])].sort((a, b) => a - b);
  return numbers.length > 1 ? { numbers, right: numbers.indexOf(right) } : undefined;
}
