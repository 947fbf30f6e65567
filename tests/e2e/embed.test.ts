// embed.html in frames of a page of another origin, which embed-resizer.js makes as high as what is in them.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from './support/browser.js';
import { siteFolder } from './support/site.js';
import { type StaticServer, serve } from './support/static-server.js';

let folder: string;
let site: StaticServer;
let host: StaticServer;
let browser: Browser;

const PATIENT = { timeout: 20_000 };
const LAYER = 'model=tinyvgg&view=layer&layer=conv_1_2&channel=3';

/** Two frames of ours, and one of the host's that may post what it likes. */
const page = () => `<!doctype html><title>Host</title><link rel="icon" href="data:,">
<style>iframe { display: block; border: 3px solid; height: 300px } #wide { width: 1100px } #narrow { width: 400px }</style>
<iframe id="wide" src="${site.url}embed.html?${LAYER}&loading=eager"></iframe>
<iframe id="narrow" src="${site.url}embed.html?${LAYER}&theme=light#theme=dark&loading=eager"></iframe>
<iframe id="other" src="other.html"></iframe>
<script src="${site.url}embed-resizer.js" async></script>`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-embed-'));
  site = await serve(siteFolder(), { isolated: false });
  host = await serve(folder, { isolated: false });
  await writeFile(join(folder, 'index.html'), page());
  await writeFile(join(folder, 'other.html'), '<!doctype html><title>Other</title>');
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([site?.close(), host?.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<{ host: Page; problems: string[] }> {
  const opened = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const problems: string[] = [];
  opened.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  opened.on('pageerror', ({ message }) => problems.push(message));
  await opened.goto(host.url, { waitUntil: 'load' });
  return { host: opened, problems };
}

const frameAt = (opened: Page, id: string) => opened.frameLocator(`#${id}`);

/** Of the element in the frame, and the frame's own inside its border. */
async function heights(opened: Page, id: string): Promise<{ content: number; frame: number }> {
  const content = await frameAt(opened, id)
    .locator('cnn-playground')
    .evaluate((element) => Math.ceil(element.getBoundingClientRect().height));
  const frame = await opened.locator(`#${id}`).evaluate((element) => element.clientHeight);
  return { content, frame };
}

/** A frame that is out of sight tells its height when it is seen again. */
async function fits(opened: Page, id: string): Promise<number> {
  await opened.locator(`#${id}`).evaluate((frame) => frame.scrollIntoView());
  await expect
    .poll(async () => {
      const { content, frame } = await heights(opened, id);
      return content > 300 ? frame - content : 'not shown';
    }, PATIENT)
    .toBe(0);
  return (await heights(opened, id)).frame;
}

/** What is out of sight draws nothing, and the frame above pushes this one there when it grows. */
async function shown(opened: Page, id: string): Promise<void> {
  const pictures = frameAt(opened, id).locator('[data-test="map-canvas"], .layer-card canvas');
  await expect
    .poll(async () => {
      await opened.locator(`#${id}`).evaluate((frame) => frame.scrollIntoView());
      return pictures.first().isVisible();
    }, PATIENT)
    .toBe(true);
}

test('frames are as high as what is in them, at their width, and follow it', async () => {
  const { host: opened, problems } = await open();
  for (const id of ['wide', 'narrow']) await shown(opened, id);
  const wide = await fits(opened, 'wide');
  const narrow = await fits(opened, 'narrow');
  expect(narrow).not.toBe(wide);
  await opened.locator('#wide').evaluate((frame) => {
    frame.scrollIntoView();
    frame.style.width = '400px';
  });
  // As narrow as the other one it is as high, but for what that one had kept free before its view was there.
  await expect.poll(() => fits(opened, 'wide'), PATIENT).toBeGreaterThan(narrow - 10);
  expect(problems).toEqual([]);
  await opened.close();
});

test('attributes come from the query and from the hash, which may change; code does not', async () => {
  const { host: opened } = await open();
  const element = frameAt(opened, 'narrow').locator('cnn-playground');
  await shown(opened, 'narrow');
  await expect.poll(() => element.getAttribute('layer')).toBe('conv_1_2');
  await expect.poll(() => element.getAttribute('theme')).toBe('dark');
  const scheme = () =>
    frameAt(opened, 'narrow')
      .locator('html')
      .evaluate((root) => getComputedStyle(root).colorScheme);
  await expect.poll(() => scheme()).toBe('dark');
  await opened.locator('#narrow').evaluate((frame: HTMLIFrameElement) => {
    frame.src = `${frame.src.split('#')[0]}#channel=5&base=https://example.org/`;
  });
  await expect.poll(() => element.getAttribute('channel'), PATIENT).toBe('5');
  await expect.poll(() => element.getAttribute('base')).toBeNull();
  await expect.poll(() => scheme()).toBe('light');
  await opened.close();
});

test('nothing but a frame of ours changes a height, and only its own', async () => {
  const { host: opened } = await open();
  for (const id of ['wide', 'narrow']) await shown(opened, id);
  const before = { wide: await fits(opened, 'wide'), narrow: await fits(opened, 'narrow') };
  const other = opened.frames().find((frame) => frame.url().endsWith('/other.html'));
  const forged = [
    { type: 'cnn-playground:size', height: 1234 },
    { type: 'cnn-playground:size', height: -5 },
    { type: 'cnn-playground:size', height: 1e9 },
    { type: 'cnn-playground:size', height: '50px' },
    { type: 'cnn-playground:size' },
    'cnn-playground:size',
    null,
  ];
  // From the page itself, and from a frame of somebody else's.
  await opened.evaluate((messages) => {
    for (const message of messages) window.postMessage(message, '*');
  }, forged);
  await other?.evaluate((messages) => {
    for (const message of messages) parent.postMessage(message, '*');
  }, forged);
  // From a frame of ours that has gone to another origin.
  await opened.locator('#wide').evaluate((frame: HTMLIFrameElement, url) => {
    frame.contentWindow?.location.replace(url);
    return new Promise((loaded) => frame.addEventListener('load', loaded, { once: true }));
  }, `${host.url}other.html`);
  const gone = opened.frames().filter((frame) => frame.url().endsWith('/other.html'));
  for (const frame of gone)
    await frame.evaluate((message) => parent.postMessage(message, '*'), forged[0]);
  // A message that counts, behind all of those.
  await opened.locator('#narrow').evaluate((frame) => {
    frame.scrollIntoView();
    frame.style.width = '380px';
  });
  await fits(opened, 'narrow');
  const clientHeight = (id: string) =>
    opened.locator(`#${id}`).evaluate((frame) => frame.clientHeight);
  await expect.poll(() => clientHeight('wide')).toBe(before.wide);
  await expect.poll(() => clientHeight('other')).toBe(300);
  await opened.close();
});
