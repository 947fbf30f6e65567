// A view that is far from what is seen rests: it is not laid out, and its canvases have no memory. It comes back before
// it is seen, as it was.

import { empty } from '../playground/kit/paint.js';
import type { Mounted } from '../playground/mount.js';

/** Rests when it is further than this from what is seen, in heights of the window. */
const NEAR = '100% 0px';

type Sizes = [canvas: HTMLCanvasElement, width: number, height: number][];

/** Takes the memory of all canvases. */
function emptied(root: HTMLElement): Sizes {
  const sizes: Sizes = [];
  for (const canvas of root.querySelectorAll('canvas')) {
    if (!canvas.dataset.paint) continue;
    sizes.push([canvas, canvas.width, canvas.height]);
    empty(canvas);
  }
  return sizes;
}

/** To the fraction of a pixel, which offsetHeight rounds; what a page around scales is as high as it was before. */
function heightOf(root: HTMLElement): number {
  const { height } = root.getBoundingClientRect();
  return Math.abs(height - root.offsetHeight) < 1 ? height : root.offsetHeight;
}

export interface Rest {
  /** Paints it now, wherever it is; it rests again when it has been near and is far. */
  wake(): void;
  end(): void;
}

/** element: watched; root: what is mounted in it. */
export function restUnseen(element: HTMLElement, root: HTMLElement, mounted: Mounted): Rest {
  let sizes: Sizes | undefined;

  function rest(): void {
    // A dialog lies over the whole page, wherever the element is.
    if (sizes || root.querySelector('dialog[open]')) return;
    root.style.setProperty('--rest-height', `${heightOf(root)}px`);
    root.classList.add('is-resting');
    sizes = emptied(root);
    mounted.rest(true);
  }

  function rise(): void {
    if (!sizes) return;
    root.classList.remove('is-resting');
    for (const [canvas, width, height] of sizes) {
      // One that has a size was given it meanwhile, for something else.
      if (canvas.width === 0) canvas.width = width;
      if (canvas.height === 0) canvas.height = height;
    }
    sizes = undefined;
    mounted.rest(false);
  }

  const watcher = new IntersectionObserver(
    (entries) => (entries.at(-1)?.isIntersecting ? rise() : rest()),
    { rootMargin: NEAR },
  );
  watcher.observe(element);
  return {
    wake() {
      rise();
      mounted.drawNow();
    },
    end: () => watcher.disconnect(),
  };
}
