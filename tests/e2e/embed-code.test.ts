// The lines that the page gives to embed what is shown: they show it.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { byTest, classified } from './support/page.js';
import { openSite, type Site } from './support/site.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

test('the lines for an element show the same layer in another page', async () => {
  const { page } = await site.visit({ hash: '#sample=church.webp&view=table' });
  await classified(page);
  await byTest(page, 'embed').locator('summary').click();
  const code = () => byTest(page, 'embed-code').inputValue();
  expect(await code()).toContain('view="table"');
  await page.evaluate(() => {
    location.hash = '#sample=church.webp&layer=conv_1_2&channel=3';
  });
  await expect.poll(code).toContain('layer="conv_1_2" channel="3"');
  const lines = await code();
  expect(lines).toContain('image="church"');
  // Once it is closed, it can be chosen.
  await page.keyboard.press('Escape');
  await expect.poll(code).toContain('view="network"');
  await page.getByRole('radio', { name: 'conv_1_2, channel 3' }).check();
  await expect.poll(code).toBe(lines);
  await page.getByRole('radio', { name: 'it, step by step' }).check();
  await expect.poll(code).toBe(lines.replace('view="layer"', 'view="slide"'));
  const address = new URL('chapter.html', page.url()).href;
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>x</title>${lines}` }),
  );
  await page.goto(address);
  const element = page.locator('cnn-playground');
  await element.getByRole('heading', { name: 'conv_1_2, channel 3' }).waitFor({ timeout: 45_000 });
  await page.context().close();
});

test('a picture of the user is in no lines', async () => {
  const { page } = await site.visit();
  await classified(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a picture' }).click();
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  );
  await (await chooser).setFiles({ name: 'mine.png', mimeType: 'image/png', buffer: png });
  await byTest(page, 'embed').locator('summary').click();
  await byTest(page, 'embed').getByText('A network or a picture of yours is in no link.').waitFor();
  expect(await byTest(page, 'embed-code').count()).toBe(0);
  await page.context().close();
});
