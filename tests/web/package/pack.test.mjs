// What npm would publish of the built folders: what is expected, and nothing else.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { missingFiles, unexpectedFiles } from '../../../wasm/toolchain/package-files.mjs';
import { modelsPackage } from '../../../wasm/toolchain/packages.mjs';
import { dist } from '../../../wasm/toolchain/paths.mjs';

test.each([
  ['cnn-playground', dist],
  ['cnn-playground-models', modelsPackage],
])('the tarball of %s', (name, folder) => {
  if (!existsSync(`${folder}/package.json`)) {
    throw new Error(`${folder}/package.json is missing: run "npm run build" first.`);
  }
  const words = ['pack', folder, '--dry-run', '--json', '--ignore-scripts'];
  const [packed] = JSON.parse(execFileSync('npm', words, { encoding: 'utf8' }));
  const files = packed.files.map(({ path }) => path);
  expect(packed.name).toBe(name);
  expect(missingFiles(name, files)).toEqual([]);
  expect(unexpectedFiles(name, files)).toEqual([]);
});
