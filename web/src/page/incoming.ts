// Files from outside: dropped, pasted or picked. What a file is decides what is opened.

import type { Controller } from '../state/controller.js';
import { unknownFile } from '../state/failures.js';
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

export async function openFile(file: File, controller: Controller<File>): Promise<void> {
  const name = file.name || 'pasted picture';
  switch (kindOf(name, file.type, await headOf(file))) {
    case 'picture':
      return controller.openPicture({ kind: 'file', name, file });
    case 'model':
      return controller.openModel({ kind: 'file', name, file });
    case 'unknown':
      return controller.fail(unknownFile(name));
  }
}

/** accept: as of an <input type=file>. */
export function pickFile(accept: string, controller: Controller<File>): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.onchange = () => {
    const file = input.files?.[0];
    if (file) void openFile(file, controller);
  };
  input.click();
}

function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

/** Drop and paste anywhere on the page. */
export function listenForFiles(store: Store, controller: Controller<File>): void {
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
    const file = event.dataTransfer?.files[0];
    if (file) void openFile(file, controller);
  });
  addEventListener('paste', (event) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    void openFile(file, controller);
  });
}
