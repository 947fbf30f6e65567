// What can be changed of a network, as data.

/** Sizes of one node's attribute. */
export type SizeName = 'strides' | 'pads' | 'dilations';

export const ACTIVATIONS = [
  'Relu',
  'LeakyRelu',
  'Elu',
  'Sigmoid',
  'Tanh',
  'Softplus',
  'Identity',
] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** Operators that an activation can stand in place of: one input counts, and the shape stays. */
const REPLACEABLE: readonly string[] = [
  ...ACTIVATIONS,
  ...['Clip', 'PRelu', 'Selu', 'Celu', 'Softsign', 'HardSigmoid', 'HardSwish', 'Gelu', 'Mish'],
  ...['ThresholdedRelu', 'Swish'],
];

export const isActivation = (op: string): boolean => REPLACEABLE.includes(op);

/** Kinds of pooling by what can stand in their place. */
const POOLS: Readonly<Record<string, string>> = {
  MaxPool: 'AveragePool',
  AveragePool: 'MaxPool',
  GlobalMaxPool: 'GlobalAveragePool',
  GlobalAveragePool: 'GlobalMaxPool',
};

/** The other kind of the same pooling; undefined for what is none. */
export const otherPool = (op: string): string | undefined => POOLS[op];

/**
 * Nodes are named by their first output, which every node has of its own.
 * - scale: multiplies one channel (axis 1) of a value; 0 mutes it. shape: of the value, with its batch.
 * - numbers: of a weight, by their place in row-major order.
 * - activation, pool: another operator in place of the node's.
 * - attribute: other sizes.
 */
export type Change =
  | {
      kind: 'scale';
      value: string;
      channel: number;
      factor: number;
      shape: readonly number[];
    }
  | {
      kind: 'numbers';
      weight: string;
      numbers: readonly (readonly [index: number, value: number])[];
    }
  | { kind: 'activation'; node: string; to: Activation }
  | { kind: 'pool'; node: string; to: string }
  | { kind: 'attribute'; node: string; name: SizeName; values: readonly number[] };
