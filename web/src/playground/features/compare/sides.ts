// The two sides of a comparison: networks that are opened for it, runs, and the values of both.

import { NpzRefusal, readNpz } from '../../../npz/index.js';
import type { Playground } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import type { KeptValue, NetworkInfo } from '../../network/network.js';
import { type Edits, NO_EDITS } from '../../run/edits/edits.js';
import { networkLoader } from '../../run/engine.js';
import { type DecodedPicture, pictureReader } from '../../run/pictures.js';
import type { ModelSource, Network, PictureSource, RunResult } from '../../run/ports.js';
import { loadedModel, type Snapshot } from '../../run/state.js';
import type { Theirs } from './match.js';
import type { Reader } from './measure.js';
import type { Against, Compared, Side } from './state.js';
import { words } from './words-en.js';

/** What is compared: layers of one side, and what the other has. */
export interface Sides {
  columns: readonly Column[];
  theirs: readonly Theirs[];
  sides: Compared['sides'];
  own: Reader;
  other: Reader;
  fed?: Compared['fed'];
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
  step(share: number): void;
}

type Source = ModelSource<File>;

async function opened({ playground, check, step }: Means, source: Source) {
  const load = networkLoader(playground.site);
  const network = await load(source, ({ loaded, total, share }) =>
    step((share ?? (total ? loaded / total : 0)) / 2),
  ).result;
  try {
    check();
  } catch (thrown) {
    network.release();
    throw thrown;
  }
  return network;
}

const sum = (times: readonly number[]): number => times.reduce((all, time) => all + time, 0);

function networkSide(
  title: string,
  info: NetworkInfo,
  run: Pick<RunResult, 'scores' | 'timings'>,
): Side {
  const { params, macs } = info.graph;
  const { scores, timings } = run;
  return { title, network: { info, scores, params, macs, ms: sum(timings) } };
}

/** Values of what is on screen. While it is run again, or lent, they are waited for. */
function screenReader({ playground, check }: Means, snapshot: Snapshot): Reader {
  return async (name) => {
    const known = playground.state.snapshot?.id === snapshot.id && snapshot.values.get(name);
    if (known) return known;
    for (;;) {
      check();
      const read = await playground.controller.read([name]);
      check();
      if (read) return read.get(name);
      await new Promise((then) => setTimeout(then, 100));
    }
  };
}

const networkReader =
  (network: Network<DecodedPicture>): Reader =>
  async (name) =>
    (await network.read([name])).get(name);

interface Other {
  source: Source;
  key: readonly unknown[];
  picture: DecodedPicture;
  edits: Edits;
  /** True where it is prepared for as the network on screen is. */
  isSameNetwork: boolean;
}

async function pictureOf({ playground }: Means, source: PictureSource<File>) {
  return pictureReader(playground.site.samples).decode(source).result;
}

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw OVER;
  return value;
}

/** Which network runs on what, for every kind but values. */
async function otherOf(means: Means, against: Exclude<Against, { kind: 'values' }>) {
  const { controller, state } = means.playground;
  const { model, instead } = controller.sources();
  const own = needed(model);
  const picture = () => needed(controller.picture());
  const { edits } = state.editor;
  const now = instead ? { ...own, instead: instead as File } : own;
  const same = { isSameNetwork: true, source: now, key: [own, instead] };
  switch (against.kind) {
    case 'network': {
      const source: Source = { kind: 'catalog', entry: against.entry };
      const key = [against.entry];
      return { source, key, picture: picture(), edits, isSameNetwork: false };
    }
    case 'network-file': {
      const { file } = against;
      const source: Source = { kind: 'file', name: file.name, file };
      return { source, key: [file], picture: picture(), edits, isSameNetwork: false };
    }
    case 'unchanged':
      return { ...same, source: own, key: [own, undefined], picture: picture(), edits };
    case 'unedited':
      return { ...same, picture: picture(), edits: NO_EDITS };
    case 'sample':
      return {
        ...same,
        picture: await pictureOf(means, { kind: 'sample', sample: against.sample }),
        edits: NO_EDITS,
      };
    case 'picture-file': {
      const { file } = against;
      const decoded = await pictureOf(means, { kind: 'file', name: file.name, file });
      return { ...same, picture: decoded, edits: NO_EDITS };
    }
  }
}

