// Sphinx with the extension of web/hosts/sphinx.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { siteFolder } from '../../e2e/support/site.js';
import { serve } from '../../e2e/support/static-server.js';
import { fromRoot } from '../../web/support/package.js';
import { command } from '../support/project.js';
import { copyHostFile, newFolder, putFiles, python, why, write } from './support/folder.js';
import { expectThree, open } from './support/reader.js';
import { recipe, three } from './support/recipe.js';

const tools = await python('sphinx');
const PAGES = ['index', 'unit/one', 'unit/two/three'];
const CONF = recipe('Sphinx', 'conf.py');
const WIDGET = recipe('Sphinx', 'page.rst');

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

async function source(name: string, conf: string, pages: Record<string, string>): Promise<string> {
  const folder = await newFolder(`sphinx/${name}`, { 'conf.py': conf });
  await write(folder, pages);
  await copyHostFile('sphinx/cnn_playground.py', folder);
  await command(`cp ${fromRoot('web/docs/layer.webp')} maps.png`, folder);
  return folder;
}

function page(name: string, widgets: readonly string[]): Record<string, string> {
  const more =
    name === 'index'
      ? `.. toctree::\n\n${PAGES.slice(1)
          .map((path) => `   /${path}\n`)
          .join('')}\n`
      : '';
  return { [`${name}.rst`]: `Course\n======\n\n${widgets.join('\nText.\n\n')}\n${more}` };
}

const pages = () => Object.assign({}, ...PAGES.map((name) => page(name, three(WIDGET))));

/** Warnings are errors. */
const build = (folder: string, builder: string) =>
  command(`${tools.bin}/sphinx-build -q -W --keep-going -b ${builder} . ${builder}`, folder);

test.skipIf(tools.missing)(`three widgets a page, three pages deep${why(tools)}`, async () => {
  const folder = await source('own', CONF, {
    ...pages(),
    'plain.rst': ':orphan:\n\nPlain\n=====\n\nNo widget.\n',
  });
  await putFiles(join(folder, 'cnn-playground'));
  await build(folder, 'html');
  const server = await serve(join(folder, 'html'), { isolated: false, under: 'en/latest/' });
  await expectThree(
    browser,
    PAGES.map((name) => `${server.url}${name}.html`),
  );
  const { page: opened } = await open(browser, `${server.url}unit/two/three.html`);
  const figure = opened.locator('figure:has(cnn-playground)').first();
  expect(await figure.locator('figcaption').innerText()).toMatch(/^What the second layer makes/);
  // Furo's switch, and its like.
  for (const theme of ['dark', 'light']) {
    await opened.evaluate((name) => document.body.setAttribute('data-theme', name), theme);
    const scheme = await figure
      .locator('cnn-playground')
      .evaluate((element) => getComputedStyle(element).colorScheme);
    expect(scheme).toBe(theme);
  }
  // What is there for those without JavaScript is not shown, and is there.
  expect(await figure.locator('img').isVisible()).toBe(false);
  expect(
    await figure.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth),
  ).toBeGreaterThan(0);
  await opened.close();
  // Pages without a widget fetch nothing.
  expect(readFileSync(join(folder, 'html/plain.html'), 'utf8')).not.toContain('element.js');
  await server.close();
});

test.skipIf(tools.missing)(`files at an address${why(tools)}`, async () => {
  const files = await serve(siteFolder(), { isolated: 'shared' });
  const conf = CONF.replace("'cnn-playground'   # or ", '').replace(
    /'https:\/\/example.org\/playground\/'/,
    `'${files.url}'`,
  );
  const folder = await source('far', conf, pages());
  await build(folder, 'html');
  expect(readdirSync(join(folder, 'html/_static'))).not.toContain('cnn-playground');
  const server = await serve(join(folder, 'html'), { isolated: false });
  await expectThree(browser, [`${server.url}unit/two/three.html`]);
  await Promise.all([files.close(), server.close()]);
});

test.skipIf(tools.missing)(`a picture in LaTeX, words in plain text${why(tools)}`, async () => {
  const withoutPoster = WIDGET.replace(/^ {3}:poster:.*\n/m, '').replace(/^ {3}:caption:.*\n/m, '');
  const folder = await source('still', CONF, page('index', [WIDGET, withoutPoster]));
  await write(folder, { 'index.rst': `Course\n======\n\n${WIDGET}\n${withoutPoster}` });
  await putFiles(join(folder, 'cnn-playground'));
  await build(folder, 'latex');
  const names = readdirSync(join(folder, 'latex'));
  const tex = readFileSync(
    join(folder, 'latex', names.find((name) => name.endsWith('.tex')) ?? ''),
    'utf8',
  );
  expect(tex).toMatch(
    /\\begin\{figure\}.*includegraphics\{\{maps\}\.png\}.*\\caption\{What the second/s,
  );
  expect(names).toContain('maps.png');
  await build(folder, 'text');
  expect(readFileSync(join(folder, 'text/index.txt'), 'utf8')).toContain(
    '*[Interactive: tinyvgg, view layer, layer conv_1_2, image church]*',
  );
});

test.skipIf(tools.missing)(`a picture and no script in an EPUB${why(tools)}`, async () => {
  const folder = await source(
    'epub',
    `${CONF}version = copyright = '1'\nsuppress_warnings = ['epub']\n`,
    page('index', [WIDGET]),
  );
  await write(folder, { 'index.rst': `Course\n======\n\n${WIDGET}` });
  await putFiles(join(folder, 'cnn-playground'));
  await build(folder, 'epub');
  const text = readFileSync(join(folder, 'epub/index.xhtml'), 'utf8');
  expect(text).toMatch(/<figure[^>]*>\s*<img [^>]*src="_images\/maps\.png"/);
  expect(text).not.toContain('cnn-playground');
  expect(readdirSync(join(folder, 'epub'))).not.toContain('cnn-playground');
});

test.skipIf(tools.missing)(`files that are not there are named${why(tools)}`, async () => {
  const folder = await source('missing', CONF, page('index', [WIDGET]));
  await expect(build(folder, 'html')).rejects.toThrow(
    /there is no element\.js in .*cnn-playground/,
  );
});
