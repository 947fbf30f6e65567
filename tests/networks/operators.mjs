// Runs what tests/networks/operators.py made through the built package (npm run build), and prints for each
// operator how many cases agree, depart and are refused.
//
//   node tests/networks/operators.mjs [.cache/operators]
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const { InferenceSession, Tensor } = await import('../../dist/index.js');
const folder = process.argv[2] ?? '.cache/operators';

const ARRAYS = {
  float32: Float32Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

function decoded({ type, dims, base64 }) {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return { type, dims, data: new ARRAYS[type](bytes.buffer) };
}

/** Largest difference, relative to the larger of 1 and the largest value. */
function departure(got, wanted) {
  if (got === undefined || got.dims.join() !== wanted.dims.join()) return Number.POSITIVE_INFINITY;
  let largest = 0;
  let scale = 1;
  for (let i = 0; i < wanted.data.length; i++) {
    const [a, b] = [Number(got.data[i]), Number(wanted.data[i])];
    if (Object.is(a, b) || a === b) continue;
    if (!Number.isFinite(a) || !Number.isFinite(b)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, Math.abs(a - b));
    scale = Math.max(scale, Math.abs(b));
  }
  return largest / scale;
}

async function difference(path) {
  const { feeds, outputs } = JSON.parse(readFileSync(`${path}.json`, 'utf8'));
  const session = await InferenceSession.create(readFileSync(`${path}.onnx`), {
    threads: 1,
    warmup: false,
  });
  try {
    const tensors = Object.entries(feeds).map(([name, value]) => {
      const { type, dims, data } = decoded(value);
      return [name, new Tensor(type, data, dims)];
    });
    const got = await session.run(Object.fromEntries(tensors));
    const each = Object.entries(outputs).map(([name, value]) =>
      departure(got[name], decoded(value)),
    );
    return Math.max(...each);
  } finally {
    await session.release();
  }
}

const counts = new Map();
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));
for (const name of names.sort()) {
  const operator = name.replace(/_\d+$/, '');
  const count = counts.get(operator) ?? { agree: 0, depart: [], refused: [], largest: 0 };
  counts.set(operator, count);
  try {
    const found = await difference(join(folder, name));
    if (found <= 1e-5) count.agree++;
    else count.depart.push(`${name}: ${found}`);
    count.largest = Math.max(count.largest, found);
  } catch (thrown) {
    count.refused.push(`${name}: ${thrown.message}`);
  }
}
for (const [operator, { agree, depart, refused, largest }] of counts) {
  console.log(
    `${operator.padEnd(18)} ${agree} agree, ${depart.length} depart, ${refused.length} refused, ` +
      `largest difference ${largest.toExponential(1)}`,
  );
  for (const line of [...depart.slice(0, 3), ...refused.slice(0, 2)]) console.log(`  ${line}`);
}
process.exitCode = [...counts.values()].some(({ depart }) => depart.length > 0) ? 1 : 0;
