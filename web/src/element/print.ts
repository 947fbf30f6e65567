// On paper all of a page is seen, and paper is light.

import type { Mounted } from '../playground/mount.js';

/**
 * Chromium prints what is drawn while it prepares as lines and text, and loses pixels that were put among them. Pixels
 * alone it prints.
 */
function flatten(root: HTMLElement): void {
  for (const canvas of root.querySelectorAll('canvas')) {
    const { width, height } = canvas;
    const context = canvas.getContext('2d');
    if (!context || width === 0 || height === 0) continue;
    const pixels = context.getImageData(0, 0, width, height);
    // Clears, and takes back what was set for lines and text.
    canvas.width = width;
    context.putImageData(pixels, 0, 0);
  }
}

/** wake: paints it, wherever it is. Returns what ends that. */
export function followPrinting(
  root: HTMLElement,
  { playground }: Mounted,
  wake: () => void,
): () => void {
  let theme: Mounted['playground']['state']['theme'] | undefined;
  const before = (): void => {
    theme ??= playground.state.theme;
    playground.set({ theme: 'light' });
    wake();
    flatten(root);
  };
  const after = (): void => {
    if (theme) playground.set({ theme });
    theme = undefined;
  };
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}
