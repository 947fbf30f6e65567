// VitePress: rendered on a server, then taken over by Vue.

import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { serve } from '../../e2e/support/static-server.js';
import { command } from '../support/project.js';
import { newFolder, npm, putFiles, why, write } from './support/folder.js';
import { answers, expectThree, open } from './support/reader.js';
import { recipe, three } from './support/recipe.js';

const tools = await npm('vitepress');
const CONFIG = recipe('VitePress', '.vitepress/config.js');
const TAG = recipe('HTML', 'page.html').split('\n\n')[1] ?? '';
const PAGES = ['index', 'unit/one', 'unit/two/three'];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test.skipIf(tools.missing)(
  `three widgets a page, three pages deep, and from page to page${why(tools)}`,
  async () => {
    const text = `# Course\n\n${three(TAG).join('\nText.\n\n')}\n[Plain](/plain)\n`;
    const folder = await newFolder('vitepress', {
      '.vitepress/config.js': CONFIG,
      'package.json': '{ "private": true, "type": "module" }',
      'plain.md': '# Plain\n\n[One](/unit/one)\n',
    });
    await write(folder, Object.fromEntries(PAGES.map((page) => [`${page}.md`, text])));
    await putFiles(join(folder, 'public/cnn-playground'));
    await command(`ln -s ${join(tools.bin, '..')} node_modules`, folder);
    await command(`${tools.bin}/vitepress build .`, folder);
    const server = await serve(join(folder, '.vitepress/dist'), {
      isolated: false,
      under: 'course/',
    });
    await expectThree(
      browser,
      PAGES.map((page) => `${server.url}${page}.html`),
    );
    // Vue changes the page: widgets end with it, and start with it.
    const reader = await open(browser, `${server.url}unit/two/three.html`);
    const { page, problems } = reader;
    await answers(reader);
    await page.getByRole('link', { name: 'Plain' }).click();
    await page.getByRole('heading', { name: 'Plain' }).waitFor();
    await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(0);
    await page.getByRole('link', { name: 'One' }).click();
    await page.getByRole('heading', { name: 'Course' }).waitFor();
    expect(await answers(reader)).toEqual(['church', 'church', 'church']);
    expect(problems).toEqual([]);
    await page.close();
    await server.close();
  },
);
