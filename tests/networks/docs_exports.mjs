// Runs the Python programs in web/docs/pages/export.md as they stand there, opens what they write with the engine,
// and compares its answer with ONNX Runtime's.
//
// Usage, after npm run build: node tests/networks/docs_exports.mjs
//   --python FILE   default python3; it needs torch, torchvision, timm, keras, onnx, onnxscript, onnxruntime
//   --only A,B      these programs alone, such as pytorch.py
// Prints a line a program. One whose packages are missing is skipped, and the line says which. Ends with status 1
// where a program fails, a file is refused, or an answer differs by more than 1e-4 of the largest value.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { InferenceSession, Tensor } from '../../dist/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TOLERANCE = 1e-4;
const OPEN = 64; // what an open height or width is run at; an open batch at 1
const text = { type: 'string' };
const { values: options } = parseArgs({ options: { python: text, only: text } });
const python = options.python ?? 'python3';

/** The named programs of the page: [{ name, code }]. */
function programs() {
  const page = readFileSync(join(root, 'web/docs/pages/export.md'), 'utf8');
  const found = [...page.matchAll(/^```python (\S+)\n(.*?)^```$/gms)];
  return found.map(([, name, code]) => ({ name, code }));
}

function runPython(code, folder, ...words) {
  const { status, stdout, stderr, error } = spawnSync(python, ['-c', code, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (error) throw new Error(`${python} could not be run: ${error.message}`);
  const missing = /ModuleNotFoundError: No module named '([^']+)'/.exec(stderr)?.[1];
  if (status !== 0 && !missing) throw new Error(stderr.trim().split('\n').slice(-3).join(' '));
  return { stdout, missing };
}

const ORACLE = `
import sys, numpy, onnxruntime
file, shape = sys.argv[1], [int(size) for size in sys.argv[2].split(',')]
session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
x = numpy.fromfile("input.f32", numpy.float32).reshape(shape)
session.run(None, {session.get_inputs()[0].name: x})[0].astype(numpy.float32).tofile("output.f32")
`;

/** Numbers from 0 to 1 that look like noise, the same each time. */
const noise = (count) => Float32Array.from({ length: count }, (_, i) => ((i * 7919) % 1000) / 1000);

const shapeOf = ({ shape }) => shape.map((size, axis) => (size > 0 ? size : axis === 0 ? 1 : OPEN));

/** The largest difference as a share of the largest value; NaN where an answer is none, or all its values are equal. */
function gapOf(ours, theirs) {
  if (ours.length !== theirs.length || new Set(theirs).size < 2) return Number.NaN;
  const largest = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0) / largest;
}

async function compare(file, folder) {
  const session = await InferenceSession.create(join(folder, file));
  const shape = shapeOf(session.inputMetadata[0]);
  const x = noise(shape.reduce((product, size) => product * size, 1));
  const values = await session.run({ [session.inputNames[0]]: new Tensor('float32', x, shape) });
  const nodes = session.graph().nodes.length;
  const ours = [...values[session.outputNames[0]].data];
  await session.release();
  writeFileSync(join(folder, 'input.f32'), x);
  const { missing } = runPython(ORACLE, folder, file, shape.join(','));
  if (missing)
    return {
      line: `${nodes} nodes, opened; not compared: no Python package ${missing}`,
      isFine: true,
    };
  const bytes = readFileSync(join(folder, 'output.f32'));
  const theirs = [
    ...new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
  ];
  const gap = gapOf(ours, theirs);
  return {
    line: `${nodes} nodes, [${shape}], differs by ${gap.toExponential(1)}`,
    isFine: gap <= TOLERANCE,
  };
}

async function tried({ name, code }) {
  const folder = join(root, '.cache/docs-exports', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { missing } = runPython(code, folder);
  if (missing) return { line: `skipped: no Python package ${missing}`, isFine: true };
  const file = readdirSync(folder).find((entry) => entry.endsWith('.onnx'));
  if (!file) return { line: 'wrote no .onnx file', isFine: false };
  return compare(file, folder);
}

const only = options.only?.split(',');
const all = programs().filter(({ name }) => !only || only.includes(name));
let failures = all.length === 0 ? 1 : 0;
if (all.length === 0) console.log('The page has no such program.');
for (const program of all) {
  const { line, isFine } = await tried(program).catch((thrown) => ({
    line: String(thrown),
    isFine: false,
  }));
  console.log(`${isFine ? 'ok  ' : 'FAIL'} ${program.name}: ${line}`);
  if (!isFine) failures++;
}
process.exitCode = failures > 0 ? 1 : 0;
