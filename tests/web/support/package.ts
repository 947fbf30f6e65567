// The built package in dist/, as its users see it.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

export function fromRoot(path: string): string {
  return `${root}${path}`;
}

type Package = typeof import('../../../web/src/package/index.js');

/** Throws, so that a test fails, where the package has not been built. */
export async function importPackage(): Promise<Package> {
  const entry = fromRoot('dist/index.js');
  if (!existsSync(entry)) throw new Error('dist/index.js is missing: run "npm run build" first.');
  return import(/* @vite-ignore */ pathToFileURL(entry).href);
}

/**
 * Runs a program of tests/web/package/programs in a Node of its own, and returns what it printed as
 * JSON. Fails where it ends with an error, or does not end by itself within two and a half minutes.
 */
export async function runProgram(name: string, args: string[] = [], nodeFlags: string[] = []) {
  const program = fromRoot(`tests/web/package/programs/${name}.mjs`);
  const { stdout } = await promisify(execFile)(process.execPath, [...nodeFlags, program, ...args], {
    cwd: root,
    timeout: 150_000,
    maxBuffer: 1 << 24,
  });
  return JSON.parse(stdout);
}
