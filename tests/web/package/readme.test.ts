// The programs in the READMEs of both packages, run as they stand there.

import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ConsoleMessage } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { serve } from '../../e2e/support/static-server.js';
import { fromRoot } from '../support/package.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-readme-'));
  const modules = join(folder, 'node_modules');
  await mkdir(modules);
  await symlink(fromRoot('dist'), join(modules, 'cnn-playground'));
  await symlink(fromRoot('dist/cnn-playground-models'), join(modules, 'cnn-playground-models'));
  await writeFile(join(folder, 'package.json'), '{"type":"module","private":true}');
});
afterAll(() => rm(folder, { recursive: true }));

/** The programs that a README shows: those that import something. */
async function programs(readme: string): Promise<string[]> {
  const text = await readFile(fromRoot(readme), 'utf8');
  const blocks = [...text.matchAll(/^```js\n(.*?)^```/gms)].map(([, code]) => code ?? '');
  return blocks.filter((code) => code.includes('import '));
}

async function inNode(code: string): Promise<string> {
  const file = join(folder, 'program.js');
  await writeFile(file, code);
  return (await promisify(execFile)(process.execPath, [file], { cwd: folder })).stdout;
}

/** The first thing the program logs in a page that Vite has built of it. */
async function inPage(code: string): Promise<unknown> {
  await writeFile(join(folder, 'main.js'), code);
  await writeFile(join(folder, 'index.html'), '<script type="module" src="./main.js"></script>');
  const outDir = join(folder, 'out');
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    resolve: { preserveSymlinks: true },
    build: { outDir },
  });
  await copyFile(fromRoot('models/samples/church.webp'), join(outDir, 'church.webp'));
  const [server, browser] = await Promise.all([serve(outDir), launch()]);
  try {
    const page = await browser.newPage();
    const isLog = { predicate: (message: ConsoleMessage) => message.type() === 'log' };
    const logged = page.waitForEvent('console', isLog);
    const [message] = await Promise.all([logged, page.goto(server.url)]);
    return await message.args()[0]?.jsonValue();
  } finally {
    await Promise.all([browser.close(), server.close()]);
  }
}

test('a page names the church', async () => {
  const [page] = await programs('dist/README.md');
  expect(await inPage(page ?? '')).toMatchObject({ label: 'church', index: 4 });
});

test('in Node a stroke is a 1', async () => {
  const [, node] = await programs('dist/README.md');
  expect(await inNode(node ?? '')).toContain("label: '1'");
});

test('every layer of TinyVGG is printed, with its dimensions', async () => {
  const [, , layers, ...more] = await programs('dist/README.md');
  expect(more).toEqual([]);
  const lines = (await inNode(layers ?? '')).trim().split('\n');
  expect(lines[0]).toBe('Conv [ 1, 10, 62, 62 ]');
  expect(lines.at(-1)).toMatch(/\[ 1, 10 \]$/);
});

test('a network of the second package is found by its import', async () => {
  const [program] = await programs('dist/cnn-playground-models/README.md');
  const more = 'console.log(classify.session.labels.length); await classify.release();';
  expect((await inNode(`${program}\n${more}`)).trim()).toBe('10');
});
