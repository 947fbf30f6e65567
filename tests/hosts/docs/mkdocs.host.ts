// MkDocs with Material's theme: the plain tag, and fenced blocks with the hook of web/hosts/mkdocs.

import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { siteFolder } from '../../e2e/support/site.js';
import { serve } from '../../e2e/support/static-server.js';
import { command } from '../support/project.js';
import { copyHostFile, newFolder, putFiles, python, why, write } from './support/folder.js';
import { answers, expectThree, open } from './support/reader.js';
import { recipe, three } from './support/recipe.js';

const tools = await python('mkdocs');
const SETTINGS = recipe('MkDocs', 'mkdocs.yml');
const PLAIN = SETTINGS.replace(/^hooks:.*\n/m, '') + recipe('MkDocs', 'mkdocs.yml plain');
const FENCE = recipe('MkDocs', 'page.md');
const TAG = recipe('HTML', 'page.html').split('\n\n')[1] ?? '';
const PAGES = ['index', 'unit/one', 'unit/two/three'];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

async function source(name: string, settings: string, widget: string): Promise<string> {
  const folder = await newFolder(`mkdocs/${name}`, { 'mkdocs.yml': settings });
  const text = `# Course\n\n${three(widget).join('\nText.\n\n')}\n`;
  await write(folder, Object.fromEntries(PAGES.map((page) => [`docs/${page}.md`, text])));
  await write(folder, { 'docs/plain.md': '# Plain\n\nNo widget.\n' });
  await copyHostFile('mkdocs/cnn_playground.py', folder);
  return folder;
}

/** Warnings are errors. */
const build = (folder: string) =>
  command(`NO_MKDOCS_2_WARNING=1 ${tools.bin}/mkdocs build --strict`, folder);

/** Workers but that of the theme's search. */
const ours = (page: Page) =>
  page.workers().filter((worker) => !worker.url().includes('/workers/search')).length;

const addresses = (url: string) =>
  PAGES.map((page) => `${url}${page === 'index' ? '' : `${page}/`}`);

test.skipIf(tools.missing).each([
  ['fenced blocks', SETTINGS, FENCE],
  ['the plain tag', PLAIN, TAG],
])(`three widgets a page, three pages deep: %s${why(tools)}`, async (name, settings, widget) => {
  const folder = await source(name.replace(/\W/g, '-'), settings, widget);
  await putFiles(join(folder, 'docs/cnn-playground'));
  await build(folder);
  const server = await serve(join(folder, 'site'), { isolated: false, under: 'course/' });
  await expectThree(browser, addresses(server.url));
  await server.close();
});

test.skipIf(tools.missing)(`files at an address${why(tools)}`, async () => {
  const files = await serve(siteFolder(), { isolated: 'shared' });
  const folder = await source(
    'far',
    `${SETTINGS}extra: { cnn_playground: "${files.url}" }\n`,
    FENCE,
  );
  await build(folder);
  const server = await serve(join(folder, 'site'), { isolated: false });
  await expectThree(browser, [`${server.url}unit/two/three/`]);
  await Promise.all([files.close(), server.close()]);
});

test.skipIf(tools.missing).each([
  ['fence', SETTINGS, FENCE],
  ['tag', PLAIN, TAG],
])(
  `with instant navigation widgets start, and leave nothing behind: %s${why(tools)}`,
  async (name, settings, widget) => {
    const instant = settings.replace(
      'theme: { name: material }',
      'theme: { name: material, features: [navigation.instant] }\nsite_url: !ENV SITE',
    );
    const folder = await source(`instant-${name}`, instant, widget);
    await putFiles(join(folder, 'docs/cnn-playground'));
    const server = await serve(join(folder, 'site'), { isolated: false });
    await command(
      `SITE=${server.url} NO_MKDOCS_2_WARNING=1 ${tools.bin}/mkdocs build -q --strict`,
      folder,
    );
    const reader = await open(browser, `${server.url}plain/`);
    const { page } = reader;
    await page.evaluate(() => Object.assign(globalThis, { isSame: true }));
    const go = (title: string) =>
      page.evaluate((path) => {
        const links = [...document.querySelectorAll<HTMLAnchorElement>('.md-nav--primary a')];
        links.find(({ href }) => href.endsWith(path))?.click();
      }, title);
    for (const path of ['/unit/two/three/', '/plain/', '/unit/one/', '/plain/']) {
      await go(path);
      await page.waitForURL(`**${path}`);
      if (path === '/plain/') {
        await page.locator('cnn-playground').first().waitFor({ state: 'detached' });
        await expect.poll(() => ours(page), { timeout: 20_000 }).toBe(0);
      } else expect(await answers(reader)).toEqual(['church', 'church', 'church']);
    }
    // It never was another page.
    expect(await page.evaluate(() => 'isSame' in globalThis)).toBe(true);
    expect(reader.problems).toEqual([]);
    await page.close();
    await server.close();
  },
);

test.skipIf(tools.missing)(`what is wrong is named${why(tools)}`, async () => {
  const folder = await source('wrong', SETTINGS, FENCE.replace('image: church', 'imgae: church'));
  await expect(build(folder)).rejects.toThrow(/there is no cnn-playground\/element\.js in .*docs/);
  await putFiles(join(folder, 'docs/cnn-playground'));
  await expect(build(folder)).rejects.toThrow(/"imgae: church" is none of model, image,/);
});
