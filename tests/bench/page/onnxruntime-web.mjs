// onnxruntime-web on its wasm execution provider.

/** Result: run(x: Float32Array of `shape`) to the first output. */
export async function open({ threads, model, shape }) {
  const bytes = fetch(model).then((response) => response.arrayBuffer());
  const ort = await import('/ort/ort.wasm.min.mjs');
  ort.env.wasm.wasmPaths = '/ort/';
  ort.env.wasm.numThreads = threads;
  const session = await ort.InferenceSession.create(await bytes, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  // It falls back to one by itself.
  const { numThreads } = ort.env.wasm;
  if (numThreads !== threads) throw new Error(`it started ${numThreads} thread(s).`);
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  return async (data) => {
    const result = await session.run({ [input]: new ort.Tensor('float32', data, shape) });
    return result[output].data;
  };
}
