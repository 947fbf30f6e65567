// The three engines behind one face. Each computes in a worker; what is timed is a call from the page to
// its answer there, the way every page has to use them that must not freeze.

/** By engine: builds of cnn-playground, whose package starts the worker. */
const packages = { 'cnn-playground': '/dist/index.js', before: '/before/index.js' };

async function openPlayground({ engine, threads, model, shape }) {
  const { InferenceSession, Tensor } = await import(packages[engine]);
  const session = await InferenceSession.create(new URL(model, location.href), { threads });
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  return {
    info: {
      module: session.info.module,
      threads: session.info.threads,
      note: session.info.threadsNote,
    },
    run: async (data) => {
      const result = await session.run({ [input]: new Tensor('float32', data, shape) });
      return result[output].data;
    },
    memory: async () => (await session.memory()).heap,
    timings: () => session.timings(),
    nodes: () =>
      session.graph().nodes.map(({ op, macs, attributes, inputShapes }) => ({
        op,
        macs,
        group: attributes.group ?? 1,
        channels: inputShapes[0]?.[1] ?? 0,
      })),
  };
}

/** onnxruntime-web and tfjs: in page/worker.mjs. */
async function openInWorker(options) {
  const worker = new Worker(new URL('worker.mjs', import.meta.url), { type: 'module' });
  const call = (method, input, moved = []) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data: { value, error } }) =>
        error === undefined ? resolve(value) : reject(new Error(error));
      worker.onerror = ({ message }) => reject(new Error(message || 'Its worker did not start.'));
      worker.postMessage({ method, input }, moved);
    });
  await call('open', options);
  let spare;
  return {
    info: { threads: options.threads },
    run: async (data) => {
      // The package above copies what it is given, too, and uses the memory again.
      const copy = spare ?? new Float32Array(data.length);
      copy.set(data);
      const [value, back] = await call('run', { data: copy }, [copy.buffer]);
      spare = back;
      return value;
    },
    memory: () => call('memory'),
  };
}

/**
 * options: { engine, threads, model, prepared (addresses), shape [1,C,H,W] }.
 * Result: { info: { threads, note: why not as many as asked for }, run(data), memory() }, and timings()
 * and nodes() where the engine tells them.
 */
export const openEngine = (options) =>
  options.engine in packages ? openPlayground(options) : openInWorker(options);
