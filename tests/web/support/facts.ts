// What the engine says of a few operators, written by hand from ONNX's definitions: for tests that have
// no engine.

import type { NodeDescription, NodeFacts } from '../../../web/src/protocol/index.js';

type Node = Pick<NodeDescription, 'op' | 'attributes' | 'inputs' | 'inputShapes' | 'outputShapes'>;

const at = (from: number) => ({ from });
const along = (term: number) => ({ along: term });

function list(node: Node, name: string): number[] | undefined {
  const value = node.attributes[name];
  return Array.isArray(value) ? (value as number[]) : undefined;
}

function windowAxes(node: Node, term: number) {
  const [strides, dilations, pads] = ['strides', 'dilations', 'pads'].map((name) =>
    list(node, name),
  );
  return [0, 1].map((axis) => ({
    from: axis + 2,
    along: axis + term,
    start: -(pads?.[axis] ?? 0),
    stride: strides?.[axis] ?? 1,
    step: dilations?.[axis] ?? 1,
  }));
}

function conv(node: Node): NodeFacts {
  const [outputs = 1, inputs = 1, ...kernel] = node.inputShapes[1] ?? [
    1,
    1,
    ...(list(node, 'kernel_shape') ?? []),
  ];
  const groups = typeof node.attributes.group === 'number' ? node.attributes.group : 1;
  const channel =
    groups === 1 ? along(0) : { from: 1, along: 0, stride: inputs, divide: outputs / groups };
  const reads: NodeFacts['reads'] = [
    { letter: 'x', input: 0, axes: [at(0), channel, ...windowAxes(node, 1)] },
    { letter: 'weight', input: 1, axes: [at(1), along(0), along(1), along(2)] },
  ];
  if (node.inputs.length > 2) reads.push({ letter: 'bias', input: 2, axes: [at(1)] });
  return { formula: 'sum(x * weight) + bias', reads, terms: [inputs, ...kernel] };
}

function pool(node: Node, formula: string): NodeFacts {
  const kernel = list(node, 'kernel_shape') ?? [];
  return {
    formula,
    reads: [{ letter: 'x', input: 0, axes: [at(0), at(1), ...windowAxes(node, 0)] }],
    terms: kernel,
  };
}

function overMaps(node: Node, formula: string): NodeFacts {
  const [, , height = 1, width = 1] = node.inputShapes[0] ?? [];
  const axes = [at(0), at(1), along(0), along(1)];
  return { formula, reads: [{ letter: 'x', input: 0, axes }], terms: [height, width] };
}

/** Without a list of axes all go. */
function reduce(node: Node, formula: string): NodeFacts {
  const [from = [], to = []] = [node.inputShapes[0], node.outputShapes[0]];
  const named = list(node, 'axes')?.map((axis) => (axis < 0 ? axis + from.length : axis));
  const gone = named ?? from.map((_, axis) => axis);
  const keeps = to.length === from.length;
  let next = 0;
  let term = 0;
  const axes = from.map((_, axis) => {
    if (!gone.includes(axis)) return at(next++);
    if (keeps) next++;
    return along(term++);
  });
  const terms = gone.map((axis) => from[axis] ?? 1);
  return { formula, reads: [{ letter: 'x', input: 0, axes }], terms };
}

function gemm(node: Node): NodeFacts {
  const pair = (turned: boolean, first: object, second: object) =>
    turned ? [second, first] : [first, second];
  const inputs = node.inputShapes[0]?.[node.attributes.transA === 1 ? 0 : 1] ?? 1;
  const reads: NodeFacts['reads'] = [
    { letter: 'x', input: 0, axes: pair(node.attributes.transA === 1, at(0), along(0)) },
    { letter: 'weight', input: 1, axes: pair(node.attributes.transB === 1, along(0), at(1)) },
  ];
  if (node.inputs.length > 2) reads.push({ letter: 'bias', input: 2 });
  return { formula: 'alpha * sum(x * weight) + beta * bias', reads, terms: [inputs] };
}

