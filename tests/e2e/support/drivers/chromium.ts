// Chromium by Playwright, as in the other end-to-end tests.

import { launch } from '../browser.js';
import type { Driver } from './driver.js';

export async function openChromium(): Promise<Driver> {
  const browser = await launch();
  const page = await browser.newPage();
  const first = (selector: string, text = '') =>
    page.locator(selector).filter({ hasText: text, visible: true }).first();
  return {
    async open(url) {
      await page.goto(url);
    },
    evaluate<R, A extends unknown[]>(body: (...given: A) => R, ...given: A) {
      const script = `(${body}).apply(null, ${JSON.stringify(given)})`;
      return page.evaluate(script) as Promise<Awaited<R>>;
    },
    click: (selector, text) => first(selector, text).click(),
    waitFor: (selector, text) => first(selector, text).waitFor(),
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: () => page.screenshot(),
    close: () => browser.close(),
  };
}
