// The package from its tarball, in pages built with the bundlers that are quickly installed and run.

import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { fromRoot } from '../../web/support/package.js';
import { command, fromReadme, prepare, project } from '../support/project.js';
import { answersOf } from '../support/visit.js';

const vite = fromRoot('node_modules/vite/bin/vite.js');
/** What esbuild and Rollup leave to the user. */
const copyLine = () => fromReadme(/^cp -r node_modules\/cnn-playground\/.* dist\/$/m);

/** Each builds main.js (Vite: index.html) into dist/; those without an index.html get the page's. */
const BUNDLERS: Record<string, () => string[]> = {
  Vite: () => [`node ${vite} build`],
  'webpack 5': () => ['webpack ./main.js --mode production -o dist', 'cp index.html dist/'],
  esbuild: () => [
    'esbuild main.js --bundle --format=esm --outdir=dist',
    copyLine(),
    'cp index.html dist/',
  ],
  Rollup: () => [
    'rollup -p @rollup/plugin-node-resolve main.js -d dist',
    copyLine(),
    'cp index.html dist/',
  ],
};

const group = await prepare('light');
const note = group.missing === undefined ? '' : ` (${group.missing})`;
let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test.skipIf(group.missing).each(Object.keys(BUNDLERS))(
  `%s: a page classifies, and has threads where it is isolated${note}`,
  async (name) => {
    const folder = await project(group, name.replace(' ', '-').toLowerCase(), 'page');
    await command('ln -s ../node_modules node_modules', folder);
    for (const words of BUNDLERS[name]?.() ?? []) {
      await command(`PATH=node_modules/.bin:$PATH; ${words}`, folder);
    }
    const { plain, isolated } = await answersOf(browser, join(folder, 'dist'));
    expect(plain).toMatchObject({
      label: 'parachute',
      info: { module: 'relaxed' },
      weights: 'truncated',
    });
    // No note: nothing had to be given up.
    expect(isolated.info).toMatchObject({ module: 'relaxed-mt', notes: [] });
    expect(isolated.label).toBe(plain.label);
  },
  240_000,
);
