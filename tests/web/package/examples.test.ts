// The declarations as an editor shows them: what throws says so, and what has an example has one that
// compiles.

import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromRoot, importPackage } from '../support/package.js';

let folder: string;

beforeAll(async () => {
  await importPackage();
  folder = await mkdtemp(join(tmpdir(), 'cnn-examples-'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(fromRoot('dist'), join(folder, 'node_modules/cnn-playground'));
  await writeFile(join(folder, 'package.json'), '{"type":"module","private":true}');
});
afterAll(() => rm(folder, { recursive: true }));

const declarations = () => {
  const types = fromRoot('dist/types/client');
  return readdirSync(types).map((name) => readFileSync(join(types, name), 'utf8'));
};

/** The code of every example, without the stars of its comment. */
function examples(): string[] {
  const blocks = declarations().flatMap((text) => [
    ...text.matchAll(/@example\n\s*\* ```ts\n(.*?)\s*\* ```/gs),
  ]);
  return blocks.map(([, code]) => (code ?? '').replaceAll(/^\s*\* ?/gm, ''));
}

/** The comment that stands before a declaration. */
function commentOf(declaration: RegExp): string {
  for (const text of declarations()) {
    const at = text.search(declaration);
    if (at >= 0) return text.slice(text.lastIndexOf('/**', at), at);
  }
  throw new Error(`No declaration matches ${declaration}.`);
}

test.each([
  /export declare class InferenceSession/,
  /static create\(/,
  /run\(feeds: Feeds/,
  /export declare class Tensor/,
  /export declare function createClassifier/,
  /export declare class PlaygroundError/,
  /export declare const modelCache/,
  /export declare function decodePicture/,
  /export declare function scoresOf/,
])('%s has an example', (declaration) => {
  expect(commentOf(declaration)).toContain('@example');
});

test.each([
  /static create\(/,
  /run\(feeds: Feeds/,
  /values\(names/,
  /statistics\(\): Promise/,
  /export declare function createClassifier/,
  /export declare function decodePicture/,
  /export declare function drawPicture/,
  /export declare function scoresOf/,
])('%s says what it throws', (declaration) => {
  expect(commentOf(declaration)).toContain('@throws');
});

test('every example compiles, strictly', async () => {
  const files = examples().map((code, index) => ({ name: `example-${index}.ts`, code }));
  expect(files.length).toBeGreaterThanOrEqual(12);
  for (const { name, code } of files) await writeFile(join(folder, name), code);
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2022', 'dom'],
    types: [],
  };
  const config = { compilerOptions, files: files.map(({ name }) => name) };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = fromRoot('node_modules/typescript/bin/tsc');
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe('');
});
