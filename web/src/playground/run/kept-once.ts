// Values that are equal, kept once for all who show them: a page with ten views of one network and one picture
// would else hold ten copies of what the network makes of it.

import type { KeptValue } from '../network/network.js';

/** The bits, so that NaN equals itself and -0 is not 0. */
const bitsOf = ({ data }: KeptValue): Uint32Array =>
  new Uint32Array(data.buffer, data.byteOffset, data.length);

function isSame(one: KeptValue, other: KeptValue): boolean {
  if (one.dims.join() !== other.dims.join() || one.data.length !== other.data.length) return false;
  const [left, right] = [bitsOf(one), bitsOf(other)];
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}

/** Nothing is kept for its own sake: what nobody shows any more is let go. */
export class KeptOnce {
  private readonly known = new Map<string, WeakRef<KeptValue>[]>();

  /** The same values, each as the object that somebody has already. */
  of(values: ReadonlyMap<string, KeptValue>): ReadonlyMap<string, KeptValue> {
    return new Map(Array.from(values, ([name, value]) => [name, this.one(name, value)]));
  }

  private one(name: string, value: KeptValue): KeptValue {
    const there = (this.known.get(name) ?? []).filter((kept) => kept.deref());
    const same = there.map((kept) => kept.deref()).find((kept) => kept && isSame(kept, value));
    if (!same) there.push(new WeakRef(value));
    this.known.set(name, there);
    return same ?? value;
  }
}
