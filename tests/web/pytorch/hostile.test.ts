// Files of weights that were made to do harm: each is refused with a sentence, or read where it is sound after all.

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { buildWeightsFuzzer, weightsFuzzerWords } from '../../../wasm/toolchain/fuzz-weights.mjs';
import { badContainers } from '../../fuzz/weights/bad-containers.js';
import { type BadFile, badPickles } from '../../fuzz/weights/bad-pickles.js';
import { mutated, randomFrom } from '../../fuzz/weights/mutate.js';
import { originalsIn } from '../../fuzz/weights/originals.js';
import { tryFile } from '../../fuzz/weights/try-file.js';
import { fromRoot } from '../support/package.js';

const MUTATIONS = 2000;
/** On an idle machine the slowest takes half a second. */
const MOST_MS = 20_000;

afterEach(() => void vi.unstubAllGlobals());

const bad: readonly BadFile[] = [...badPickles(), ...badContainers()];

test('there are that many of them, and each has a name of its own', () => {
  expect(bad.length).toBeGreaterThan(200);
  expect(new Set(bad.map(({ name }) => name)).size).toBe(bad.length);
});

test.each(bad)('$name', async ({ bytes, says }) => {
  const begin = performance.now();
  const refusal = await tryFile(bytes);
  expect(performance.now() - begin).toBeLessThan(MOST_MS);
  if (says !== undefined) expect(refusal).toMatch(says);
});

test(`${MUTATIONS} mutated files`, { timeout: 300_000 }, async () => {
  const trap = () => {
    throw new Error('Something in a file was run.');
  };
  vi.stubGlobal('eval', trap);
  vi.stubGlobal('Function', trap);
  const originals = await originalsIn(fromRoot('tests/golden/pytorch'));
  expect(originals.length).toBeGreaterThan(15);
  let read = 0;
  for (let seed = 1; seed <= MUTATIONS; seed++) {
    const original = originals[seed % originals.length];
    if (original === undefined) throw new Error('no original');
    const begin = performance.now();
    const refusal = await tryFile(mutated(original, randomFrom(seed)));
    expect(performance.now() - begin, `seed ${seed}`).toBeLessThan(MOST_MS);
    if (refusal === undefined) read++;
  }
  // Some changes hit weights or names alone; most make the file unsound.
  expect(read).toBeGreaterThan(MUTATIONS / 50);
  expect(read).toBeLessThan(MUTATIONS / 2);
});

test('little memory is enough for all of them', { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'weights-'));
  try {
    const script = await buildWeightsFuzzer(folder);
    const words = weightsFuzzerWords(script, { files: 200, seed: 1, findings: folder });
    // JavaScript's own heap is bounded by a word for Node: it would die of more.
    const { stdout } = await promisify(execFile)(process.execPath, words);
    const { files, found, maxRssMB } = JSON.parse(stdout);
    expect({ files, found }).toEqual({ files: bad.length + 200, found: [] });
    expect(maxRssMB).toBeLessThan(700);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the reader has nothing that runs text', () => {
  const folder = fileURLToPath(new URL('../../../web/src/pytorch', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts'));
  expect(sources.length).toBeGreaterThan(20);
  for (const file of sources) {
    const source = readFileSync(join(folder, file), 'utf8').replace(
      /\/\/.*|\/\*[\s\S]*?\*\/|'[^'\n]*'/g,
      '',
    );
    expect(source, file).not.toMatch(
      /\beval\s*\(|\bFunction\s*\(|\bimport\s*\(|\brequire\s*\(|globalThis|importScripts/,
    );
  }
});
