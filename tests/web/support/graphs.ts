// Graph descriptions for tests: written by hand from the architecture, not taken from the engine.

import type { GraphDescription, NodeDescription } from '../../../web/src/protocol/index.js';
import { factsFor } from './facts.js';

type NodeParts = Partial<NodeDescription> & Pick<NodeDescription, 'name' | 'op'>;

/** A node with one input and one output, whose output value has the node's name. */
export function node(
  parts: NodeParts,
  from: string,
  shapes: [number[], number[]],
): NodeDescription {
  const made = {
    inputs: [from],
    outputs: [parts.name],
    attributes: {},
    inputShapes: [shapes[0]],
    outputShapes: [shapes[1]],
    params: 0,
    macs: 0,
    help: `What ${parts.op} does.`,
    plainKernel: false,
    parameters: '',
    ...parts,
  };
  return { ...made, facts: parts.facts ?? factsFor(made) };
}

function conv(name: string, from: string, inChannels: number, inSide: number): NodeDescription {
  const side = inSide - 2;
  return node(
    {
      name,
      op: 'Conv',
      inputs: [from, `${name}.weight`, `${name}.bias`],
      inputShapes: [[1, inChannels, inSide, inSide], [10, inChannels, 3, 3], [10]],
      attributes: { kernel_shape: [3, 3], strides: [1, 1], pads: [0, 0, 0, 0], group: 1 },
      params: 10 * inChannels * 9 + 10,
      macs: 10 * side * side * inChannels * 9,
    },
    from,
    [
      [1, inChannels, inSide, inSide],
      [1, 10, side, side],
    ],
  );
}

function relu(name: string, from: string, side: number): NodeDescription {
  const shape = [1, 10, side, side];
  return node({ name, op: 'Relu' }, from, [shape, shape]);
}

function pool(name: string, from: string, side: number): NodeDescription {
  return node(
    { name, op: 'MaxPool', attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
    from,
    [
      [1, 10, side, side],
      [1, 10, side / 2, side / 2],
    ],
  );
}

/** Weights of convolutions: every input but the first. */
function weightsOf(nodes: readonly NodeDescription[]) {
  return nodes.flatMap(({ inputs, inputShapes }) =>
    inputs
      .slice(1)
      .map((name, index) => ({ name, type: 'float32', shape: inputShapes[index + 1] ?? [] })),
  );
}

/** TinyVGG as the page shows it: 64 x 64 x 3, two blocks of two unpadded 3 x 3 convolutions. */
export function tinyVgg(): GraphDescription {
  const nodes = [
    conv('conv_1_1', 'input', 3, 64),
    relu('relu_1_1', 'conv_1_1', 62),
    conv('conv_1_2', 'relu_1_1', 10, 62),
    relu('relu_1_2', 'conv_1_2', 60),
    pool('max_pool_1', 'relu_1_2', 60),
    conv('conv_2_1', 'max_pool_1', 10, 30),
    relu('relu_2_1', 'conv_2_1', 28),
    conv('conv_2_2', 'relu_2_1', 10, 28),
    relu('relu_2_2', 'conv_2_2', 26),
    pool('max_pool_2', 'relu_2_2', 26),
    node({ name: 'flatten', op: 'Flatten' }, 'max_pool_2', [
      [1, 10, 13, 13],
      [1, 1690],
    ]),
    node(
      { name: 'dense', op: 'Gemm', outputs: ['logits'], params: 16910, macs: 16900 },
      'flatten',
      [
        [1, 1690],
        [1, 10],
      ],
    ),
    node({ name: 'softmax', op: 'Softmax', outputs: ['output'] }, 'logits', [
      [1, 10],
      [1, 10],
    ]),
  ];
  return {
    producer: 'test',
    opset: 17,
    inputs: [{ name: 'input', type: 'float32', shape: [1, 3, 64, 64] }],
    outputs: [{ name: 'output', type: 'float32', shape: [1, 10] }],
    nodes,
    initializers: weightsOf(nodes),
    metadata: {},
    params: nodes.reduce((sum, { params }) => sum + params, 0),
    macs: nodes.reduce((sum, { macs }) => sum + macs, 0),
    notes: [],
  };
}
