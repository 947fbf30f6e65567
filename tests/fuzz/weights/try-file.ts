// Opens a file of weights as the worker does, and says how it went. Anything but a state dict or a Refusal is a finding.

import { figuresOf } from '../../../web/src/pytorch/figures.js';
import reader from '../../../web/src/pytorch/index.js';
import { LIMITS } from '../../../web/src/pytorch/limits.js';
import { readWeights } from '../../../web/src/pytorch/read.js';
import { Refusal } from '../../../web/src/pytorch/refusal.js';

/** The sentence that refuses the file; undefined where it was read, all its tensors too. */
export async function tryFile(bytes: Uint8Array): Promise<string | undefined> {
  try {
    const { state } = await readWeights(bytes);
    const most = Math.max(8 * bytes.length * LIMITS.elementsTimes, LIMITS.elementsFloor);
    let total = 0;
    for (const { dims, floats } of state.values()) {
      const count = dims.reduce((product, size) => product * size, 1);
      if (floats().length !== count) throw new Error(`${floats().length} floats of ${count}`);
      total += count;
    }
    if (total > most) throw new Error(`${total} elements of ${bytes.length} bytes`);
    figuresOf(state);
    await recogniseToo(bytes);
    return undefined;
  } catch (thrown) {
    return sentenceOf(thrown).message;
  }
}

/** Most are weights of an unknown network. What is recognised becomes an ONNX file that is no larger than the weights. */
async function recogniseToo(bytes: Uint8Array): Promise<void> {
  try {
    const { onnx } = await reader.recognise(bytes, 'net.pth', {});
    if (onnx.length > Math.max(8 * bytes.length * LIMITS.elementsTimes, 2 ** 22))
      throw new Error(`${onnx.length} bytes of ONNX from ${bytes.length} bytes`);
  } catch (thrown) {
    const { code, message } = sentenceOf(thrown);
    if (code !== 'unknown-network') throw new Error(`Read, and refused: ${message}`);
  }
}

/** Throws what is no Refusal, or one without a sentence. */
function sentenceOf(thrown: unknown): Refusal['data'] {
  if (!(thrown instanceof Refusal)) throw thrown;
  const { code, message, hint } = thrown.data;
  const isSentence = /^[A-Z].*[.]$/s.test(message) && message.length < 1000;
  if (isSentence && code !== undefined && typeof hint === 'string') return thrown.data;
  throw new Error(`No sentence: ${JSON.stringify(thrown.data)}`);
}
