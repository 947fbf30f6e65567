// From a network's output to sorted scores.

import type { GraphDescription, NodeDescription } from '../protocol/index.js';
import { failure } from './error.js';
import { floatsOf, type Tensor } from './tensor.js';

export interface Prediction {
  label: string;
  /** 0..1; all scores of a classifier add up to 1, unless the network ends in Sigmoid. */
  score: number;
  index: number;
}

export interface ScoreRule {
  /** What is still to be done to the output so that it is scores. */
  apply: 'nothing' | 'softmax' | 'exp';
  /** The scores are a softmax, so that a temperature changes them: not those of a Sigmoid. */
  isSoftmax: boolean;
  /** A sentence on how that was found. */
  note: string;
}

/** Only renames or reshapes, so that the layer before decides: its numbers are its input's, in order. */
function passesOn(node: NodeDescription): boolean {
  const [of] = node.facts;
  const [read] = of?.reads ?? [];
  return (
    of?.formula === 'x' &&
    of.reads.length === 1 &&
    read?.input === 0 &&
    !read.axes &&
    size(node.inputShapes) === size(node.outputShapes)
  );
}

/**
 * Looks at the operator that computes `output`: an output that is probabilities stays as it is.
 *
 * @example
 * ```ts
 * import { InferenceSession, scoreRule } from 'cnn-playground';
 *
 * const session = await InferenceSession.create('net.onnx');
 * console.log(scoreRule(session.graph(), session.outputNames[0] ?? '').note);
 * ```
 */
export function scoreRule(graph: GraphDescription, output: string): ScoreRule {
  const producer = lastOperator(graph, output);
  const last = producer === undefined ? 'no operator' : `${producer.op} "${producer.name}"`;
  const because = `The output "${output}" comes from ${last}, so`;
  switch (producer?.op) {
    case 'Softmax':
    case 'Sigmoid': {
      const isSoftmax = producer.op === 'Softmax';
      return {
        apply: 'nothing',
        isSoftmax,
        note: `${because} it is used as scores without change.`,
      };
    }
    case 'LogSoftmax':
      return { apply: 'exp', isSoftmax: true, note: `${because} its exponentials are the scores.` };
    default:
      return {
        apply: 'softmax',
        isSoftmax: true,
        note: `${because} softmax is applied to get scores.`,
      };
  }
}

const size = ([shape = []]: readonly (readonly number[])[]) =>
  shape.reduce((product, dim) => product * dim, 1);

function lastOperator(graph: GraphDescription, output: string): NodeDescription | undefined {
  const producers = new Map<string, NodeDescription>();
  for (const node of graph.nodes) for (const name of node.outputs) producers.set(name, node);
  let node = producers.get(output);
  // A graph has no cycles, but one pass over every node is bound enough to need no trust in that.
  for (let steps = graph.nodes.length; steps > 0 && node !== undefined; steps -= 1) {
    if (!passesOn(node)) return node;
    const [data] = node.inputs;
    node = data === undefined ? undefined : producers.get(data);
  }
  return node;
}

/**
 * One score a class. The tensor has to be the output for one picture: [1,C], [1,C,1,1] or [C].
 * temperature: of the file (session.temperature); each score is raised to the power of
 * 1 / temperature, and all are made to add up to 1 again, which is the same as dividing the logits by
 * it. 1 changes nothing, and no temperature changes what a Sigmoid says.
 *
 * @throws PlaygroundError: 'invalid-shape' for another shape, 'unsupported' for integers, 'not-finite'
 * where scores are no numbers.
 *
 * @example
 * ```ts
 * import { InferenceSession, scoresOf, Tensor, topK } from 'cnn-playground';
 *
 * const session = await InferenceSession.create('net.onnx');
 * const input = new Tensor(new Float32Array(3 * 64 * 64), [1, 3, 64, 64]);
 * const { output } = await session.run({ input });
 * if (output) console.log(topK(scoresOf(session.graph(), 'output', output), session.labels, 5));
 * ```
 */
export function scoresOf(
  graph: GraphDescription,
  output: string,
  tensor: Tensor,
  temperature = 1,
): Float32Array {
  const data = floatsOf(tensor);
  if (data === undefined) {
    throw failure(
      'unsupported',
      `The output "${output}" is ${tensor.type}, which is not one score per class.`,
      'Use InferenceSession.run for networks that do not classify.',
    );
  }
  const classes = Math.max(0, ...tensor.dims);
  if (data.length !== classes || classes === 0) {
    throw failure(
      'invalid-shape',
      `The output "${output}" has shape [${tensor.dims.join(', ')}], which is not one score per class.`,
      'Use InferenceSession.run for networks that do not classify.',
    );
  }
  const scores = applyRule(scoreRule(graph, output), data, temperature);
  const bad = scores.findIndex((score) => !Number.isFinite(score));
  if (bad < 0) return scores;
  throw failure(
    'not-finite',
    `The score of class ${bad} is ${scores[bad]} (the output "${output}" has ${data[bad]} there), so there is no ranking.`,
    'Compare preprocess with how the network was trained, and look for the first value with ' +
      'nonFinite above 0 in InferenceSession.statistics() after a run with keep.',
  );
}

function applyRule(
  { apply, isSoftmax }: ScoreRule,
  output: Float32Array,
  temperature: number,
): Float32Array {
  if (apply === 'softmax') return softmax(output, temperature);
  const unchanged = temperature === 1 || !isSoftmax;
  if (apply === 'exp') return unchanged ? output.map(Math.exp) : softmax(output, temperature);
  return unchanged ? output.slice() : softmax(Float64Array.from(output, Math.log), temperature);
}

/** Largest value subtracted first, so that no exponential overflows. */
export function softmax(logits: Float32Array | Float64Array, temperature = 1): Float32Array {
  const largest = (logits as Float64Array).reduce(
    (a, b) => Math.max(a, b),
    Number.NEGATIVE_INFINITY,
  );
  const powers = Float64Array.from(logits, (value) => Math.exp((value - largest) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return Float32Array.from(powers, (power) => power / sum);
}

/**
 * The `count` best, best first; equal scores in the order of their classes, NaN last.
 *
 * @example
 * ```ts
 * import { topK } from 'cnn-playground';
 *
 * const [best] = topK(Float32Array.of(0.1, 0.7, 0.2), ['cat', 'dog', 'fish'], 1);
 * console.log(best?.label); // dog
 * ```
 */
export function topK(
  scores: Float32Array,
  labels: readonly string[] | undefined,
  count: number,
): Prediction[] {
  const order = Array.from(scores.keys());
  const at = (index: number) => scores[index] ?? Number.NaN;
  order.sort((a, b) => compareScores(at(a), at(b)) || a - b);
  return order.slice(0, count).map((index) => ({
    label: labels?.[index] ?? `class ${index}`,
    score: at(index),
    index,
  }));
}

function compareScores(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  // Not subtracted: two infinities have no difference.
  return a === b ? 0 : b > a ? 1 : -1;
}
