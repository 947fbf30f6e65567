// Needs what npm test has built: the package in dist/, and Chromium.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dist } from '../../wasm/toolchain/paths.mjs';
import { launch } from './browser.mjs';
import { measureModel, RUNS_A_TURN, rowOf } from './measure.mjs';
import { models, readModel } from './models.mjs';
import { startServer } from './server.mjs';
import { seededRandom } from './statistics.mjs';

const tinyvgg = readModel(models.find(({ id }) => id === 'tinyvgg'));
const said = [];
let bench;

beforeAll(async () => {
  bench = {
    browser: await launch(),
    server: await startServer({ page: join(import.meta.dirname, 'page'), dist }),
    random: seededRandom(1),
    engines: ['cnn-playground'],
    threads: [1],
    rounds: 2,
    say: (sentence) => said.push(sentence),
  };
});
afterAll(async () => {
  await bench.browser.close();
  await bench.server.close();
});

it('measures TinyVGG in the browser', async () => {
  const [entry] = await measureModel(bench, tinyvgg);
  expect(said).toEqual([]);
  expect(entry.times.length).toBe(2 * RUNS_A_TURN);
  expect(entry.nodes.map(({ op }) => op).slice(0, 3)).toEqual(['Conv', 'Relu', 'Conv']);
  for (const run of entry.operators) expect(run.length).toBe(entry.nodes.length);
  const { bytes, memory, ...row } = rowOf(entry);
  expect(row).toMatchObject({ model: 'TinyVGG', engine: 'cnn-playground', threads: 1 });
  expect(row.min).toBeLessThanOrEqual(row.median);
  // One module, and the package's three scripts: neither the model nor the other modules.
  const files = [
    'index.js',
    'files.js',
    'worker.js',
    ...['mjs', 'wasm'].map((kind) => `cnn-${entry.module}.${kind}`),
  ];
  const sizes = files.map((name) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length);
  expect(bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
  expect(memory % 65_536).toBe(0);
  expect(memory).toBeGreaterThan(tinyvgg.bytes.length);
});

it('has no row for what computes something else, and says so', async () => {
  said.length = 0;
  const expected = new Float32Array(10).fill(0.1);
  const [entry] = await measureModel(bench, { ...tinyvgg, expected });
  expect(entry.problem).toMatch(/^its output is off by/);
  expect(entry.times).toEqual([]);
  expect(said).toEqual([expect.stringMatching(/^No row for cnn-playground with 1 thread/)]);
});

it('has no row for a model that does not load, and says why', async () => {
  said.length = 0;
  const bytes = tinyvgg.bytes.subarray(0, 1000);
  const [entry] = await measureModel(bench, { ...tinyvgg, bytes });
  expect(entry.problem).toMatch(/^it did not load: \S/);
  expect(said.length).toBe(1);
});
