// An ONNX graph to a list of steps that tfjs runs with as few kernels as it can: norms folded into the
// convolutions before them, biases and activations fused. Pure, and without tfjs: tested by itself.
import { stepOf } from './steps.mjs';
import { normFactors, scaleChannels } from './weights.mjs';

const fusedActivations = ['relu', 'relu6', 'sigmoid'];

/** Values that only another name was given to; constants are computed where they can be. */
function settle({ nodes, constants }) {
  const known = new Map(constants);
  const names = new Map();
  const name = (value) => names.get(value) ?? value;
  const left = [];
  for (const node of nodes) {
    const inputs = node.inputs.map(name);
    const [output] = node.outputs;
    const renames = ['Identity', 'Dropout', 'Cast'].includes(node.op);
    if (node.op === 'Constant') known.set(output, node.attributes.value);
    // Constants are float32 once they are read, so that a Cast of float16 ones is done.
    else if (renames && known.has(inputs[0])) known.set(output, known.get(inputs[0]));
    else if (renames && node.op !== 'Cast') names.set(output, inputs[0]);
    else left.push({ ...node, inputs });
  }
  return { nodes: left, constants: known, name };
}

function countUses(steps, output) {
  const uses = new Map([[output, 1]]);
  for (const { inputs } of steps) {
    for (const name of inputs) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return uses;
}

/** Folds the scaling y * factor + shift into `producer`. */
const folded = (producer, factor, shift) => ({
  ...producer,
  ...scaleChannels(producer, factor, shift),
});

/**
 * What `producer` (a convolution or Gemm) and the only step that reads it become together, as
 * [producer, what is left of the step or undefined]; undefined where nothing can be fused.
 */
function fuse(producer, step) {
  if (producer.activation !== 'linear') return undefined;
  if (step.op === 'norm') {
    const { factor, shift } = normFactors(step.statistics, step.epsilon);
    return [folded(producer, factor, shift), undefined];
  }
  if (fusedActivations.includes(step.op)) return [{ ...producer, activation: step.op }, undefined];
  if (step.op === 'hardSigmoid') {
    const scaled = folded(
      producer,
      () => step.alpha,
      () => step.beta,
    );
    return [scaled, { ...step, op: 'clip', least: 0, most: 1 }];
  }
  if (step.op === 'hardSwish') {
    // x * clip(x + 3, 0, 6) / 6 is s x * clip(s x + 3 s, 0, 6 s) with s = 1 / sqrt(6): a pass less.
    const scale = 1 / Math.sqrt(6);
    const scaled = folded(
      producer,
      () => scale,
      () => 0,
    );
    return [scaled, { ...step, scale }];
  }
  return undefined;
}

/** A fused pair: the value between the two goes, or keeps its name where a step is left. */
function join(steps, at, [producer, left], step) {
  if (left === undefined) {
    steps[at] = { ...producer, output: step.output };
    return;
  }
  steps[at] = producer;
  steps.push(left);
}

function fuseAll(steps, uses) {
  const result = [];
  for (const step of steps) {
    const at = result.findIndex(({ output }) => output === step.inputs[0]);
    const producer = result[at];
    const alone = producer?.weights !== undefined && uses.get(producer.output) === 1;
    const pair = alone ? fuse(producer, step) : undefined;
    if (pair) join(result, at, pair, step);
    else if (step.op === 'norm') throw new Error('The tfjs network has no norm without a Conv.');
    else result.push(step);
  }
  return result;
}

/** Names of the values that no later step needs, by step: they are disposed there. */
function withLifetimes(steps, output) {
  const last = new Map();
  steps.forEach(({ inputs }, index) => {
    for (const name of inputs) last.set(name, index);
  });
  last.delete(output);
  return steps.map((step, index) => ({
    ...step,
    done: [...new Set(step.inputs)].filter((name) => last.get(name) === index),
  }));
}

/**
 * graph: what readOnnx gives. shape: of its input, [1,C,H,W] NCHW.
 * Result: { input, output (names), shape: [1,H,W,C], steps }.
 */
export function prepare(graph, shape) {
  const [batch, channels, height, width] = shape;
  if (batch !== 1) throw new Error('The tfjs network takes one picture at a time.');
  const { nodes, constants, name } = settle(graph);
  const [input] = graph.inputs;
  const output = name(graph.outputs[0]);
  const nhwc = [1, height, width, channels];
  const context = { constants, shapes: new Map([[input, nhwc]]), flattened: new Map() };
  const steps = [];
  for (const node of nodes) {
    const step = stepOf(node, context);
    context.shapes.set(step.output, step.shape);
    steps.push(step);
  }
  if (context.flattened.has(output)) throw new Error('The output must not be a flattened map.');
  const fused = fuseAll(steps, countUses(steps, output));
  return { input, output, shape: nhwc, steps: withLifetimes(fused, output) };
}
