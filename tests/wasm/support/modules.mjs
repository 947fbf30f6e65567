// Loads the built WebAssembly modules directly, without worker or client.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { relaxedSimd } from 'wasm-feature-detect';

// Node 20 knows relaxed SIMD behind a flag; later versions ignore it.
setFlagsFromString('--experimental-wasm-relaxed-simd');

const root = new URL('../../../', import.meta.url);
const fromRoot = (path) => fileURLToPath(new URL(path, root));

/** Every module the project builds; `threads` is what load() is called with. */
export const variants = [
  { variant: 'simd', threads: 1, relaxed: false },
  { variant: 'simd-mt', threads: 2, relaxed: false },
  { variant: 'relaxed', threads: 1, relaxed: true },
  { variant: 'relaxed-mt', threads: 2, relaxed: true },
];

/** Why a module cannot run here, or undefined. A module that was not built is an error, no reason. */
export async function reasonToSkip({ relaxed }) {
  return relaxed && !(await relaxedSimd()) ? 'this Node has no relaxed SIMD' : undefined;
}

/** Starts one module without its second part; rejects where `npm run build` has not made it. */
export async function startFirstModule({ variant, threads }) {
  const path = fromRoot(`build/wasm/${variant}/cnn-${variant}.mjs`);
  if (!existsSync(path)) throw new Error(`${path} is missing: run npm run build first.`);
  const { default: createEngine } = await import(pathToFileURL(path).href);
  return createEngine({ pthreadPoolSize: threads - 1 });
}

/** Starts one module with all operators. */
export async function startModule(setup) {
  const engine = await startFirstModule(setup);
  const { variant } = setup;
  const second = readFileSync(fromRoot(`build/wasm/${variant}/cnn-${variant}-second.wasm`));
  unwrap(engine.secondModuleBuffer(second.length)).set(second);
  return engine;
}

export function readModel(path) {
  return readFileSync(fromRoot(path));
}

/** The value of an EngineResult; throws its message where it is an error. */
export function unwrap(result) {
  if (result.error) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** Hands the bytes to the engine; returns the EngineResult of load(). */
export function load(engine, bytes, threads = 1) {
  unwrap(engine.modelBuffer(bytes.length)).set(bytes);
  const loader = unwrap(
    engine.load({ threads, maxMemory: 0, dimensionNames: [], dimensionSizes: [], until: [] }),
  );
  let done;
  do done = loader.step(Number.POSITIVE_INFINITY);
  while (done.value < 1);
  const result = done.error ? done : { value: loader.take() };
  loader.delete();
  return result;
}

/** Fills the only input and runs the plan to its end. */
export function run(session, plan, dims, data) {
  unwrap(session.input('input', dims)).set(
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  let left = unwrap(session.begin(plan, []));
  while (left > 0) left = unwrap(session.step(1000));
}

/** Copy of a float32 value of the last run. */
export function valueNamed(session, name) {
  const { dims, bytes } = unwrap(session.value(name));
  return { dims: [...dims], data: new Float32Array(bytes.slice().buffer) };
}
