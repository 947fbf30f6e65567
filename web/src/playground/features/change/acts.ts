// Makes changes: writes the changed file, opens it, runs the picture, and only then shows it.

import { readModel } from '../../../client/read-model.js';
import { applyChanges } from '../../../onnx-edit/index.js';
import type { Playground } from '../../kit/playground.js';
import { exportName, saveFile } from '../take-home/index.js';
import { withMade, without } from './made.js';
import { placesIn } from './places.js';
import type { Made, Refused } from './state.js';
import { whyFailed, whyNot, whyNotWritten } from './why.js';
import { words } from './words-en.js';

type Source = NonNullable<ReturnType<Playground['controller']['sources']>['model']>;

/** The list that was asked for last, of the network that was on screen then. */
interface Wish {
  of: Source;
  list: readonly Made[];
  /** What was changed last; undefined where something was taken back. */
  asked?: Made | undefined;
}

/** Of one playground: what is to be made. */
interface Work {
  /** undefined where it is on screen. */
  wish: Wish | undefined;
  isBusy: boolean;
}

/** Files as they were opened, and what was written of them last. They go with the networks that they are of. */
const owns = new WeakMap<Source, Uint8Array>();
const files = new WeakMap<Source, File>();

const works = new WeakMap<Playground, Work>();

function workOf(playground: Playground): Work {
  const known = works.get(playground);
  if (known) return known;
  const made: Work = { wish: undefined, isBusy: false };
  works.set(playground, made);
  return made;
}

async function bytesOf({ controller, site, state }: Playground, source: Source) {
  // A file of weights has become an ONNX file when it was opened.
  if (state.model?.info.weights) return controller.toOnnx();
  if (source.kind === 'file') return new Uint8Array(await source.file.arrayBuffer());
  const { file, url = '', sha256 } = source.entry;
  const address = file === undefined ? new URL(url) : new URL(file, site.models);
  const { signal } = new AbortController();
  const pinned = sha256 === undefined ? {} : { sha256, cache: true };
  const most = { maxMemory: 2 ** 32 - 2 ** 16 };
  return (await readModel(address, { ...pinned, ...most, signal })).model;
}

async function ownBytes(playground: Playground, model: Source): Promise<Uint8Array> {
  const known = owns.get(model);
  if (known) return known;
  const bytes = (await bytesOf(playground, model)) ?? new Uint8Array();
  owns.set(model, bytes);
  return bytes;
}

const isShown = ({ controller }: Playground, source: Source): boolean =>
  controller.sources().model === source;

/** Of the file that it came from. */
const ENDING = /\.(onnx|pth|pt|ckpt|safetensors)$/i;

async function make(
  playground: Playground,
  { of, list, asked }: Wish,
): Promise<Refused | undefined> {
  const { controller } = playground;
  const changes = list.map(({ change }) => change);
  const own = changes.length > 0 ? await ownBytes(playground, of) : undefined;
  // What is written would come in place of another network.
  if (!isShown(playground, of)) return undefined;
  const bytes = own && applyChanges(own, changes);
  const title = playground.state.model?.info.title ?? '';
  const name = exportName([title.replace(ENDING, ''), words.fileName], 'onnx');
  const file = bytes && new File([bytes as Uint8Array<ArrayBuffer>], name);
  const failure = await controller.replace(file, (model) => {
    const { state } = playground;
    const changesNeed = controller.sources().model?.weights?.map(({ path }) => path) ?? [];
    const now = { changes: list, changesNeed, changeRefused: undefined };
    return { ...now, ...placesIn(state, model) };
  });
  if (failure) return whyFailed(playground, asked, failure);
  if (playground.state.changes !== list) return whyNot(playground);
  if (file) files.set(of, file);
  return undefined;
}

/** One after the other: of those that come while one is made, the last. */
async function settle(playground: Playground): Promise<void> {
  const work = workOf(playground);
  playground.set({ changing: true });
  if (work.isBusy) return;
  work.isBusy = true;
  while (work.wish) {
    const { wish } = work;
    const isLate = () => !isShown(playground, wish.of);
    const refused = isLate() ? undefined : await make(playground, wish).catch(whyNotWritten);
    if (refused && !isLate()) playground.set({ changeRefused: refused });
    if (work.wish === wish) work.wish = undefined;
  }
  work.isBusy = false;
  playground.set({ changing: false });
}

function wish(
  playground: Playground,
  change: (list: readonly Made[]) => readonly Made[],
  asked?: Made,
): void {
  const work = workOf(playground);
  const { model: of } = playground.controller.sources();
  if (!of) return;
  const before = work.wish?.of === of ? work.wish.list : playground.state.changes;
  const next = change(before);
  playground.set({ changeRefused: undefined });
  if (next === before) return;
  work.wish = { of, list: next, asked };
  void settle(playground);
}

export const addChange = (made: Made) => (playground: Playground) =>
  wish(playground, (list) => withMade(list, made), made);

/** All of them at once, as they were before a reload or before the network was opened again. */
export const makeAgain = (made: readonly Made[]) => (playground: Playground) =>
  wish(playground, (list) => made.reduce(withMade, list));

/** What was typed is none that the network could have: a sentence says so, and the field has its number again. */
export const refuse =
  (text: string) =>
  ({ set }: Playground): void =>
    set({ changeRefused: { text, detail: '' } });

export const forgetRefused = ({ set }: Playground): void => set({ changeRefused: undefined });

export const takeBack = (key: string) => (playground: Playground) =>
  wish(playground, (list) => without(list, key));

export const takeAllBack = (playground: Playground) => wish(playground, () => []);

/** The changed network as an ONNX file. */
export function saveChanged(playground: Playground): void {
  const { model } = playground.controller.sources();
  const file = model && files.get(model);
  if (file && playground.state.changes.length > 0) saveFile(file.name, file);
}
