// Pages that nobody builds: in folders, under a sub-path, isolated and not, and with the files of another origin.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { siteFolder } from '../../e2e/support/site.js';
import { serve } from '../../e2e/support/static-server.js';
import { newFolder, putFiles } from './support/folder.js';
import { answers, expectThree, open } from './support/reader.js';
import { recipe, three } from './support/recipe.js';

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
