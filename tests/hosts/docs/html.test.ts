// Pages that nobody builds: in folders, under a sub-path, isolated and not, and with the files of another origin.

import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ATTRIBUTES } from '../../../web/src/element/wish.js';
import { launch } from '../../e2e/support/browser.js';
import { siteFolder } from '../../e2e/support/site.js';
import { serve } from '../../e2e/support/static-server.js';
import { fromRoot } from '../../web/support/package.js';
import { newFolder, putFiles } from './support/folder.js';
import { answers, expectThree, open } from './support/reader.js';
import { at, recipe, three } from './support/recipe.js';

const PATHS = { 'index.html': '', 'unit/one.html': '../', 'unit/two/index.html': '../../' };
const START = '<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">';
const [SCRIPT = '', WIDGET = ''] = recipe('HTML', 'page.html').split('\n\n');

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** folder: where element.js is; that of the recipe, from the page, where it is left out. */
async function pages(name: string, folder?: string): Promise<string> {
  const texts = Object.entries(PATHS).map(([path, up]) => {
    const script = SCRIPT.replace('cnn-playground/', folder ?? `${up}cnn-playground/`);
    return [path, `${START}${script}${three(WIDGET).join('\n<p>Text.</p>\n')}`];
  });
  return newFolder(`html/${name}`, Object.fromEntries(texts));
}

const addresses = (url: string) => Object.keys(PATHS).map((path) => `${url}${path}`);

test.each([
  ['at the root', '', false],
  ['under a path', 'a/course/', false],
  ['isolated', 'course/', true],
] as const)('three widgets a page, three pages deep: %s', async (_, under, isolated) => {
  const folder = await pages('own');
  await putFiles(`${folder}/cnn-playground`);
  const server = await serve(folder, { isolated, under });
  await expectThree(browser, addresses(server.url));
  await server.close();
});

test.each([false, true])('files of another origin, page isolated: %s', async (isolated) => {
  const files = await serve(siteFolder(), { isolated: 'shared', under: 'playground/' });
  const server = await serve(await pages('far', files.url), { isolated });
  await expectThree(browser, addresses(server.url));
  await Promise.all([files.close(), server.close()]);
});

test('what a page does to its texts does not reach into a widget', async () => {
  const folder = await newFolder('html/styled', {
    'index.html': `${START}${SCRIPT}<style>body { text-align: center; text-transform: uppercase; line-height: 3;
      letter-spacing: 2px; white-space: pre; font-style: italic; text-indent: 20px; word-spacing: 9px }</style>${WIDGET}`,
  });
  await putFiles(`${folder}/cnn-playground`);
  const server = await serve(folder, { isolated: false });
  const reader = await open(browser, server.url);
  await answers(reader);
  const style = await reader.page.locator('cnn-playground .playground').evaluate((root) => {
    const { textAlign, textTransform, letterSpacing, whiteSpace, fontStyle, textIndent } =
      getComputedStyle(root);
    const { wordSpacing } = getComputedStyle(root);
    return [
      textAlign,
      textTransform,
      letterSpacing,
      whiteSpace,
      fontStyle,
      textIndent,
      wordSpacing,
    ];
  });
  expect(style).toEqual(['start', 'none', 'normal', 'normal', 'normal', '0px', '0px']);
  await server.close();
});

test('frames of the recipe show the view, and become as high as it', async () => {
  const files = await serve(siteFolder(), { isolated: false, under: 'playground/' });
  const frame = at(files.url, recipe('Anywhere else', 'frame.html'));
  const folder = await newFolder('html/frame', { 'index.html': `${START}${frame}` });
  const server = await serve(folder, { isolated: false });
  const { page, problems } = await open(browser, server.url);
  const widget = page.frameLocator('iframe').locator('cnn-playground');
  await widget.getByRole('heading', { name: 'conv_1_2' }).waitFor();
  const heights = async () => [
    await page.locator('iframe').evaluate((element) => element.clientHeight),
    await widget.evaluate((element) => Math.ceil(element.getBoundingClientRect().height)),
  ];
  await expect.poll(async () => new Set(await heights()).size, { timeout: 20_000 }).toBe(1);
  expect(problems).toEqual([]);
  await page.close();
  await Promise.all([files.close(), server.close()]);
});

test.each(['sphinx', 'mkdocs', 'jupyter'])('%s knows all attributes of the element', (host) => {
  const text = readFileSync(fromRoot(`web/hosts/${host}/cnn_playground.py`), 'utf8');
  const list = /^ATTRIBUTES = \((.*?)^\)/ms.exec(text)?.[1] ?? '';
  const names = [...list.matchAll(/'([\w-]+)'/g)].map(([, name]) => name?.replace('_', '-'));
  // In Sphinx the model is the directive's argument.
  expect(host === 'sphinx' ? ['model', ...names] : names).toEqual(ATTRIBUTES);
});

test.each([360, 480, 640, 688, 760, 960])('a layer fits into a column of %d px', async (width) => {
  const column = `<style>main { width: ${width}px }</style><main>${WIDGET}</main>`;
  const folder = await newFolder('html/column', { 'index.html': `${START}${SCRIPT}${column}` });
  await putFiles(`${folder}/cnn-playground`);
  const server = await serve(folder, { isolated: false });
  const reader = await open(browser, server.url);
  await answers(reader);
  const outside = await reader.page.locator('.layer-card').evaluate((card) => {
    const { left, right } = card.getBoundingClientRect();
    return [
      ...card.querySelectorAll(
        '.layer-gallery, .layer-map, .enlarged, .dialog-side, .segments, select',
      ),
    ]
      .filter((part) => {
        const box = part.getBoundingClientRect();
        return box.left < left || box.right > right;
      })
      .map(({ className }) => className);
  });
  expect(outside).toEqual([]);
  await reader.page.close();
  await server.close();
});
