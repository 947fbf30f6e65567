// What the reader can do with the pictures that are looked through.

import type { Playground } from '../../kit/playground.js';
import { enlargedLayout } from '../../network/enlarged.js';
import type { Patch } from './best.js';
import { collect, stop, targetOf } from './collect.js';
import { droppedFiles, sourcesFrom } from './sources.js';
import type { Source } from './state.js';
import { words } from './words-en.js';

export function start(playground: Playground): void {
  void collect(playground);
}

export function cancel(playground: Playground): void {
  stop(playground);
}

export function useFiles(playground: Playground, files: readonly File[]): void {
  const { state, set } = playground;
  const sources = sourcesFrom(files);
  if (sources.length === 0) {
    set({ patches: { ...state.patches, failure: words.noFiles } });
    return;
  }
  set({ patches: { ...state.patches, chosen: { sources }, failure: undefined, whole: 0 } });
  void collect(playground);
}

export function useSamples({ state, set }: Playground): void {
  set({ patches: { ...state.patches, chosen: undefined, failure: undefined, whole: 0 } });
}

/** A picture file by its name or kind; of a folder everything that is in it. */
export function pick(playground: Playground, isFolder: boolean): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  if (isFolder) input.webkitdirectory = true;
  else input.accept = 'image/*';
  input.onchange = () => useFiles(playground, [...(input.files ?? [])]);
  input.click();
}

/** What is dropped on the panel is looked through, and not opened as the page would. */
export function drop(playground: Playground, event: DragEvent): void {
  const { dataTransfer } = event;
  if (!dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  event.stopPropagation();
  playground.set({ dragging: false });
  droppedFiles(dataTransfer).then(
    (files) => useFiles(playground, files),
    () => useFiles(playground, []),
  );
}

/** The picture of a patch becomes that of the page, and its cell the one that is read. */
export async function openPatch(
  playground: Playground,
  { from }: Source,
  { y, x }: Patch,
): Promise<void> {
  const { controller, actions } = playground;
  const column = targetOf(playground.state);
  await controller.openPicture(from);
  const { state } = playground;
  const isStill = column !== undefined && targetOf(state)?.value === column.value;
  if (!isStill || column.layout.flat) return;
  const { height, width } = enlargedLayout(column);
  if (y < height && x < width) actions.readCell({ y, x }, true);
}
