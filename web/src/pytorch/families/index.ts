// Which network a state_dict is of. For now one: the course's FashionMNISTModelV2 (two blocks, one linear layer).

import type { StateDict } from '../state-dict.js';
import { tinyVgg } from './tiny-vgg.js';

export interface Assumption {
  readonly name: string;
  readonly value: number | string | boolean | readonly number[];
  readonly choices?: readonly (number | string | boolean)[];
  readonly why: string;
}

export type Assume = Readonly<Record<string, number | string | boolean | readonly number[]>>;

export interface Recognised {
  readonly family: string;
  readonly name: string;
  readonly assumptions: readonly Assumption[];
  toOnnx(): Uint8Array;
}

/** An assumption that is unknown, or has a value that does not fit. */
export class AssumeError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/**
 * undefined where no family has exactly these keys and shapes. Throws an AssumeError (message, hint) where `assume`
 * names something unknown or a value that does not fit.
 */
export function recognise(
  state: StateDict,
  assume: Assume = {},
  _extra: { readonly modules?: readonly string[] } = {},
): Recognised | undefined {
  const network = tinyVgg(state);
  if (network === undefined) return undefined;
  for (const [name, value] of Object.entries(assume)) {
    if (name !== 'activation')
      throw new AssumeError(`There is no assumption "${name}".`, 'There is: activation.');
    if (value !== 'Relu' && value !== 'Tanh')
      throw new AssumeError(
        `The activation ${JSON.stringify(value)} is not known.`,
        'Give Relu or Tanh.',
      );
  }
  const activation = String(assume.activation ?? 'Relu');
  return {
    family: 'tinyvgg',
    name: network.name,
    assumptions: [
      {
        name: 'activation',
        value: activation,
        choices: ['Relu', 'Tanh'],
        why: 'Weights do not tell the activation; the course has ReLU.',
      },
    ],
    toOnnx: () => network.toOnnx(activation),
  };
}
