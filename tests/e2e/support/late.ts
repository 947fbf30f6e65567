// What comes late on a busy machine, for tests that read the page, or give it keys, too early. In milliseconds;
// no delay where a variable is not set.

import type { Page } from 'playwright-core';

/** CNN_FRAME_DELAY: by which every animation frame of the page comes late. */
const FRAME_DELAY = Number(process.env.CNN_FRAME_DELAY ?? 0);

/** CNN_ANSWER_DELAY: by which every answer of the server and of the page's workers comes late. */
export const ANSWER_DELAY = Number(process.env.CNN_ANSWER_DELAY ?? 0);

function delayFrames(delay: number): void {
  const frame = window.requestAnimationFrame.bind(window);
  const cancel = window.cancelAnimationFrame.bind(window);
  /** The browser's own frames, by the number that the page was given. */
  const frames = new Map<number, number>();
  window.requestAnimationFrame = (draw) => {
    const given = window.setTimeout(() => {
      const late = (time: number): void => {
        frames.delete(given);
        draw(time);
      };
      frames.set(given, frame(late));
    }, delay);
    return given;
  };
  // Without it the page would cancel a frame of the browser that happens to have the same number.
  window.cancelAnimationFrame = (given) => {
    window.clearTimeout(given);
    cancel(frames.get(given) ?? 0);
    frames.delete(given);
  };
}

/** As long for all: they keep their order. */
function delayAnswers(delay: number): void {
  const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage') ?? {};
  Object.defineProperty(Worker.prototype, 'onmessage', {
    set(this: Worker, listen: (event: MessageEvent) => void) {
      set?.call(this, (event: MessageEvent) => window.setTimeout(listen, delay, event));
    },
  });
}

/** Call it before the page is opened. */
export async function comeLate(page: Page): Promise<void> {
  if (FRAME_DELAY > 0) await page.addInitScript(delayFrames, FRAME_DELAY);
  if (ANSWER_DELAY > 0) await page.addInitScript(delayAnswers, ANSWER_DELAY);
}