function matMul(node: Node): NodeFacts {
  return {
    formula: 'sum(x * weight)',
    reads: [
      { letter: 'x', input: 0, axes: [at(0), along(0)] },
      { letter: 'weight', input: 1, axes: [along(0), at(1)] },
    ],
    terms: [node.inputShapes[0]?.at(-1) ?? 1],
  };
}

function concat(node: Node): NodeFacts {
  let before = 0;
  const reads = node.inputs.map((_, input) => {
    const axes = [at(0), { from: 1, start: -before }, at(2), at(3)];
    before += node.inputShapes[input]?.[1] ?? 0;
    return { letter: 'x', input, axes };
  });
  return { formula: 'x', reads };
}

function softmax(node: Node, formula: string): NodeFacts {
  const shape = node.inputShapes[0] ?? [];
  const axes = shape.map((_, axis) => (axis === shape.length - 1 ? along(0) : at(axis)));
  const reads = [
    { letter: 'x', input: 0 },
    { letter: 'y', input: 0, axes },
  ];
  return { formula, reads, terms: [shape.at(-1) ?? 1] };
}

function norm(): NodeFacts {
  const settings = ['scale', 'bias', 'mean', 'variance'].map((letter, index) => ({
    letter,
    input: index + 1,
    axes: [at(1)],
  }));
  return {
    formula: 'scale * (x - mean) / sqrt(variance + epsilon) + bias',
    reads: [{ letter: 'x', input: 0 }, ...settings],
  };
}

const one = (formula: string) => (): NodeFacts => ({ formula, reads: [{ letter: 'x', input: 0 }] });
const two = (formula: string) => (): NodeFacts => ({
  formula,
  reads: [
    { letter: 'a', input: 0 },
    { letter: 'b', input: 1 },
  ],
});
const inOrder = (node: Node): NodeFacts => ({
  formula: 'x',
  reads: [{ letter: 'x', input: 0, as: node.outputShapes[0] ?? [] }],
});

function turned(node: Node): NodeFacts {
  const rank = node.inputShapes[0]?.length ?? 0;
  const order = list(node, 'perm') ?? Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
  const axes = order.map((_, axis) => at(order.indexOf(axis)));
  return { formula: 'x', reads: [{ letter: 'x', input: 0, axes }] };
}

const BY_NAME: Record<string, (node: Node) => NodeFacts> = {
  Conv: conv,
  MaxPool: (node) => pool(node, 'max(x)'),
  AveragePool: (node) => pool(node, 'mean(x)'),
  GlobalAveragePool: (node) => overMaps(node, 'mean(x)'),
  GlobalMaxPool: (node) => overMaps(node, 'max(x)'),
  ReduceMean: (node) => reduce(node, 'mean(x)'),
  ReduceMax: (node) => reduce(node, 'max(x)'),
  Gemm: gemm,
  MatMul: matMul,
  Concat: concat,
  Transpose: turned,
  BatchNormalization: norm,
  Softmax: (node) => softmax(node, 'share(x, y)'),
  LogSoftmax: (node) => softmax(node, 'log(share(x, y))'),
  Relu: one('max(0, x)'),
  Clip: one('min(max(x, low), high)'),
  Sigmoid: one('1 / (1 + exp(-x))'),
  HardSigmoid: one('min(1, max(0, alpha * x + beta))'),
  HardSwish: one('x * min(1, max(0, x / 6 + 0.5))'),
  Tanh: one('tanh(x)'),
  Identity: inOrder,
  Dropout: inOrder,
  Flatten: inOrder,
  Reshape: inOrder,
  Squeeze: inOrder,
  Unsqueeze: inOrder,
  Constant: () => ({ formula: 'value', reads: [] }),
  Add: two('a + b'),
  Mul: two('a * b'),
  Div: two('a / b'),
  Sub: two('a - b'),
};

/** [] for any other: nothing is known of it. */
export function factsFor(node: Node): NodeFacts[] {
  const found = BY_NAME[node.op]?.(node);
  return found ? [found] : [];
}
