// What recognising a checkpoint gives, and what a family of networks is.

import type { Assume, AssumedValue, Assumption } from '../../protocol/index.js';
import type { StateDict } from '../state-dict.js';
import type { Net } from './net.js';

export type { Assume, AssumedValue, Assumption };

export interface Recognised {
  /** The family's name in the registry, such as `resnet`. */
  readonly family: string;
  /** The network's name for readers, such as "ResNet-50". */
  readonly name: string;
  readonly assumptions: readonly Assumption[];
  /**
   * The network as an ONNX file: batch 1, float32 weights, class names and preprocessing in its metadata.
   * Asks for every weight once and holds one at a time beside the file it makes.
   * @throws RangeError where the file would have more than 2 GiB.
   */
  toOnnx(): Uint8Array;
}

/** A value of `assume` that means nothing, or does not fit the network. */
export class AssumeError extends Error {
  override readonly name = 'AssumeError';

  constructor(
    message: string,
    /** What to give instead; a sentence. */
    readonly hint: string,
  ) {
    super(message);
  }
}

/** Where a state dict is not what a family has. Never leaves this folder. */
export class Departure extends Error {}

export interface Family {
  readonly id: string;
  /** For readers, where nothing more exact is known. */
  readonly title: string;
  /** A line of the text of all keys that the family's networks have; without one it is not tried. */
  readonly mark: RegExp;
  /** The key that a newer version of the library gives what `key` names. */
  rename?(key: string): string;
  /**
   * Builds the network, taking every weight it has. Returns the network's name.
   * @throws Departure at the first key or shape that is another one.
   */
  build(net: Net): string;
}

export type { StateDict };
