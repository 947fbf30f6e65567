// Addresses that are pasted: asked about, fetched, and refused in every way.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { golden } from './support/golden.js';
import { type MisbehavingServer, misbehavingServer } from './support/misbehaving-server.js';
import { byTest, classified, drawn, pasteText, shows } from './support/page.js';
import { plainPng } from './support/png.js';
import { openSite, type Site, type Visit } from './support/site.js';

let site: Site;
let server: MisbehavingServer;
let visit: Visit;
beforeAll(async () => {
  site = await openSite({ isolated: false });
});
afterAll(() => site?.close());
beforeEach(async () => {
  server = await misbehavingServer();
});
afterEach(async () => {
  await visit?.page.context().close();
  await server?.close();
});

/** A page whose policy allows any host, as one may be that embeds the playground. */
async function openWithoutPolicy(): Promise<void> {
  visit = await site.visit({ context: { bypassCSP: true } });
  await classified(visit.page);
  await visit.page.evaluate(() =>
    document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.remove(),
  );
}

const hostOf = () => new URL(server.origin).host;

test('nothing is requested before the user agrees, then the network is opened', async () => {
  await openWithoutPolicy();
  const { page } = visit;
  await pasteText(page, `${server.origin}/model.onnx`);
  const card = byTest(page, 'link');
  await card.waitFor();
  await expect.poll(() => card.innerText()).toContain(`Open model.onnx from ${hostOf()}?`);
  expect(server.requests).toEqual([]);
  await page.getByRole('button', { name: `Fetch from ${hostOf()}` }).click();
  await page.getByRole('heading', { name: 'Inside model.onnx' }).waitFor();
  expect(server.requests).toEqual(['GET /model.onnx']);
  // Not even the address of this page.
  expect(server.referrers).toEqual([undefined]);
  await expect.poll(() => card.count()).toBe(0);
});

test('a picture is opened', async () => {
  const { png } = await golden('shapes');
  visit = await site.visit({
    before: (page) =>
      page.route('https://huggingface.co/**', (route) =>
        route.fulfill({
          body: png,
          contentType: 'image/png',
          headers: { 'access-control-allow-origin': '*' },
        }),
      ),
  });
  await classified(visit.page);
  // The one foreign host of the page's own policy.
  await pasteText(visit.page, 'https://huggingface.co/some/one/resolve/main/my%20shapes.png');
  await byTest(visit.page, 'link-fetch').click();
  await shows(visit.page, 'my shapes.png');
  expect(visit.problems).toEqual([]);
});

test('"Not now" requests nothing, and the focus has a place', async () => {
  await openWithoutPolicy();
  const { page } = visit;
  await pasteText(page, `${server.origin}/model.onnx`);
  await byTest(page, 'link-close').click();
  await byTest(page, 'link').waitFor({ state: 'detached' });
  await drawn(page);
  expect(server.requests).toEqual([]);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent?.trim()))
    .toBe('Choose a picture…');
});

test.each([
  ['a host that forbids it', '/closed.onnx', 'does not allow other sites to read the file (CORS)'],
  ['an address that is not there', '/nowhere.png', 'the server answered 404'],
  ['a web page', '/html.onnx', 'sent is an HTML page'],
  ['a pointer in place of the file', '/lfs.onnx', 'a Git LFS pointer'],
])('%s is a sentence, and what is on screen stays', async (_, path, why) => {
  await openWithoutPolicy();
  const { page } = visit;
  await pasteText(page, `${server.origin}${path}`);
  await byTest(page, 'link-fetch').click();
  const failure = byTest(page, 'failure');
  await failure.waitFor();
  await expect.poll(() => failure.innerText()).toContain(why);
  await expect.poll(() => byTest(page, 'link').count()).toBe(0);
  await expect.poll(() => byTest(page, 'prediction').count()).toBeGreaterThan(0);
});

test('a download can be given up', async () => {
  await openWithoutPolicy();
  const { page } = visit;
  await pasteText(page, `${server.origin}/stalled.onnx`);
  await byTest(page, 'link-fetch').click();
  await byTest(page, 'link')
    .getByText(/KB of \d+ KB/)
    .waitFor();
  await byTest(page, 'link-close').click();
  await byTest(page, 'link').waitFor({ state: 'detached' });
  await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
});

test('what the policy of the page forbids is said in place of asking', async () => {
  visit = await site.visit();
  const { page, problems, requests } = visit;
  await classified(page);
  const before = requests.length;
  await pasteText(page, 'https://example.org/cat.jpg');
  const card = byTest(page, 'link');
  await card.getByText('Nothing was requested from example.org').waitFor();
  await expect.poll(() => card.innerText()).toContain('its own site and huggingface.co');
  await expect.poll(() => byTest(page, 'link-fetch').count()).toBe(0);
  expect(requests.slice(before).filter((url) => url.includes('example.org'))).toEqual([]);
  // Whoever opens something else does not wait for it.
  await page.locator('.sample').nth(1).click();
  await card.waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
});

test('a data: address and an SVG text are opened at once', async () => {
  visit = await site.visit();
  const { page, problems } = visit;
  await classified(page);
  const png = plainPng(9, 7, [200, 10, 30]).toString('base64');
  await pasteText(page, `data:image/png;base64,${png}`);
  await page.locator('.picture-figure', { hasText: '9 × 7' }).waitFor();
  await pasteText(page, '<svg xmlns="http://www.w3.org/2000/svg" width="31" height="17"/>');
  await page.locator('.picture-figure', { hasText: '31 × 17' }).waitFor();
  expect(problems).toEqual([]);
});

test('other text is ignored, and so is what is pasted into a field', async () => {
  visit = await site.visit({ hash: '#view=table' });
  const { page } = visit;
  await classified(page);
  expect(await pasteText(page, 'a golf ball, 99.9%')).toBe(false);
  await byTest(page, 'table-find').focus();
  expect(await pasteText(page, 'https://example.org/cat.jpg', ':focus')).toBe(false);
  await drawn(page);
  await expect.poll(() => byTest(page, 'link').count()).toBe(0);
  await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
});
