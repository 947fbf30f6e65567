// A page of someone else's that imports the package and is bundled with Vite, without settings.

import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { type StaticServer, serve } from '../../e2e/support/static-server.js';
import { fromRoot } from '../support/package.js';

const PAGE = `
import { createClassifier } from 'cnn-playground';
window.run = async (threads) => {
  const classify = await createClassifier('tinyvgg.onnx', { threads });
  const data = new Uint8ClampedArray(80 * 60 * 4).fill(255);
  const predictions = await classify({ data, width: 80, height: 60 }, { top_k: 10 });
  const { info } = classify.session;
  await classify.release();
  return { info, sum: predictions.reduce((sum, { score }) => sum + score, 0) };
};
`;

let folder: string;
let output: string;
let plain: StaticServer;
let isolated: StaticServer;
let browser: Browser;

beforeAll(async () => {
  if (!existsSync(fromRoot('dist/package.json'))) {
    throw new Error('dist/package.json is missing: run "npm run build" first.');
  }
  folder = await mkdtemp(join(tmpdir(), 'cnn-bundled-'));
  output = join(folder, 'out');
  await mkdir(join(folder, 'node_modules'));
  await symlink(fromRoot('dist'), join(folder, 'node_modules/cnn-playground'));
  await writeFile(join(folder, 'index.html'), '<script type="module" src="./main.js"></script>');
  await writeFile(join(folder, 'main.js'), PAGE);
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    base: './',
    resolve: { preserveSymlinks: true },
    build: { outDir: output },
  });
  await copyFile(fromRoot('models/tinyvgg/tinyvgg.onnx'), join(output, 'tinyvgg.onnx'));
  plain = await serve(output, { isolated: false });
  isolated = await serve(output, { isolated: true });
  browser = await launch();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([plain?.close(), isolated?.close()]);
  await rm(folder, { recursive: true });
});

test('every file is there, and once', () => {
  const files = readdirSync(join(output, 'assets'));
  const count = (pattern: RegExp) => files.filter((file) => pattern.test(file)).length;
  expect(count(/^cnn-.*\.wasm$/)).toBe(8);
  expect(count(/^cnn-.*-second.*\.wasm$/)).toBe(4);
  expect(count(/^cnn-.*\.mjs$/)).toBe(5);
  expect(count(/^worker-.*\.js$/)).toBe(1);
  expect(files).toHaveLength(15);
});

declare const run: (threads: number | 'auto') => Promise<{
  info: { module: string; threads: number; notes: string[] };
  sum: number;
}>;

async function runOn(server: StaticServer, threads: number | 'auto') {
  const page = await browser.newPage();
  try {
    await page.goto(server.url);
    await page.waitForFunction(() => 'run' in globalThis);
    return await page.evaluate((count) => run(count), threads);
  } finally {
    await page.close();
  }
}

test('it classifies', async () => {
  const { info, sum } = await runOn(plain, 'auto');
  expect(info).toEqual({ module: 'relaxed', threads: 1, notes: [] });
  expect(sum).toBeCloseTo(1, 5);
});

test('threads start although the bundler has renamed their script', async () => {
  const { info, sum } = await runOn(isolated, 2);
  // So small a network runs on one of them.
  expect(info).toMatchObject({ module: 'relaxed-mt', threads: 1, notes: [] });
  expect(sum).toBeCloseTo(1, 5);
});
