// A network with branches, made here: a stem, two inceptions, a residual block, pooled into ten classes.

import { onnxModel, seeded, type TestModel, type TestNode } from '../../web/support/onnx-model.js';

export const BRANCHED_NAME = 'branched.onnx';

/** Seeded weights, scaled so that values neither vanish nor explode (He et al. 2015). */
export function branchedModel(): TestModel {
  const random = seeded(5);
  const nodes: TestNode[] = [];
  const weights: TestModel['weights'] = {};
  const channels = new Map([['input', 3]]);

  function conv(name: string, from: string, to: number, side: number, stride = 1): string {
    const inputs = channels.get(from) ?? 1;
    const size = to * inputs * side * side;
    const gain = Math.sqrt(6 / (inputs * side * side));
    weights[`${name}.weight`] = {
      dims: [to, inputs, side, side],
      data: Float32Array.from({ length: size }, () => gain * random()),
    };
    weights[`${name}.bias`] = {
      dims: [to],
      data: Float32Array.from({ length: to }, () => 0.1 * random()),
    };
    const pad = (side - 1) / 2;
    nodes.push({
      op: 'Conv',
      inputs: [from, `${name}.weight`, `${name}.bias`],
      output: name,
      attributes: {
        kernel_shape: [side, side],
        strides: [stride, stride],
        pads: [pad, pad, pad, pad],
      },
    });
    channels.set(name, to);
    return name;
  }

  function add(op: string, name: string, inputs: string[], attributes = {}): string {
    nodes.push({ op, inputs, output: name, attributes });
    const sizes = inputs.map((input) => channels.get(input) ?? 0);
    channels.set(name, op === 'Concat' ? sizes.reduce((a, b) => a + b, 0) : (sizes[0] ?? 0));
    return name;
  }

  const relu = (x: string) => add('Relu', `${x}.relu`, [x]);

  function inception(name: string, x: string): string {
    const one = relu(conv(`${name}.one`, x, 8, 1));
    const three = relu(conv(`${name}.three`, relu(conv(`${name}.narrow`, x, 6, 1)), 12, 3));
    const pooled = add('MaxPool', `${name}.pool`, [x], {
      kernel_shape: [3, 3],
      strides: [1, 1],
      pads: [1, 1, 1, 1],
    });
    const last = relu(conv(`${name}.project`, pooled, 4, 1));
    return add('Concat', `${name}.join`, [one, three, last], { axis: 1 });
  }

  let x = relu(conv('stem', 'input', 16, 3, 2));
  x = inception('first', x);
  x = inception('second', x);
  const branch = conv('residual.b', relu(conv('residual.a', x, 24, 3)), 24, 3);
  x = relu(add('Add', 'residual.add', [branch, x]));
  x = add('GlobalAveragePool', 'pool', [x]);
  x = add('Flatten', 'flat', [x]);
  weights['dense.weight'] = {
    dims: [10, 24],
    data: Float32Array.from({ length: 240 }, () => random()),
  };
  weights['dense.bias'] = { dims: [10], data: Float32Array.from({ length: 10 }, random) };
  nodes.push({
    op: 'Gemm',
    inputs: [x, 'dense.weight', 'dense.bias'],
    output: 'logits',
    attributes: { transB: 1 },
  });
  return { input: [1, 3, 48, 48], nodes, weights };
}

export const branchedBytes = (): Uint8Array => onnxModel(branchedModel());
