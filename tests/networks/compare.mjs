// Runs every exported network through the package, from its path, and compares it with PyTorch.
//
// Usage: node [--experimental-wasm-relaxed-simd] tests/networks/compare.mjs
//   --in DIR        what export.py or export_dynamo.py wrote; default .cache/networks
//   --only A,B      these networks alone
//   --threads N     default 1
//   --package DIR   the built package; default dist
//   --json FILE     the table as JSON
// Prints a line a network: nodes, parameters, the largest difference as a share of the largest value,
// at five values across the depth and at the output (inspect), and at the output (fast), the
// milliseconds of a warm fast run, and the memory of the fast plan's activations with, in brackets,
// what it is of the most that is alive at one step. Ends with status 1 where a difference is above
// 1e-4 or a network is refused. An output of float16 is rounded to 5e-4 of its largest value: 1e-3 is
// allowed there.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TOLERANCE = 1e-4;
const HALF_TOLERANCE = 1e-3;
const RUNS = 5;
const text = { type: 'string' };
const { values: options } = parseArgs({
  options: { in: text, only: text, threads: text, package: text, json: text },
});
const folder = options.in ?? join(root, '.cache', 'networks');
const threads = Number(options.threads ?? 1);
const entry = join(resolve(options.package ?? join(root, 'dist')), 'index.js');
const { InferenceSession, Tensor } = await import(pathToFileURL(entry).href);

const floats = (path) => {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};

/** max|ours - theirs| / max|theirs|, 0 where they agree; NaN counts as infinitely far. */
function distance(ours, theirs) {
  let [gap, largest] = [0, 0];
  for (let i = 0; i < theirs.length; i++) {
    const difference = Math.abs(ours[i] - theirs[i]);
    gap = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(gap, difference);
    largest = Math.max(largest, Math.abs(theirs[i]));
  }
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  return gap === 0 ? 0 : gap / largest;
}

/** The number of a float16's bits. */
function fromHalf(bits) {
  const [sign, exponent, mantissa] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent ? (1024 + mantissa) * 2 ** (exponent - 25) : mantissa * 2 ** -24);
}

const numbersOf = ({ type, data }) =>
  type === 'float16' ? Float32Array.from(data, fromHalf) : data;

/** [{ name, data }] in the order of the description. */
function expectedValues(name, description) {
  const all = floats(join(folder, `${name}.values.f32`));
  let at = 0;
  return description.values.map(({ name: value, shape }) => {
    const count = shape.reduce((product, size) => product * size, 1);
    at += count;
    return { name: value, data: all.subarray(at - count, at) };
  });
}

async function timed(session, feeds) {
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await session.run(feeds);
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

async function compare(name) {
  const description = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const { parameters, nodes } = description;
  const row = { network: name, nodes, parameters, module: '', threads };
  const model = join(folder, `${description.model ?? name}.onnx`);
  const numbers = floats(join(folder, `${name}.input.f32`));
  let session;
  try {
    // As much as a module can address. EfficientNet-B7 needs more for all values of the inspect plan;
    // it keeps those that are compared.
    const maxMemory = 2 ** 32 - 2 ** 16;
    session = await InferenceSession.create(model, { threads, maxMemory, warmup: false });
    const isHalf = session.inputMetadata[0].type === 'float16';
    const data = isHalf ? Array.from(numbers) : numbers;
    const input = new Tensor(isHalf ? 'float16' : 'float32', data, description.input);
    const feeds = { [session.inputNames[0]]: input };
    const wanted = expectedValues(name, description);
    const output = wanted.at(-1);
    row.tolerance = isHalf ? HALF_TOLERANCE : TOLERANCE;
    const out = await session.run(feeds);
    const fast = distance(numbersOf(out[output.name]), output.data);
    const memory = await session.memory();
    const ms = await timed(session, feeds);
    const kept = await session.run(feeds, { keep: wanted.map((value) => value.name) });
    const gaps = wanted.map((value) => distance(numbersOf(kept[value.name]), value.data));
    return {
      ...row,
      module: session.info.module,
      inspect: Math.max(...gaps),
      fast,
      activations: memory.fast,
      excess: memory.fast / memory.fastAtLeast,
      ms,
    };
  } catch (error) {
    return { ...row, refused: error.message };
  } finally {
    await session?.release();
  }
}

const names = (options.only?.split(',') ?? readdirSync(folder).map((file) => file.split('.')[0]))
  .filter((name, index, all) => all.indexOf(name) === index)
  .filter((name) => existsSync(join(folder, `${name}.json`)));
const rows = [];
for (const name of names) {
  const row = await compare(name);
  rows.push(row);
  const { nodes, parameters, module, inspect, fast, activations, excess, ms } = row;
  const figures = row.refused
    ? `refused: ${row.refused.slice(0, 200)}`
    : `inspect ${inspect.toExponential(1)}  fast ${fast.toExponential(1)}  ${ms.toFixed(1).padStart(7)} ms  ${(activations / 2 ** 20).toFixed(1).padStart(5)} MiB (${excess.toFixed(2)})  ${module}, ${threads} thread(s)`;
  console.log(
    `${name.padEnd(20)} ${String(nodes).padStart(5)} nodes ${(parameters / 1e6).toFixed(2).padStart(7)} M  ${figures}`,
  );
}
const wrong = rows.filter(
  (row) => row.refused || !(Math.max(row.inspect, row.fast) <= row.tolerance),
);
console.log(`${rows.length - wrong.length} of ${rows.length} networks agree within ${TOLERANCE}.`);
if (options.json) writeFileSync(options.json, `${JSON.stringify({ rows }, null, 1)}\n`);
if (wrong.length > 0 || rows.length === 0) process.exitCode = 1;
