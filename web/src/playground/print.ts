// On paper all of a page is seen, nobody can scroll, and paper is light.

import type {} from './features/table/state.js';
import { flatten, PAPER } from './kit/paper.js';
import type { AppState } from './kit/playground.js';
import type { Mounted } from './mount.js';
import './print.css';

function flattenAll(root: HTMLElement): void {
  for (const canvas of root.querySelectorAll('canvas')) {
    const context = canvas.getContext('2d');
    if (context && canvas.width > 0 && canvas.height > 0) flatten(canvas, context);
  }
}

/** Whether styles can make it as wide as the paper, which no script knows (print.css). */
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

/** Lays it out that wide, in px. */
function layOut(root: HTMLElement, width: number): void {
  root.style.setProperty('--paper-width', `${width}px`);
  root.classList.add('is-widened');
}

function narrow(root: HTMLElement): void {
  root.classList.remove('is-on-paper', 'is-widened');
  root.style.removeProperty('--paper-width');
}

/** What of the state is another one on paper. */
type OnScreen = Pick<AppState, 'theme' | 'table'>;

interface Waking {
  /** Draws and paints all of it before this returns. */
  wake(): void;
  /** It is on screen again. */
  settle(): void;
}

/**
 * From now on it is laid out for paper when the browser prints: as wide as all of it needs, which styles make as narrow as
 * the paper is. width: what it begins with, in px; by default as wide as it is on screen. Returns what ends that.
 */
export function followPrinting(
  root: HTMLElement,
  { playground }: Mounted,
  { wake, settle }: Waking,
  width?: number,
): () => void {
  let onScreen: OnScreen | undefined;
  const before = (): void => {
    // Some browsers prepare twice.
    if (onScreen) return;
    const { theme, table } = playground.state;
    onScreen = { theme, table };
    // The rows that come as one scrolls, too.
    playground.set({ theme: 'light', table: { ...table, rows: Number.MAX_SAFE_INTEGER } });
    root.classList.add('is-on-paper');
    if (width !== undefined && canShrink()) layOut(root, width);
    wake();
    if (canShrink()) layOut(root, (width ?? root.clientWidth) + hiddenWidth(root));
    // Once more: galleries are as wide as there is room.
    wake();
    flattenAll(root);
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

/** The same of a page that shows nothing else. */
export const followPagePrinting = (root: HTMLElement, mounted: Mounted): (() => void) =>
  followPrinting(root, mounted, { wake: mounted.drawNow, settle: () => {} }, PAPER);
