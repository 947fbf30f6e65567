// Makes changes: writes the changed file, opens it, runs the picture, and only then shows it.

import { readModel } from '../../../client/read-model.js';
import { applyChanges, EditRefusal } from '../../../onnx-edit/index.js';
import type { Changes, Playground } from '../../kit/playground.js';
import type { MapAddress } from '../../network/places.js';
import type { LoadedModel } from '../../run/state.js';
import { exportName, saveFile } from '../take-home/index.js';
import { withMade, without } from './made.js';
import type { Made, Refused } from './state.js';
import { words } from './words-en.js';

type Source = NonNullable<ReturnType<Playground['controller']['sources']>['model']>;

/** Of one playground: the file as it was opened, and what is to be made of it. */
interface Work {
  own?: { of: Source; bytes: Uint8Array };
  /** The list that was asked for last; undefined where it is on screen. */
  wish: readonly Made[] | undefined;
  isBusy: boolean;
  /** What was written last, to be saved. */
  file?: File;
}

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

async function ownBytes(playground: Playground): Promise<Uint8Array> {
  const work = workOf(playground);
  const { model } = playground.controller.sources();
  if (!model) throw new EditRefusal('damaged', '');
  if (work.own?.of === model) return work.own.bytes;
  const bytes = (await bytesOf(playground, model)) ?? new Uint8Array();
  work.own = { of: model, bytes };
  return bytes;
}

/** Places that are counted by the layers stay on the values that they were on. */
function placesIn(before: LoadedModel | undefined, state: Playground['state']) {
  return (model: LoadedModel): Changes => {
    const moved = (at: MapAddress): MapAddress | undefined => {
      const value = before?.columns[at.column]?.value;
      const column = model.columns.findIndex((candidate) => candidate.value === value);
      return column < 0 ? undefined : { ...at, column };
    };
    const open = state.open && moved(state.open);
    return {
      open,
      focus: moved(state.focus) ?? { column: 0, channel: 0 },
      hover: undefined,
      hoverCell: undefined,
      layer: { ...state.layer, pinned: state.layer.pinned.flatMap((at) => moved(at) ?? []) },
    };
  };
}

/** Of the file that it came from. */
const ENDING = /\.(onnx|pth|pt|ckpt|safetensors)$/i;

async function make(playground: Playground, list: readonly Made[]): Promise<Refused | undefined> {
  const { controller } = playground;
  const changes = list.map(({ change }) => change);
  const bytes = changes.length > 0 ? applyChanges(await ownBytes(playground), changes) : undefined;
  const title = playground.state.model?.info.title ?? '';
  const name = exportName([title.replace(ENDING, ''), words.fileName], 'onnx');
  const file = bytes && new File([bytes as Uint8Array<ArrayBuffer>], name);
  const failure = await controller.replace(file, (model) => {
    const { state } = playground;
    const changesNeed = controller.sources().model?.weights?.map(({ path }) => path) ?? [];
    const now = { changes: list, changesNeed, changeRefused: undefined };
    return { ...now, ...placesIn(state.model, state)(model) };
  });
  // Sentences of the engine come without a full stop.
  if (failure) return { text: words.notRun, detail: failure.message.replace(/[.!?]?$/, '.') };
  if (file) workOf(playground).file = file;
  return undefined;
}

function refusalOf(thrown: unknown): Refused {
  if (thrown instanceof EditRefusal)
    return { text: words.refused(thrown.reason, thrown.subject), detail: '' };
  return { text: words.notRun, detail: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** One after the other: of those that come while one is made, the last. */
async function settle(playground: Playground): Promise<void> {
  const work = workOf(playground);
  if (work.isBusy) return;
  work.isBusy = true;
  playground.set({ changing: true });
  while (work.wish) {
    const list = work.wish;
    const { model } = playground.controller.sources();
    const refused = await make(playground, list).catch(refusalOf);
    const isSame = playground.controller.sources().model === model;
    if (work.wish === list || !isSame) work.wish = undefined;
    if (isSame && refused) playground.set({ changeRefused: refused });
  }
  work.isBusy = false;
  playground.set({ changing: false });
}

function wish(playground: Playground, change: (list: readonly Made[]) => readonly Made[]): void {
  const work = workOf(playground);
  const before = work.wish ?? playground.state.changes;
  const next = change(before);
  playground.set({ changeRefused: undefined });
  if (next === before) return;
  work.wish = next;
  void settle(playground);
}

export const addChange = (made: Made) => (playground: Playground) =>
  wish(playground, (list) => withMade(list, made));

export const takeBack = (key: string) => (playground: Playground) =>
  wish(playground, (list) => without(list, key));

export const takeAllBack = (playground: Playground) => wish(playground, () => []);

/** The changed network as an ONNX file. */
export function saveChanged(playground: Playground): void {
  const { file } = workOf(playground);
  if (file && playground.state.changes.length > 0) saveFile(file.name, file);
}
