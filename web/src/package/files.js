// Where the files of the package are: beside this one. Copied into the package as it stands, not
// bundled, because each of these `new URL` forms is one that bundlers of the package's users look for.

/** Starts the worker in a browser. */
export const startWorker = () =>
  new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });

const module = (script, wasm, second) => ({
  script: script.href,
  wasm: wasm.href,
  second: second.href,
});

export const moduleFiles = () => ({
  simd: module(
    new URL('./cnn-simd.mjs', import.meta.url),
    new URL('./cnn-simd.wasm', import.meta.url),
    new URL('./cnn-simd-second.wasm', import.meta.url),
  ),
  'simd-mt': module(
    new URL('./cnn-simd-mt.mjs', import.meta.url),
    new URL('./cnn-simd-mt.wasm', import.meta.url),
    new URL('./cnn-simd-mt-second.wasm', import.meta.url),
  ),
  relaxed: module(
    new URL('./cnn-relaxed.mjs', import.meta.url),
    new URL('./cnn-relaxed.wasm', import.meta.url),
    new URL('./cnn-relaxed-second.wasm', import.meta.url),
  ),
  'relaxed-mt': module(
    new URL('./cnn-relaxed-mt.mjs', import.meta.url),
    new URL('./cnn-relaxed-mt.wasm', import.meta.url),
    new URL('./cnn-relaxed-mt-second.wasm', import.meta.url),
  ),
});

export const weightsScript = () => new URL('./cnn-pytorch.mjs', import.meta.url).href;

// Bundlers must not see this one, or they would ship the worker twice.
const here = import.meta.url;

/** The worker's address, for Node and for browsers that refuse a worker of another origin. */
export const workerUrl = () => new URL('worker.js', here);
