// tfjs-core and tfjs-backend-wasm, on the network that tests/bench/tfjs prepared.
import { createNetwork } from './tfjs-network.mjs';

/** The files of stored.mjs, put together again. */
async function readPlan(address) {
  const [json, weights] = await Promise.all([
    fetch(`${address}.json`).then((response) => response.json()),
    fetch(`${address}.bin`).then((response) => response.arrayBuffer()),
  ]);
  const floats = new Float32Array(weights);
  const part = (range) => range && floats.subarray(...range);
  const steps = json.steps.map((step) => ({
    ...step,
    weights: part(step.weights),
    bias: part(step.bias),
  }));
  return { ...json, steps };
}

async function startTfjs(threads) {
  // Whatever it is asked for, it starts a thread for every two cores, and four at most. Here it gets as
  // many as the others.
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 * threads });
  const tf = await import('/tfjs/tfjs.mjs');
  tf.enableProdMode();
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads > 1);
  if (threads > 1) tf.setThreadsCount(threads);
  tf.setWasmPaths('/tfjs/');
  await tf.setBackend('wasm');
  await tf.ready();
  const started = threads > 1 ? tf.getThreadsCount() : 1;
  if (started !== threads) throw new Error(`it started ${started} thread(s).`);
  return tf;
}

/** Result: run(x: Float32Array [1,H,W,C]) to the output. */
export async function open({ threads, prepared }) {
  const [plan, tf] = await Promise.all([readPlan(prepared), startTfjs(threads)]);
  return createNetwork(tf, plan);
}
