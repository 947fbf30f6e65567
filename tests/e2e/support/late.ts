// What comes late on a busy machine, for tests that read the page, or give it keys, too early. In milliseconds;
// no delay where a variable is not set.

import type { Page } from 'playwright-core';

/** CNN_FRAME_DELAY: by which every animation frame of the page comes late. */
const FRAME_DELAY = Number(process.env.CNN_FRAME_DELAY ?? 0);

/** CNN_ANSWER_DELAY: by which every answer of the server and of the page's workers comes late. */
export const ANSWER_DELAY = Number(process.env.CNN_ANSWER_DELAY ?? 0);

function delayFrames(delay: number): void {
  const frame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) => window.setTimeout(() => frame(draw), delay);
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
