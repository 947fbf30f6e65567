// Recognises every state dict of state_dicts.py, builds its network, runs it through the package and
// compares the answer with PyTorch's.
//
// Usage: node tests/networks/state_dicts.mjs
//   --in DIR        what state_dicts.py wrote; default .cache/state-dicts
//   --only A,B      these alone
//   --package DIR   the built package; default dist
//   --keep DIR      writes the ONNX files there
// Prints a line a network: what it was recognised as, tensors, assumptions, milliseconds to recognise it
// and to build the file, and the largest difference as a share of the largest value. Ends with status 1
// where one is above 1e-4 or a network is not recognised.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TOLERANCE = 1e-4;
const text = { type: 'string' };
const { values: options } = parseArgs({
  options: { in: text, only: text, package: text, keep: text },
});
const folder = options.in ?? join(root, '.cache', 'state-dicts');
const entry = join(resolve(options.package ?? join(root, 'dist')), 'index.js');
const { InferenceSession, Tensor } = await import(pathToFileURL(entry).href);
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
});
const { recognise } = await vite.ssrLoadModule('/web/src/pytorch/families/index.ts');
const { readSafetensors } = await vite.ssrLoadModule('/tests/web/support/safetensors.ts');

const floats = (path) => {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};

/** max|ours - theirs| / max|theirs|; NaN counts as infinitely far. */
function distance(ours, theirs) {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  let [gap, largest] = [0, 0];
  for (let i = 0; i < theirs.length; i++) {
    const difference = Math.abs(ours[i] - theirs[i]);
    gap = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(gap, difference);
    largest = Math.max(largest, Math.abs(theirs[i]));
  }
  return gap / largest;
}

async function answer(bytes, name, shape) {
  const maxMemory = 2 ** 32 - 2 ** 16;
  const session = await InferenceSession.create(bytes, { threads: 2, maxMemory, warmup: false });
  try {
    const input = new Tensor('float32', floats(join(folder, `${name}.input.f32`)), shape);
    const out = await session.run({ [session.inputNames[0]]: input });
    return out[session.outputNames[0]].data;
  } finally {
    await session.release();
  }
}

async function compare(name) {
  const description = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const state = readSafetensors(readFileSync(join(folder, `${name}.safetensors`)));
  const start = performance.now();
  const network = recognise(state, description.assume);
  if (!network) return { name, refused: 'not recognised' };
  const found = performance.now();
  const bytes = network.toOnnx();
  const built = performance.now();
  if (options.keep) {
    mkdirSync(options.keep, { recursive: true });
    writeFileSync(join(options.keep, `${name}.onnx`), bytes);
  }
  const ours = await answer(bytes, name, description.input);
  return {
    name,
    network: network.name,
    tensors: state.size,
    assumptions: network.assumptions.length,
    found: found - start,
    built: built - found,
    distance: distance(ours, floats(join(folder, `${name}.output.f32`))),
  };
}

const names = (
  options.only?.split(',') ??
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5))
).filter((name) => existsSync(join(folder, `${name}.json`)));
let failures = 0;
let worst = 0;
for (const name of names) {
  const row = await compare(name).catch((error) => ({ name, refused: error.message }));
  const fails = row.refused !== undefined || !(row.distance <= TOLERANCE);
  failures += fails ? 1 : 0;
  worst = Math.max(worst, row.distance ?? 0);
  const figures = row.refused
    ? `refused: ${row.refused.slice(0, 300)}`
    : `${row.network.padEnd(44)} ${String(row.tensors).padStart(5)} tensors ${row.assumptions} assumed ` +
      `${row.found.toFixed(0).padStart(4)} + ${row.built.toFixed(0).padStart(5)} ms  ${row.distance.toExponential(1)}`;
  console.log(`${fails ? 'FAIL ' : ''}${name.padEnd(26)} ${figures}`);
}
console.log(
  `${names.length - failures} of ${names.length} agree; worst ${worst.toExponential(1)}.`,
);
await vite.close();
process.exitCode = failures > 0 || names.length === 0 ? 1 : 0;
