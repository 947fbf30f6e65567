// What is in a file of weights, whether its network is a known one or not.

import type { WeightsFigures } from '../protocol/index.js';
import { checkSessionOptions } from './check-options.js';
import { failure, throwIfAborted } from './error.js';
import type { ModelSource, SessionOptions } from './options.js';
import { workerScript } from './package-files.js';
import { readModel } from './read-model.js';
import { weightsInput } from './weights-input.js';
import { WorkerClient } from './worker-client.js';
import { spawner } from './worker-port.js';

/**
 * What is in a file of weights: names, shapes, figures of every tensor, kernels of convolutions, and the lines of
 * Python that write its network as ONNX. It needs no engine, and the network need not be a known one.
 *
 * @throws PlaygroundError: 'not-a-model', 'invalid-model', 'truncated', 'unsupported', 'limit-exceeded' and
 * 'out-of-memory' of the file; of getting it, what InferenceSession.create throws.
 *
 * @example
 * ```ts
 * import { inspectWeights } from 'cnn-playground';
 *
 * const { tensors, exportLines } = await inspectWeights('weights.pth');
 * for (const { name, dims, mean, std } of tensors) console.log(name, dims, mean, std);
 * console.log(exportLines);
 * ```
 */
export async function inspectWeights(
  source: ModelSource,
  options: Pick<
    SessionOptions,
    'signal' | 'onProgress' | 'sha256' | 'cache' | 'maxMemory' | 'wasmUrl' | 'workerUrl'
  > = {},
): Promise<WeightsFigures> {
  checkSessionOptions(options);
  const { signal = new AbortController().signal } = options;
  throwIfAborted(signal, 'Loading');
  const { model: file } = await readModel(source, { ...options, signal });
  const weights = weightsInput(file, source, options);
  if (weights === undefined)
    throw failure(
      'not-a-model',
      'The file is an ONNX file, or none at all, and holds no weights of PyTorch.',
      'Open it with InferenceSession.create, whose graph() tells what is in it.',
    );
  const client = new WorkerClient(spawner(workerScript(options)));
  try {
    return await client.request('figures', { file, weights }, { signal });
  } finally {
    await client.terminate();
  }
}
