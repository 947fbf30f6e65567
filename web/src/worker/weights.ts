// Files of weights are read by code of their own, fetched when the first one comes. It throws plain Errors with data.

import type {
  ErrorData,
  RecognisedWeights,
  WeightsFigures,
  WeightsInput,
  WeightsReader,
} from '../protocol/index.js';
import type { Environment } from './environment.js';
import { Fault, textOf } from './fault.js';
import { fetchScript } from './fetch-script.js';

/** The file as an ONNX network. Throws a Fault: 'unknown-network' where nobody knows what it is of. */
export function recogniseWeights(
  file: Uint8Array,
  { script, name, assume }: WeightsInput,
  environment: Environment,
): Promise<RecognisedWeights> {
  return ask(script, environment, (reader) => reader.recognise(file, name, assume));
}

/** What is in the file. Throws a Fault where it cannot be read. */
export function weightsFigures(
  file: Uint8Array,
  { script, name }: WeightsInput,
  environment: Environment,
): Promise<WeightsFigures> {
  return ask(script, environment, (reader) => reader.figures(file, name));
}

async function ask<Answer>(
  script: string,
  environment: Environment,
  question: (reader: WeightsReader) => Promise<Answer>,
): Promise<Answer> {
  const reader = await fetchScript(script, environment, () => environment.importReader(script));
  try {
    return await question(reader);
  } catch (thrown) {
    const { data } = thrown as { data?: ErrorData };
    if (data !== undefined) throw new Fault(data);
    // No memory left for a copy, in all likelihood: the reader itself throws nothing else.
    throw new Fault({
      code: thrown instanceof RangeError ? 'out-of-memory' : 'worker-failed',
      message: `The file of weights could not be read (${textOf(thrown)}).`,
      hint: thrown instanceof RangeError ? 'Use a smaller network.' : '',
    });
  }
}
