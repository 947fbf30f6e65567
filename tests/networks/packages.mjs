// Runs the networks that packages.py took out of other people's packages, and compares them with onnxruntime.
//
// Usage: node [--experimental-wasm-relaxed-simd] tests/networks/packages.mjs
//   --in DIR        what packages.py wrote; default .cache/networks-packages
//   --package DIR   the built package; default dist
// Prints a line a file: the largest difference as a share of the largest value, of both plans, or why it is
// refused. Ends with status 1 where one is refused or further away than 1e-3 (2e-2 for one, see below).

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TOLERANCE = 1e-3;
/** Rounds what it multiplies to 256 steps: onnxruntime's own answer moves by 1.1e-2 where its input does by 1e-6. */
const COARSE = { 'ddddocr--common_old': 2e-2 };
const text = { type: 'string' };
const { values: options } = parseArgs({ options: { in: text, package: text } });
const folder = options.in ?? join(root, '.cache', 'networks-packages');
const entry = join(resolve(options.package ?? join(root, 'dist')), 'index.js');
const { InferenceSession, Tensor } = await import(pathToFileURL(entry).href);

const ARRAYS = { float32: Float32Array, int64: BigInt64Array };

function tensorOf({ type, dims, base64 }) {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Tensor(type, new ARRAYS[type](bytes.buffer), dims);
}

/** max|ours - theirs| / max|theirs|; infinite where the shapes differ. */
function distance(ours, theirs) {
  if (String(ours.dims) !== String(theirs.dims)) return Number.POSITIVE_INFINITY;
  let [gap, largest] = [0, 0];
  for (let i = 0; i < theirs.data.length; i++) {
    const difference = Math.abs(Number(ours.data[i]) - Number(theirs.data[i]));
    gap = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(gap, difference);
    largest = Math.max(largest, Math.abs(Number(theirs.data[i])));
  }
  return gap / (largest || 1);
}

async function compare(name) {
  const { inputs, outputs } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const settings = { threads: 1, warmup: false };
  const session = await InferenceSession.create(join(folder, `${name}.onnx`), settings);
  try {
    const feeds = Object.fromEntries(inputs.map((input) => [input.name, tensorOf(input)]));
    const gaps = { fast: 0, inspect: 0 };
    for (const [plan, keep] of Object.entries({ fast: undefined, inspect: 'all' })) {
      const out = await session.run(feeds, { keep });
      for (const output of outputs)
        gaps[plan] = Math.max(gaps[plan], distance(out[output.name], tensorOf(output)));
    }
    return gaps;
  } finally {
    await session.release();
  }
}

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));
let right = 0;
for (const name of names) {
  try {
    const { fast, inspect } = await compare(name);
    if (Math.max(fast, inspect) <= (COARSE[name] ?? TOLERANCE)) right += 1;
    console.log(
      `${name.padEnd(60)} fast ${fast.toExponential(1)}  inspect ${inspect.toExponential(1)}`,
    );
  } catch (error) {
    console.log(`${name.padEnd(60)} refused: ${error.message.split('\n')[0].slice(0, 160)}`);
  }
}
console.log(`${right} of ${names.length} files run, and agree.`);
if (right < names.length || names.length === 0) process.exitCode = 1;
