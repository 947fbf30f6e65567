// On paper all of a page is seen, nobody can scroll, and paper is light.

import type {} from '../playground/features/table/state.js';
import type { AppState } from '../playground/kit/playground.js';
import type { Mounted } from '../playground/mount.js';
import type { Rest } from './rest.js';

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

/** Whether styles can make it as wide as the paper, which no script knows (widget.css). */
const canShrink = (): boolean => CSS.supports('zoom', 'tan(atan2(1cqw, 1px))');

/** How much of its parts can only be seen by scrolling sideways, in px. */
function hiddenWidth(root: HTMLElement): number {
  const parts = [...root.querySelectorAll('*')].filter(
    (part) =>
      part.scrollWidth > part.clientWidth + 1 &&
      /auto|scroll/.test(getComputedStyle(part).overflowX),
  );
  return Math.max(0, ...parts.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
}

/** Lays it out as wide as all of it needs; styles make it smaller, as narrow as the paper is. */
function widen(root: HTMLElement): void {
  root.classList.add('is-on-paper');
  if (!canShrink()) return;
  const width = root.clientWidth;
  root.style.setProperty('--paper-width', `${width + hiddenWidth(root)}px`);
  root.classList.add('is-widened');
}

function narrow(root: HTMLElement): void {
  root.classList.remove('is-on-paper', 'is-widened');
  root.style.removeProperty('--paper-width');
}

/** What of the state is another one on paper. */
type OnScreen = Pick<AppState, 'theme' | 'table'>;

/** Returns what ends that. */
export function followPrinting(
  root: HTMLElement,
  { playground }: Mounted,
  { wake, settle }: Pick<Rest, 'wake' | 'settle'>,
): () => void {
  let onScreen: OnScreen | undefined;
  const before = (): void => {
    const { theme, table } = playground.state;
    onScreen ??= { theme, table };
    // The rows that come as one scrolls, too.
    playground.set({ theme: 'light', table: { ...table, rows: Number.MAX_SAFE_INTEGER } });
    wake();
    widen(root);
    // Once more: galleries are as wide as there is room.
    wake();
    flatten(root);
  };
  const after = (): void => {
    narrow(root);
    if (onScreen) playground.set(onScreen);
    onScreen = undefined;
    settle();
  };
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}
