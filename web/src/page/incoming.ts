// Files from outside: dropped, pasted or picked. What a file is decides what is opened.

import type { LoadedModel } from '../state/app-state.js';
import type { Controller } from '../state/controller.js';
import {
  type Failure,
  noNetworkForLabels,
  unknownFile,
  unusableLabels,
} from '../state/failures.js';
import { LIST_LIMIT, parseLabels } from '../state/label-list.js';
import { HEAD_LENGTH, kindOf } from '../state/sniff.js';
import type { Store } from '../state/store.js';

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

export async function openFile(file: File, target: Target): Promise<void> {
  const { controller } = target;
  const name = file.name || 'pasted picture';
  switch (kindOf(name, file.type, await headOf(file))) {
    case 'picture':
      return controller.openPicture({ kind: 'file', name, file });
    case 'model':
      return controller.openModel({ kind: 'file', name, file });
    case 'labels':
      return openLabels(file, target);
    case 'unknown':
      return controller.fail(unknownFile(name));
  }
}

async function openFiles(files: readonly File[], target: Target): Promise<void> {
  const isModel = ({ name }: File) => /\.onnx$/i.test(name);
  const model = files.find(isModel);
  if (model) await openFile(model, target);
  for (const file of files) if (!isModel(file)) await openFile(file, target);
}

/** accept: as of an <input type=file>. */
export function pickFile(accept: string, target: Target): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.onchange = () => {
    const file = input.files?.[0];
    if (file) void openFile(file, target);
  };
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
    // A model, its list of names and a picture may come together: the model first, then the rest.
    void openFiles([...(event.dataTransfer?.files ?? [])], target);
  });
  addEventListener('paste', (event) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    void openFile(file, target);
  });
}
