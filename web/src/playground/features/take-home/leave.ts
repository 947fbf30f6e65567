// What leaves the page because somebody asked for it: files, and text in the clipboard.

import type { Playground } from '../../kit/playground.js';
import { words } from './words-en.js';

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

/**
 * Browsers refuse it without a secure page or a permission, which is then said. of: a name for the text, where it is not
 * there when the page is drawn.
 */
export async function copyText({ set }: Playground, text: string, of = text): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    set({ said: { words: words.copied, of } });
  } catch {
    set({ said: { words: words.notCopied, of } });
  }
}

/** Words for the caption and the name of a file, after the network's. */
export function titled({ state }: Playground, parts: readonly string[]): string[] {
  return [state.model?.info.title ?? words.network, ...parts];
}