function titlesOf(
  { playground }: Means,
  against: Against,
  other: NetworkInfo,
): readonly [string, string] {
  const { model, snapshot } = playground.state;
  const [title, picture] = [model?.info.title ?? '', snapshot?.picture.name ?? ''];
  switch (against.kind) {
    case 'unchanged':
      return [words.withChanges, words.withoutChanges];
    case 'unedited':
      return [words.withEdits, words.withoutEdits];
    case 'sample':
      return [picture, against.sample.title];
    case 'picture-file':
      return [picture, against.file.name];
    default:
      return [title, other.title];
  }
}

async function networkSides(means: Means, against: Exclude<Against, { kind: 'values' }>) {
  const { model, snapshot } = means.playground.state;
  const [shown, run] = [needed(model), needed(snapshot)];
  const wanted: Other = await otherOf(means, against);
  const network = await means.slots.other.get(wanted.key, () => opened(means, wanted.source));
  const { preprocess, fills = [] } = wanted.isSameNetwork ? shown.info : network.info;
  const wish = { preprocess, fills, edits: wanted.edits, wanted: [] };
  const result = await network.run(wanted.picture, wish).result;
  means.check();
  const info = result.graph ? { ...network.info, graph: result.graph } : network.info;
  const [mine, theirs] = titlesOf(means, against, info);
  return {
    columns: shown.columns,
    theirs: loadedModel(info, undefined)
      .columns.filter(({ node }) => node !== undefined)
      .map(({ value, name, op, shape }) => ({ name: value, node: name, op, shape })),
    sides: [networkSide(mine, shown.info, run), networkSide(theirs, info, result)] as const,
    own: screenReader(means, run),
    other: networkReader(network),
  };
}

/** More is no run of a network on one picture. */
const MOST_BYTES = 2 ** 30;

/** Under this name a file has the numbers that the network was fed. */
const INPUT = 'input';

/** This network fed with the numbers of the file. */
async function fedOwn(means: Means, input: KeptValue) {
  const { controller, state } = means.playground;
  const { model, instead } = controller.sources();
  const [source, shown] = [needed(model), needed(state.model)];
  const now = instead ? { ...source, instead: instead as File } : source;
  const network = await means.slots.own.get([source, instead], () => opened(means, now));
  const dims = input.dims.length === 3 ? [1, ...input.dims] : input.dims;
  const { preprocess, fills = [] } = shown.info;
  const wish = { preprocess, fills, edits: NO_EDITS, wanted: [], input: { ...input, dims } };
  const result = await network.run(needed(controller.picture()), wish).result;
  means.check();
  const graph = result.graph ?? network.info.graph;
  const { columns } = loadedModel({ ...shown.info, graph }, undefined);
  return { columns, result, own: networkReader(network) };
}

async function valueSides(means: Means, file: File): Promise<Sides> {
  if (file.size > MOST_BYTES) throw new NpzRefusal('too-large', '');
  const arrays = await readNpz(new Uint8Array(await file.arrayBuffer()));
  means.check();
  const { model, snapshot } = means.playground.state;
  const shown = needed(model);
  const own = shown.info.graph.inputs[0]?.name ?? INPUT;
  const key = arrays.has(INPUT) ? INPUT : own;
  const input = arrays.get(key);
  const run = input
    ? await fedOwn(means, input)
    : {
        columns: shown.columns,
        result: needed(snapshot),
        own: screenReader(means, needed(snapshot)),
      };
  return {
    columns: run.columns,
    theirs: [...arrays]
      .filter(([name]) => name !== key)
      .map(([name, { dims }]) => ({ name, shape: dims })),
    sides: [networkSide(shown.info.title, shown.info, run.result), { title: file.name }],
    own: run.own,
    other: async (name) => arrays.get(name),
    fed: input ? 'given' : 'picture',
  };
}

export function sidesOf(means: Means, against: Against): Promise<Sides> {
  return against.kind === 'values' ? valueSides(means, against.file) : networkSides(means, against);
}
