// The page on a phone: what there is no room for comes into sight once it is chosen.

import type { Locator } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { freshVisits } from './support/fresh-visits.js';
import { byTest, classified, drawn } from './support/page.js';
import type { Visit } from './support/site.js';

const visitSite = freshVisits();
let visit: Visit;

const WIDTH = 390;

async function open(hash: string, height = 844): Promise<void> {
  visit = await visitSite({ hash, context: { viewport: { width: WIDTH, height } } });
  await classified(visit.page);
}

/** Whether all of it lies between the sides of the page. */
async function isInSight(element: Locator): Promise<boolean> {
  const { x, width } = (await element.boundingBox()) ?? { x: -1, width: 0 };
  return x >= 0 && x + width <= WIDTH;
}

const tab = (name: string) => visit.page.locator('.view-choice label', { hasText: name });

test('the tab that an address names is in sight, and so is one that is chosen', async () => {
  await open('#view=benchmark');
  await expect.poll(() => isInSight(tab('Benchmark'))).toBe(true);
  await expect.poll(() => isInSight(tab('Layer table'))).toBe(false);
  await visit.page.locator('.view-choice').getByRole('radio', { name: 'Layer table' }).press(' ');
  await byTest(visit.page, 'layer-table').waitFor();
  await expect.poll(() => isInSight(tab('Layer table'))).toBe(true);
  await expect.poll(() => isInSight(tab('Network'))).toBe(true);
});

test('what a chosen view shows comes up from below the picture', async () => {
  await open('');
  const { page } = visit;
  const choose = (name: string) =>
    page.locator('.view-choice').getByRole('radio', { name }).press(' ');
  const chooser = byTest(page, 'compare-with');
  const top = async () => (await chooser.boundingBox())?.y ?? 844;
  // Again until the code that brings it up has come.
  await vi.waitFor(async () => {
    await choose('Network');
    await page.evaluate(() => scrollTo(0, 0));
    await choose('Compare');
    await expect.poll(top, { timeout: 2_000 }).toBeLessThan(844 / 2);
  }, 30_000);
});

test('an open layer can be shut from its end', async () => {
  await open('#layer=conv_1_2&channel=3');
  const { page } = visit;
  await page.locator('dialog[open] .gallery-frame').waitFor();
  await page.locator('dialog[open]').evaluate((dialog) => dialog.scrollTo(0, dialog.scrollHeight));
  await expect.poll(() => page.locator('#dialog-heading').isVisible()).toBe(true);
  const { y = -1 } = (await byTest(page, 'close').boundingBox()) ?? {};
  expect(y).toBeGreaterThan(0);
  expect(y).toBeLessThan(844);
  await byTest(page, 'close').click();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
});

test('the tour brings the answer into sight, above its panel', async () => {
  await open('');
  const { page } = visit;
  await byTest(page, 'tour').click();
  const guide = byTest(page, 'guide');
  const title = guide.locator('h2');
  // Forward over questions and layers, with what is told on the way.
  for (let clicks = 0; clicks < 30 && (await title.innerText()) !== 'The answer'; clicks++) {
    await byTest(page, 'guide-next').click();
    await drawn(page);
  }
  await expect.poll(() => title.innerText()).toBe('The answer');
  const answer = page.locator('.prediction-card .verdict');
  await expect
    .poll(async () => {
      const [card, panel] = [await answer.boundingBox(), await guide.boundingBox()];
      return card && panel && card.y >= 0 && card.y < panel.y;
    })
    .toBe(true);
});

test('in a small window no word of the tour is cut off, and the sum that it speaks of is seen above it', async () => {
  await open('', 600);
  const { page } = visit;
  await byTest(page, 'tour').click();
  const guide = byTest(page, 'guide');
  const said = guide.locator('.guide-words');
  const next = byTest(page, 'guide-next');
  for (let clicks = 0; clicks < 30 && (await next.innerText()) !== 'Done'; clicks++) {
    const before = await said.innerText();
    await next.click();
    await expect.poll(() => said.innerText(), { timeout: 20_000 }).not.toBe(before);
    const hidden = await said.evaluate((words) => words.scrollHeight - words.clientHeight);
    expect(hidden, await said.innerText()).toBe(0);
    if (!(await said.innerText()).includes('The strongest cell is open')) continue;
    const reading = page.locator('dialog[open] .reading');
    await expect
      .poll(
        async () => {
          const [sum, panel] = [await reading.boundingBox(), await guide.boundingBox()];
          return sum && panel && sum.y >= 0 && sum.y + sum.height < panel.y;
        },
        { timeout: 20_000 },
      )
      .toBe(true);
  }
  await expect.poll(() => next.innerText()).toBe('Done');
});
