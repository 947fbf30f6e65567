// Activation functions by PyTorch's names.

import type { Attribute } from '../onnx/model.js';
import type { Net, Value } from './net.js';

/** [operator, attributes]; what has another form stands in `act`. */
const SIMPLE: Readonly<Record<string, readonly [string, Readonly<Record<string, Attribute>>]>> = {
  relu: ['Relu', {}],
  tanh: ['Tanh', {}],
  sigmoid: ['Sigmoid', {}],
  gelu: ['Gelu', {}],
  elu: ['Elu', {}],
  selu: ['Selu', {}],
  leaky_relu: ['LeakyRelu', { alpha: { float: 0.01 } }],
  hardswish: ['HardSwish', {}],
  hardsigmoid: ['HardSigmoid', { alpha: { float: 1 / 6 }, beta: { float: 0.5 } }],
  softplus: ['Softplus', {}],
  mish: ['Mish', {}],
};

export type Activation =
  | 'relu'
  | 'relu6'
  | 'tanh'
  | 'sigmoid'
  | 'gelu'
  | 'elu'
  | 'selu'
  | 'leaky_relu'
  | 'silu'
  | 'hardswish'
  | 'hardsigmoid'
  | 'softplus'
  | 'mish'
  | 'none';

/** What a reader can choose from. */
export const ACTIVATIONS: readonly Activation[] = [
  'relu',
  'leaky_relu',
  'relu6',
  'elu',
  'selu',
  'gelu',
  'silu',
  'mish',
  'hardswish',
  'softplus',
  'tanh',
  'sigmoid',
  'none',
];

export function act(net: Net, x: Value, kind: Activation, name: string): Value {
  if (kind === 'none') return x;
  if (kind === 'relu6') {
    const bounds = [net.scalar(`${name}.min`, 0), net.scalar(`${name}.max`, 6)];
    return net.node('Clip', name, [x, ...bounds], x.dims);
  }
  if (kind === 'silu') {
    const gate = net.node('Sigmoid', `${name}.sigmoid`, [x], x.dims);
    return net.node('Mul', name, [x, gate], x.dims);
  }
  const [op, attributes] = SIMPLE[kind] as readonly [string, Record<string, Attribute>];
  return net.node(op, name, [x], x.dims, attributes);
}
