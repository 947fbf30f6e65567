// What the networks need of tfjs, for the bundler to leave the rest out.
export { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
export {
  add,
  avgPool,
  clipByValue,
  concat,
  enableProdMode,
  env,
  fused,
  maxPool,
  mul,
  ready,
  relu,
  relu6,
  reshape,
  scalar,
  setBackend,
  sigmoid,
  softmax,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
