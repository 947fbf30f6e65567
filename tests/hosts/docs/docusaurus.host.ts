// Docusaurus: MDX, rendered on a server, then taken over by React.

import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { serve } from '../../e2e/support/static-server.js';
import { command } from '../support/project.js';
import { newFolder, npm, putFiles, why, write } from './support/folder.js';
import { answers, expectThree, open } from './support/reader.js';
import { recipe, three } from './support/recipe.js';

const tools = await npm('docusaurus');
const SETTING = recipe('Docusaurus', 'docusaurus.config.js');
const TAG = recipe('HTML', 'page.html').split('\n\n')[1] ?? '';
const PAGES = {
  'index.mdx': '',
  'unit/one.mdx': 'unit/one/',
  'unit/two/three.mdx': 'unit/two/three/',
};

const CONFIG = `export default {
  title: 'My course',
  url: 'https://example.org',
  baseUrl: '/course/',
  trailingSlash: true,
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false }]],
${SETTING}};
`;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test.skipIf(tools.missing)(
  `three widgets a page, three pages deep, and from page to page${why(tools)}`,
  async () => {
    const text = `# Course\n\n${three(TAG).join('\nText.\n\n')}\n[To plain](/plain.mdx)\n`;
    const folder = await newFolder('docusaurus', {
      'docusaurus.config.mjs': CONFIG,
      'package.json': '{ "private": true }',
      'docs/plain.mdx': '# Plain\n\n[To one](/unit/one.mdx)\n',
    });
    const pages = Object.keys(PAGES).map((page) => [`docs/${page}`, text]);
    await write(folder, Object.fromEntries(pages));
    await putFiles(join(folder, 'static/cnn-playground'));
    await command(`ln -s ${join(tools.bin, '..')} node_modules`, folder);
    await command(`${tools.bin}/docusaurus build`, folder);
    const server = await serve(join(folder, 'build'), { isolated: false, under: 'course/' });
    await expectThree(
      browser,
      Object.values(PAGES).map((path) => `${server.url}${path}`),
    );
    // React changes the page: widgets end with it, and start with it.
    const reader = await open(browser, `${server.url}unit/two/three/`);
    const { page, problems } = reader;
    await answers(reader);
    await page.getByRole('link', { name: 'To plain' }).click();
    await page.getByRole('heading', { name: 'Plain' }).waitFor();
    await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(0);
    await page.getByRole('link', { name: 'To one' }).click();
    await page.getByRole('heading', { name: 'Course' }).waitFor();
    expect(await answers(reader)).toEqual(['church', 'church', 'church']);
    expect(problems).toEqual([]);
    await page.close();
    await server.close();
  },
);
