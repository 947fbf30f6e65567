// What a comparison is made with: networks that are opened for it, and the values of both sides.

import type { Playground } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import type { NetworkInfo } from '../../network/network.js';
import { networkLoader } from '../../run/engine.js';
import type { DecodedPicture } from '../../run/pictures.js';
import type { ModelSource, Network, RunResult } from '../../run/ports.js';
import type { Times } from '../../run/retime.js';
import { loadedModel, type Snapshot } from '../../run/state.js';
import type { Theirs } from './match.js';
import type { Reader } from './measure.js';
import type { Compared, Side } from './state.js';

/** What is compared: layers of one side, and what the other has. */
export interface Sides {
  columns: readonly Column[];
  theirs: readonly Theirs[];
  sides: Compared['sides'];
  own: Reader;
  other: Reader;
  fed?: Compared['fed'];
  fedInputs?: readonly string[];
  leftOut?: readonly string[];
  /** The side whose network was opened for this, and its run once more: the first one is slow. */
  again?: { side: 0 | 1; run(): Promise<Times> };
}

/** Thrown where nobody waits any more. */
export const OVER = Symbol('over');

/** A network that is kept as long as the same one is asked for. */
export class Slot {
  private held: { key: readonly unknown[]; network: Network<DecodedPicture> } | undefined;

  async get(key: readonly unknown[], open: () => Promise<Network<DecodedPicture>>) {
    const { held } = this;
    if (held?.key.length === key.length && held.key.every((part, at) => part === key[at]))
      return held.network;
    this.release();
    const network = await open();
    this.release();
    this.held = { key, network };
    return network;
  }

  release(): void {
    this.held?.network.release();
    this.held = undefined;
  }
}

/** What a comparison needs of its surroundings. */
export interface Means {
  playground: Playground;
  /** Of the other side, and of this one where it is not what is on screen. */
  slots: { other: Slot; own: Slot };
  /** Throws OVER where nobody waits any more. */
  check(): void;
  /** Says how much is done, 0 to 1. */
  say(share: number): void;
}

export type Source = ModelSource<File>;

/** A network of its own for the comparison. */
export async function opened({ playground, check, say }: Means, source: Source) {
  const load = networkLoader(playground.site);
  const network = await load(source, ({ loaded, total, share }) =>
    say((share ?? (total ? loaded / total : 0)) / 2),
  ).result;
  try {
    check();
  } catch (thrown) {
    network.release();
    throw thrown;
  }
  return network;
}

export function networkSide(
  title: string,
  info: NetworkInfo,
  run: Pick<RunResult, 'scores'> & Times,
): Side {
  const { params, macs } = info.graph;
  const { scores, timings, threads, warm, runs, beside } = run;
  const times = {
    timings,
    threads,
    warm,
    ...(runs ? { runs } : {}),
    ...(beside ? { beside } : {}),
  };
  const { columns } = loadedModel(info, undefined);
  return { title, network: { info, columns, scores, params, macs, times } };
}

/** Values of what is on screen. While it is run again, or lent, they are waited for. */
export function screenReader({ playground, check }: Means, snapshot: Snapshot): Reader {
  const stay = (): void => {
    check();
    if (playground.state.snapshot?.id !== snapshot.id) throw OVER;
  };
  return async (name) => {
    const known = snapshot.values.get(name);
    if (known) return known;
    for (;;) {
      stay();
      const read = await playground.controller.read([name]);
      stay();
      if (read) return read.get(name);
      await new Promise((then) => setTimeout(then, 100));
    }
  };
}

export const networkReader =
  (network: Network<DecodedPicture>): Reader =>
  async (name) =>
    (await network.read([name])).get(name);

/** What has to be there for a comparison: it is made again once it is. */
export function needed<T>(value: T | undefined): T {
  if (value === undefined) throw OVER;
  return value;
}
