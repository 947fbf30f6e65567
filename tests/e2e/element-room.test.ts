// The room that an element keeps free for its view, beside the room that the view takes once it is there.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch } from './support/browser.js';
import { type ElementHost, openElementHost } from './support/element-host.js';

let host: ElementHost;
let browser: Browser;
beforeAll(async () => {
  host = await openElementHost();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
});

/** One element of that width, alone on a page whose window is wider. */
async function open(view: string, width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(() => {
    document.addEventListener('result', () => Object.assign(window, { isThere: true }));
  });
  await page.goto(
    host.page(
      `<style>#column { width: ${width}px }</style>
      <div id="column"><cnn-playground view="${view}" loading="eager"></cnn-playground></div>
      <script type="module" src="../../cnn/element.js"></script>`,
    ),
  );
  await page.waitForFunction(() => 'isThere' in window, undefined, { timeout: 45_000 });
  return page;
}

interface Measured {
  room: number;
  content: number;
  /** By which it is wider than the element. */
  overflow: number;
}

const measure = (page: Page): Promise<Measured> =>
  page.locator('cnn-playground').evaluate((element) => {
    const { shadowRoot } = element;
    const stage = shadowRoot?.querySelector('.cnn-stage');
    const root = shadowRoot?.querySelector('.playground');
    if (!stage || !root) throw new Error('Nothing is shown.');
    return {
      room: Number.parseFloat(getComputedStyle(stage).minHeight),
      content: root.getBoundingClientRect().height,
      overflow: root.scrollWidth - root.clientWidth,
    };
  });

/** Once it has been as high for a second and a half: parts of a view are fetched after its first run. */
async function settled(page: Page): Promise<Measured> {
  let last = await measure(page);
  for (let same = 0; same < 5; ) {
    await page.waitForTimeout(300);
    const next = await measure(page);
    same = next.content === last.content ? same + 1 : 0;
    last = next;
  }
  return last;
}

const VIEWS = [
  'network',
  'layer',
  'sum',
  'slide',
  'patches',
  'why',
  'lab',
  'predict',
  'table',
  'full',
];

describe.each([360, 760, 1040])('%i px wide', (width) => {
  test.each(VIEWS)('%s is no higher than the room kept for it, and hardly lower', async (view) => {
    const page = await open(view, width);
    const { room, content, overflow } = await settled(page);
    expect(content).toBeLessThanOrEqual(room);
    expect(room).toBeLessThanOrEqual(1.15 * content);
    expect(overflow).toBe(0);
    await page.close();
  });
});

test('the lab has its output beside its input where there is room for both', async () => {
  const page = await open('lab', 760);
  const top = (name: string): Promise<number> =>
    page.locator(`cnn-playground ${name}`).evaluate((part) => part.getBoundingClientRect().top);
  await page.locator('cnn-playground [data-test="lab-grid"] canvas').waitFor();
  await expect
    .poll(() => top('[data-test="lab-grid"]'))
    .toBe(await top('.lab-stage:has([data-test="lab-input"])'));
  await page.close();
});
