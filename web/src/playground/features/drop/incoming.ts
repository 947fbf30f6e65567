// Files from outside: dropped, pasted or picked. What a file is decides what is opened.

import { type FileKind, kindOf } from '../../../client/file-kind.js';
import { type Description, describeBytes, HEAD_LENGTH } from '../../../client/sniff.js';
import type { Playground } from '../../kit/playground.js';
import { isDrawable } from '../../run/drawing.js';
import {
  type Failure,
  noNetworkForLabels,
  unknownFile,
  unusableLabels,
} from '../../run/failures.js';
import { LIST_LIMIT, parseLabels } from '../../run/label-list.js';
import type { LoadedModel } from '../../run/state.js';
import { isWanted } from '../../run/weight-files.js';
import { words } from './words-en.js';

async function headOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, HEAD_LENGTH).arrayBuffer());
  } catch {
    // A folder, or a file that has gone: opening it will say so.
    return new Uint8Array();
  }
}

/** Classes of the network: of its last run, or as its output's shape says; undefined: unknown. */
function classesOf({ state }: Playground, model: LoadedModel): number | undefined {
  const scores = state.snapshot?.scores;
  if (scores) return scores.probabilities.length;
  const [, classes, ...rest] = model.info.graph.outputs[0]?.shape ?? [];
  return classes && classes > 0 && rest.every((size) => size === 1) ? classes : undefined;
}

/** Once the network that is on its way is there, or cannot be had. */
function networkSettled(playground: Playground): Promise<void> {
  const isSettled = (): boolean => {
    const { progress, model, failure } = playground.state;
    return progress === undefined && (model !== undefined || failure !== undefined);
  };
  return new Promise((resolve) => {
    if (isSettled()) return resolve();
    const end = playground.subscribe(() => {
      if (!isSettled()) return;
      end();
      resolve();
    });
  });
}

/** A list of names that does not fit changes nothing: neither the picture nor the names before. */
async function openLabels(file: File, playground: Playground): Promise<void> {
  const { controller, set } = playground;
  await networkSettled(playground);
  const refused = (failure: Failure) => set({ failure });
  const { model } = playground.state;
  if (!model) return refused(noNetworkForLabels(file.name));
  const classes = classesOf(playground, model);
  const text = file.size > LIST_LIMIT ? '' : await file.text().catch(() => '');
  const labels = parseLabels(text);
  const fits = labels && (classes === undefined || labels.length === classes);
  if (!fits) return refused(unusableLabels(file.name, labels?.length, classes));
  controller.label(labels, file.name);
}

interface Incoming {
  file: File;
  name: string;
  kind: FileKind;
  /** Where its bytes tell. */
  found: Description | undefined;
}

async function look(file: File): Promise<Incoming> {
  const name = file.name || words.pasted;
  const head = await headOf(file);
  return { file, name, kind: kindOf({ name, type: file.type, head }), found: describeBytes(head) };
}

/** Picked apart: the model, its files of weights, and what is neither. */
function sorted(files: readonly Incoming[], lacking: readonly string[]) {
  const isNamed = ({ name }: Incoming) => /\.onnx$/i.test(name);
  const model = files.find(isNamed) ?? files.find(({ kind }) => kind === 'model');
  // Exporters name weights as they like: beside a model, what is nothing else is taken for them.
  const isWeights = ({ name, kind }: Incoming) =>
    kind === 'weights' ||
    isWanted(name, lacking) ||
    (model !== undefined && (kind === 'unknown' || kind === 'model'));
  const others = files.filter((incoming) => incoming !== model && !isNamed(incoming));
  return {
    model,
    weights: others.filter(isWeights),
    rest: others.filter((incoming) => !isWeights(incoming)),
  };
}

async function openOther(
  { file, name, kind, found }: Incoming,
  target: Playground,
  said: Failure | undefined,
): Promise<void> {
  const { controller } = target;
  if (kind === 'picture') return controller.openPicture({ kind: 'file', name, file }, said);
  if (kind === 'labels') return openLabels(file, target);
  if (kind === 'values') return target.actions.compareWith({ kind: 'values', file });
  return controller.fail(unknownFile(name, found));
}

/** A model, its weights, its list of names and a picture may come together: the model comes first. */
export async function openFiles(files: readonly File[], target: Playground): Promise<void> {
  const { controller } = target;
  const incoming = await Promise.all(files.map(look));
  const { model, weights: found, rest } = sorted(incoming, controller.lacking());
  const weights = found.map(({ name, file }) => ({ path: name, file }));
  if (model) {
    const { name, file } = model;
    await controller.openModel({ kind: 'file', name, file, weights });
  } else if (weights.length > 0) {
    await controller.openWeights(weights);
  }
  // A model that was refused stays refused, whatever came with it.
  const { failure } = target.state;
  const said = model && failure?.scope === 'model' ? failure : undefined;
  for (const other of rest) await openOther(other, target, said);
  sayOthers(rest, target);
}

/** Of several pictures the last one is on screen: where the others are is said. */
function sayOthers(rest: readonly Incoming[], { state, set, wide }: Playground): void {
  const names = rest.filter(({ kind }) => kind === 'picture').map(({ name }) => name);
  const shown = state.snapshot?.picture.name;
  // None of them could be used, or another one was opened meanwhile.
  if (names.length < 2 || shown === undefined || !names.includes(shown)) return;
  const isDrawn = state.model && isDrawable(state.model.info.preprocess);
  const hasRow = wide && state.keeping && !isDrawn;
  set({ several: { count: names.length, shown, hasRow } });
}

/** accept: as of an <input type=file>. */
export function pickFiles(target: Playground, accept: string, multiple = false): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.multiple = multiple;
  input.onchange = () => void openFiles([...(input.files ?? [])], target);
  input.click();
}

function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

/**
 * Files may be dropped on the playground, and pasted while it, or nothing, has the focus. A playground that
 * has the whole page to itself (`wide`) takes what is dropped anywhere.
 */
export function listenForFiles(playground: Playground): () => void {
  const { root, wide } = playground;
  const over: EventTarget = wide ? window : root;
  const listening = new AbortController();
  const listen = <Name extends 'dragover' | 'dragleave' | 'drop' | 'paste'>(
    on: EventTarget,
    name: Name,
    heard: (event: HTMLElementEventMap[Name]) => void,
  ) => on.addEventListener(name, heard as EventListener, { signal: listening.signal });
  const dragging = (on: boolean): void => playground.set({ dragging: on });
  const inside = (target: EventTarget | null): boolean =>
    target !== null && (wide || root.contains(target as Node));
  listen(over, 'dragover', (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    dragging(true);
  });
  // Leaving one element for another inside names the other; leaving the page names none.
  listen(over, 'dragleave', ({ relatedTarget }) => {
    if (!inside(relatedTarget)) dragging(false);
  });
  listen(over, 'drop', (event) => {
    dragging(false);
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    void openFiles([...(event.dataTransfer?.files ?? [])], playground);
  });
  listen(over, 'paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void openFiles(files, playground);
  });
  return () => listening.abort();
}
