// What a test does on the page, and reads from it.

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export const byTest = (page: Page, name: string): Locator => page.locator(`[data-test="${name}"]`);

/** Waits until a run is on screen. */
export async function classified(page: Page): Promise<void> {
  await byTest(page, 'prediction').first().waitFor({ timeout: 30_000 });
}

/** Waits until the picture of that name is the one on screen, with its prediction. */
export async function shows(page: Page, name: string): Promise<void> {
  await page.locator('.picture-name', { hasText: name }).waitFor({ timeout: 30_000 });
  await classified(page);
}

interface Given {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** Dispatches a drop or paste event that carries the files, as the browser would. */
async function give(page: Page, kind: 'drop' | 'paste', ...files: Given[]): Promise<void> {
  await page.evaluate(
    ([event, given]) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      const common = { bubbles: true, cancelable: true };
      const made =
        event === 'drop'
          ? new DragEvent('drop', { ...common, dataTransfer: transfer })
          : new ClipboardEvent('paste', { ...common, clipboardData: transfer });
      document.body.dispatchEvent(made);
    },
    [
      kind,
      files.map(({ bytes, ...file }) => ({
        ...file,
        base64: Buffer.from(bytes).toString('base64'),
      })),
    ] as const,
  );
}

export const drop = (page: Page, name: string, bytes: Uint8Array, type = 'image/png') =>
  give(page, 'drop', { name, type, bytes });

/** Several files at once, in this order. */
export const dropAll = (page: Page, files: readonly (readonly [string, Uint8Array])[]) =>
  give(page, 'drop', ...files.map(([name, bytes]) => ({ name, type: '', bytes })));

export const paste = (page: Page, name: string, bytes: Uint8Array, type = 'image/png') =>
  give(page, 'paste', { name, type, bytes });

/** Dispatches a paste event with a text; true where the page takes it. */
export const pasteText = (page: Page, text: string, at = 'body'): Promise<boolean> =>
  page.locator(at).evaluate((target, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const common = { bubbles: true, cancelable: true, composed: true };
    return !target.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData }));
  }, text);

/** Percentages by class name, in the order they stand; also of rows for which there is no room. */
export function predictions(page: Page): Promise<[label: string, percent: string][]> {
  return byTest(page, 'prediction').evaluateAll((rows) =>
    rows.map((row): [string, string] => {
      const text = (part: string) => row.querySelector(part)?.textContent?.trim() ?? '';
      return [text('.prediction-label'), text('.prediction-percent')];
    }),
  );
}

/** Waits for an answer of as many classes that is another one, and gives it: meanwhile there may be none. */
export async function otherPredictions(
  page: Page,
  before: Awaited<ReturnType<typeof predictions>>,
): ReturnType<typeof predictions> {
  let now = before;
  await expect
    .poll(async () => {
      now = await predictions(page);
      return now.length === before.length && now.toString() !== before.toString();
    })
    .toBe(true);
  return now;
}

export function column(page: Page, name: string): Locator {
  return page.locator(`.column[aria-label^="${name},"]`);
}

/** The map of a layer's channel. */
export function map(page: Page, layer: string, channel: number): Locator {
  return column(page, layer).locator('.map').nth(channel);
}

/** Enlarges a map without choosing a cell, and waits until it has the focus: it comes with the next frame. */
export async function enlarge(page: Page, chosen: Locator): Promise<void> {
  await chosen.press('Enter');
  await page.locator('.enlarged:focus').waitFor();
}

/** Waits until the page has drawn what it was asked for: that comes with the next frame. */
export function drawn(page: Page): Promise<unknown> {
  return page.evaluate(
    () => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then))),
  );
}

/** Closes the enlarged map, and waits until the rest of the page takes keys again. */
export async function shut(page: Page): Promise<void> {
  await byTest(page, 'close').click();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
}

/** Number behind the text of a legend, a reading or a table cell. */
export function read(text: string): number {
  return Number(text.replaceAll('−', '-').replace('+', '').replace('±', ''));
}

/** True where every map, bar and picture on the page is empty. */
export function nothingShown(page: Page, keepsPicture = false): Promise<boolean> {
  return page.evaluate((keepsPicture) => {
    const results = 'canvas[data-paint="column"], canvas[data-paint="seen"]';
    const canvases = document.querySelectorAll<HTMLCanvasElement>(
      keepsPicture ? results : `${results}, canvas[data-paint="picture"]`,
    );
    const blank = [...canvases].every((canvas) => {
      const context = canvas.getContext('2d');
      const data = context?.getImageData(0, 0, canvas.width, canvas.height).data;
      return data?.every((byte) => byte === 0);
    });
    const numbers = [...document.querySelectorAll('.amount-text, [data-test="time"]')];
    const dialog = document.querySelector('dialog[open]');
    return (
      blank &&
      !dialog &&
      numbers.every(({ textContent }) => textContent === '') &&
      !document.querySelector('[data-test="prediction"]')
    );
  }, keepsPicture);
}
