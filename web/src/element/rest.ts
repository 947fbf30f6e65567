// A view that is far from what is seen rests: it is not laid out, and its canvases have no memory. It comes back before
// it is seen, as it was.

import { empty } from '../playground/kit/paint.js';
import type { Mounted } from '../playground/mount.js';

/** Rests when it is further than this from what is seen, in heights of the window. */
const NEAR = '100% 0px';

/** Its layout is forgotten when it is further than this: Chromium lays out what is nearer than 1.5 heights. */
const FAR = '200% 0px';

/** What is drawn far away is laid out all the same where it has form fields: when that was, it is forgotten, ms later. */
const LATER = 500;

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

type Scrolled = [part: Element, left: number, top: number][];

/** Parts that the reader has scrolled. */
function scrolledIn(root: HTMLElement): Scrolled {
  return [...root.querySelectorAll('*')].flatMap((part): Scrolled => {
    const { scrollLeft, scrollTop } = part;
    return scrollLeft || scrollTop ? [[part, scrollLeft, scrollTop]] : [];
  });
}

/**
 * What was laid out once is kept by the browser, though nobody sees it, and takes more memory than all else of a view
 * that rests. Styles are computed here and nothing is laid out, so that the page around does not move.
 */
function forgetLayout(root: HTMLElement): void {
  root.classList.add('is-forgotten');
  getComputedStyle(root).getPropertyValue('display');
  root.classList.remove('is-forgotten');
}

export interface Rest {
  /** Paints it now, wherever it is; it rests again when it has been near and is far. */
  wake(): void;
  /** Rests again if it was woken far from what is seen. */
  settle(): void;
  /** Its templates were drawn, wherever it is. */
  drawn(): void;
  end(): void;
}

/** Calls back with whether the element is within that margin of what is seen, and as that changes. */
function watch(
  element: HTMLElement,
  rootMargin: string,
  told: (isWithin: boolean) => void,
): () => void {
  const watcher = new IntersectionObserver(
    (entries) => told(entries.at(-1)?.isIntersecting === true),
    { rootMargin },
  );
  watcher.observe(element);
  return () => watcher.disconnect();
}

/** element: watched; root: what is mounted in it. */
export function restUnseen(element: HTMLElement, root: HTMLElement, mounted: Mounted): Rest {
  let sizes: Sizes | undefined;
  let scrolled: Scrolled = [];
  let isFar = false;
  let isNear = true;
  /** What was shown when it went to rest. */
  let before: readonly unknown[] = [];
  let later: ReturnType<typeof setTimeout> | undefined;

  /** Other parts than before are scrolled where they are. */
  function shown(): readonly unknown[] {
    const { model, view, open } = mounted.playground.state;
    return [model, view, open?.column];
  }

  function rest(): void {
    // A dialog lies over the whole page, wherever the element is.
    if (sizes || root.querySelector('dialog[open]')) return;
    root.style.setProperty('--rest-height', `${heightOf(root)}px`);
    // To ask later would lay it out.
    scrolled = scrolledIn(root);
    before = shown();
    root.classList.add('is-resting');
    sizes = emptied(root);
    mounted.rest(true);
    forget();
  }

  function forget(): void {
    // The keyboard stays where it is.
    const { activeElement } = root.getRootNode() as ShadowRoot;
    if (sizes && isFar && !root.contains(activeElement)) forgetLayout(root);
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
    const isSame = shown().every((value, index) => value === before[index]);
    if (isSame) for (const [part, left, top] of scrolled) part.scrollTo(left, top);
    scrolled = [];
  }

  const ends = [
    watch(element, FAR, (isWithin) => {
      isFar = !isWithin;
      forget();
    }),
    watch(element, NEAR, (isWithin) => {
      isNear = isWithin;
      if (isNear) rise();
      else rest();
    }),
  ];
  return {
    wake() {
      rise();
      mounted.drawNow();
    },
    settle() {
      if (!isNear) rest();
    },
    drawn() {
      clearTimeout(later);
      if (isFar) later = setTimeout(forget, LATER);
    },
    end() {
      clearTimeout(later);
      for (const end of ends) end();
    },
  };
}
