// Files from outside: dropped, pasted or picked. What a file is decides what is opened.

import type { LoadedModel } from '../app-state.js';
import type { Store } from '../kit/store.js';
import type { Controller } from './controller.js';
import { type Failure, noNetworkForLabels, unknownFile, unusableLabels } from './failures.js';
import { LIST_LIMIT, parseLabels } from './label-list.js';
import { type FileKind, HEAD_LENGTH, kindOf } from './sniff.js';
import { isWanted } from './weight-files.js';

async function headOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, HEAD_LENGTH).arrayBuffer());
  } catch {
    // A folder, or a file that has gone: opening it will say so.
    return new Uint8Array();
  }
}

export interface Target {
  store: Store;
  controller: Controller<File>;
}

/** Classes of the network: of its last run, or as its output's shape says; undefined: unknown. */
function classesOf(store: Store, model: LoadedModel): number | undefined {
  const scores = store.state.snapshot?.scores;
  if (scores) return scores.probabilities.length;
  const [, classes, ...rest] = model.info.graph.outputs[0]?.shape ?? [];
  return classes && classes > 0 && rest.every((size) => size === 1) ? classes : undefined;
}

/** A list of names that does not fit changes nothing: neither the picture nor the names before. */
async function openLabels(file: File, { store, controller }: Target): Promise<void> {
  const refused = (failure: Failure) => store.dispatch({ type: 'failed', failure, keeps: true });
  const { model } = store.state;
  if (!model) return refused(noNetworkForLabels(file.name));
  const classes = classesOf(store, model);
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
}

async function look(file: File): Promise<Incoming> {
  const name = file.name || 'pasted picture';
  return { file, name, kind: kindOf(name, file.type, await headOf(file)) };
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

async function openOther({ file, name, kind }: Incoming, target: Target): Promise<void> {
  const { controller } = target;
  if (kind === 'picture') return controller.openPicture({ kind: 'file', name, file });
  if (kind === 'labels') return openLabels(file, target);
  return controller.fail(unknownFile(name));
}

/** A model, its weights, its list of names and a picture may come together: the model comes first. */
export async function openFiles(files: readonly File[], target: Target): Promise<void> {
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
  for (const other of rest) await openOther(other, target);
}

/** accept: as of an <input type=file>. */
export function pickFiles(accept: string, target: Target, multiple = false): void {
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

/** Drop and paste anywhere on the page. */
export function listenForFiles(target: Target): void {
  const { store } = target;
  const dragging = (on: boolean): void => {
    if (store.state.dragging !== on) store.dispatch({ type: 'dragging', dragging: on });
  };
  addEventListener('dragover', (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    dragging(true);
  });
  addEventListener('dragleave', (event) => {
    // Leaving one element for another inside the page names the other; leaving the page names none.
    if (event.relatedTarget === null) dragging(false);
  });
  addEventListener('drop', (event) => {
    dragging(false);
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    void openFiles([...(event.dataTransfer?.files ?? [])], target);
  });
  addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void openFiles(files, target);
  });
}
