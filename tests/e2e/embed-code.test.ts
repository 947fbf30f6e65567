// The lines that the page gives to embed what is shown: they show it.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { byTest, classified, drop, shows } from './support/page.js';
import { plainPng } from './support/png.js';
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
  const code = () => byTest(page, 'embed').locator('textarea').inputValue();
  await expect.poll(code).toContain('view="table"');
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
  const stepwise = lines
    .replace('view="layer"', 'view="slide"')
    .replace('&amp;channel=3"', '&amp;channel=3&amp;steps=cell"');
  await expect.poll(code).toBe(stepwise);
  const address = new URL('chapter.html', page.url()).href;
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>x</title>${lines}` }),
  );
  await page.goto(address);
  const element = page.locator('cnn-playground');
  await element.getByRole('heading', { name: 'conv_1_2, channel 3' }).waitFor({ timeout: 45_000 });
  // They ask for nothing that is not there.
  const sentences = element.locator('.cnn-notes');
  await expect.poll(() => sentences.count()).toBe(1);
  await sentences.waitFor({ state: 'hidden' });
  await page.context().close();
});

test('lines for files of the user name them beside the page', async () => {
  const { page } = await site.visit();
  await classified(page);
  await drop(page, 'mine.png', plainPng(64, 64, [200, 30, 60]));
  await shows(page, 'mine.png');
  await byTest(page, 'embed').locator('summary').click();
  const code = () => byTest(page, 'embed-code').inputValue();
  await expect.poll(code).toContain('<cnn-playground model="tinyvgg" image="./mine.png" ');
  await byTest(page, 'embed-note').getByText('./mine.png. Put them beside').waitFor();
  // A frame lies on this site, and not beside the page around it.
  await page.getByRole('radio', { name: 'iframe' }).check();
  await byTest(page, 'embed-note').getByText('a frame needs its whole address').waitFor();
  await expect.poll(() => page.getByRole('radio', { name: 'Markdown' }).count()).toBe(0);
  await page.context().close();
});

test('a form of the network that is no view of the element is said to be none', async () => {
  const { page } = await site.visit({ hash: '#view=blank' });
  await classified(page);
  await byTest(page, 'embed').locator('summary').click();
  await byTest(page, 'embed-about').getByText('"Blank pictures" cannot be embedded').waitFor();
  // This site's server sends nothing that would let others use it.
  await byTest(page, 'embed-note').getByText('it sent no "Access-Control-Allow-Origin"').waitFor();
  await page.context().close();
});

test('an open layer has lines of its own, also step by step', async () => {
  const { page } = await site.visit({ hash: '#layer=conv_1_2&channel=3&steps=term' });
  const drawer = byTest(page, 'embed-layer');
  await drawer.locator('summary').click();
  const code = () => drawer.locator('textarea').inputValue();
  await expect.poll(code).toContain('view="slide" layer="conv_1_2" channel="3"');
  await page.getByRole('radio', { name: 'Channels' }).check();
  await expect.poll(code).toContain('view="layer" layer="conv_1_2" channel="3"');
  await page.context().close();
});
