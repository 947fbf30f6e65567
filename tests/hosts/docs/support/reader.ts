// A reader in Chromium, who scrolls to every widget of a page and waits for what it says.

import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

declare const answered: Map<Element, string>;

export interface Reader {
  page: Page;
  /** Errors in the console and of scripts, and files that are not there. */
  problems: string[];
}

export async function open(browser: Browser, url: string): Promise<Reader> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const problems: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    // Files are named below.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource'))
      problems.push(text);
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.url().endsWith('/favicon.ico'))
      problems.push(`${response.status()} ${response.url()}`);
  });
  await page.addInitScript(() => {
    const answers = new Map();
    Object.assign(globalThis, { answered: answers });
    addEventListener('result', (event) => {
      const { predictions } = (event as CustomEvent).detail;
      answers.set(event.target, predictions[0]?.label);
    });
  });
  await page.goto(url);
  return { page, problems };
}

/** What each widget of the page answers, once it was scrolled to. */
export async function answers({ page, problems }: Reader): Promise<(string | undefined)[]> {
  const all = page.locator('cnn-playground');
  await all.first().waitFor({ state: 'attached' });
  for (let index = 0; index < (await all.count()); index++) {
    const widget = all.nth(index);
    await widget.scrollIntoViewIfNeeded();
    await expect
      .poll(() => widget.evaluate((element) => answered.get(element)), {
        timeout: 60_000,
        message: `Widget ${index} of ${page.url()} says nothing. ${problems.join('; ')}`,
      })
      .toBeDefined();
  }
  return all.evaluateAll((elements) => elements.map((element) => answered.get(element)));
}

const THREE = ['church', 'church', 'church'];

/** Three widgets each, with nothing to complain about. */
export async function expectThree(browser: Browser, urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    const reader = await open(browser, url);
    expect(await answers(reader)).toEqual(THREE);
    expect(await reader.page.locator('cnn-playground [part=error]:visible').count()).toBe(0);
    // Nothing opens above the page, whatever the view.
    expect(await reader.page.locator('cnn-playground dialog:modal').count()).toBe(0);
    expect(reader.problems).toEqual([]);
    await reader.page.close();
  }
}
