// What leaves the page because somebody asked for it: files, and text in the clipboard.

import type { Store } from '../state/store.js';

/** Starts a download; the browser says so in its own way. */
export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Browsers refuse it without a secure page or a permission, which is then said. */
export async function copyText(store: Store, text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    store.dispatch({ type: 'said', words: done });
  } catch {
    store.dispatch({
      type: 'said',
      words: 'The browser does not let this page use the clipboard.',
    });
  }
}
