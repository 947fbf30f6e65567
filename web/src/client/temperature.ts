// The temperature that makes a network's probabilities as large as they are right, from its file.

import type { GraphDescription } from '../protocol/index.js';
import { scoreRule } from './scores.js';

export interface TemperatureChoice {
  temperature: number | undefined;
  notes: string[];
}

/** Further ones would make every answer certain, or all classes alike. */
const LEAST = 0.01;
const MOST = 100;

/** A decimal number as text under "temperature"; ignored with a note where it cannot be meant. */
export function readTemperature(graph: GraphDescription): TemperatureChoice {
  const written = graph.metadata.temperature;
  if (written === undefined) return { temperature: undefined, notes: [] };
  const refused = (why: string) => ({
    temperature: undefined,
    notes: [`The file's "temperature" is ignored: ${why}.`],
  });
  const isDecimal = written.length <= 40 && /^\d+(\.\d+)?(e[-+]?\d+)?$/i.test(written);
  const temperature = isDecimal ? Number(written) : Number.NaN;
  if (!(temperature >= LEAST && temperature <= MOST)) {
    return refused(`it is not a number from ${LEAST} to ${MOST}`);
  }
  const output = graph.outputs[0]?.name ?? '';
  if (!scoreRule(graph, output).isSoftmax) {
    return refused(`the output "${output}" is no softmax, which is what a temperature is for`);
  }
  return { temperature, notes: [] };
}
