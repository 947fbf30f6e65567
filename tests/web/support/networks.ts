// Networks drawn layer by layer, as graph descriptions with shapes: for tests of what is found in them.

import type { GraphDescription, NodeDescription } from '../../../web/src/protocol/index.js';
import { node } from './graphs.js';

type Shape = [number, number, number, number];

export interface Drawing {
  input: string;
  nodes: NodeDescription[];
  weights: Map<string, number[]>;
  /** Each gives the name of the value that it makes. */
  conv(x: string, to: number, side: number, options?: { stride?: number; groups?: number }): string;
  relu(x: string): string;
  norm(x: string): string;
  sigmoid(x: string): string;
  /** 3 x 3 with padding 1. */
  pool(x: string, stride: number): string;
  mean(x: string): string;
  add(a: string, b: string): string;
  mul(a: string, b: string): string;
  concat(...all: string[]): string;
  dense(x: string, units: number): string;
}

export function draw(channels: number, side: number): Drawing {
  const nodes: NodeDescription[] = [];
  const weights = new Map<string, number[]>();
  const shapes = new Map<string, Shape>([['input', [1, channels, side, side]]]);
  const shapeOf = (name: string) => shapes.get(name) as Shape;

  function make(op: string, inputs: string[], shape: Shape, attributes = {}): string {
    const name = `${op.toLowerCase()}_${nodes.length}`;
    const inputShapes = inputs.map((input) => shapes.get(input) ?? weights.get(input) ?? []);
    nodes.push(
      node({ name, op, inputs, inputShapes, attributes }, inputs[0] ?? '', [
        inputShapes[0] ?? [],
        shape,
      ]),
    );
    shapes.set(name, shape);
    return name;
  }
  const same = (op: string) => (x: string) => make(op, [x], shapeOf(x));

  return {
    input: 'input',
    nodes,
    weights,
    conv(x, to, kernel, { stride = 1, groups = 1 } = {}) {
      const [, from, height, width] = shapeOf(x);
      const weight = `weight_${nodes.length}`;
      weights.set(weight, [to, from / groups, kernel, kernel]);
      const pad = (kernel - 1) / 2;
      return make(
        'Conv',
        [x, weight],
        [1, to, Math.ceil(height / stride), Math.ceil(width / stride)],
        {
          kernel_shape: [kernel, kernel],
          strides: [stride, stride],
          pads: [pad, pad, pad, pad],
          group: groups,
        },
      );
    },
    relu: same('Relu'),
    sigmoid: same('Sigmoid'),
    norm(x) {
      const weight = `norm_${nodes.length}`;
      weights.set(weight, [shapeOf(x)[1]]);
      return make('BatchNormalization', [x, weight, weight, weight, weight], shapeOf(x));
    },
    pool(x, stride) {
      const [, from, height, width] = shapeOf(x);
      return make(
        'MaxPool',
        [x],
        [1, from, Math.ceil(height / stride), Math.ceil(width / stride)],
        {
          kernel_shape: [3, 3],
          strides: [stride, stride],
          pads: [1, 1, 1, 1],
        },
      );
    },
    mean: (x) => make('GlobalAveragePool', [x], [1, shapeOf(x)[1], 1, 1]),
    add: (a, b) => make('Add', [a, b], shapeOf(a)),
    mul: (a, b) => make('Mul', [a, b], shapeOf(a)),
    concat(...all) {
      const [, , height, width] = shapeOf(all[0] ?? '');
      const sum = all.reduce((total, x) => total + shapeOf(x)[1], 0);
      return make('Concat', all, [1, sum, height, width], { axis: 1 });
    },
    dense(x, units) {
      const weight = `dense_${nodes.length}`;
      weights.set(weight, [units, shapeOf(x)[1], 1, 1]);
      return make('Conv', [x, weight], [1, units, 1, 1], { kernel_shape: [1, 1], group: 1 });
    },
  };
}

export function graphOf(of: Drawing, output: string): GraphDescription {
  const { nodes, weights } = of;
  const shape = nodes.at(-1)?.outputShapes[0] ?? [];
  return {
    producer: `${nodes.length} layers`,
    opset: 17,
    inputs: [{ name: 'input', type: 'float32', shape: nodes[0]?.inputShapes[0] ?? [] }],
    outputs: [{ name: output, type: 'float32', shape }],
    nodes,
    initializers: [...weights].map(([name, dims]) => ({ name, type: 'float32', shape: dims })),
    metadata: {},
    params: 0,
    macs: 0,
    notes: [],
  };
}
