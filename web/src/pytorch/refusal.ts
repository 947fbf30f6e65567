// Why a file is not read, as plain data: it crosses the worker's boundary.

import type { ErrorCode, ErrorData } from '../protocol/index.js';

/** Thrown by everything in this folder, and nothing else is. */
export class Refusal extends Error {
  readonly data: ErrorData;

  constructor(code: ErrorCode, message: string, hint = '') {
    super(message);
    this.name = 'Refusal';
    this.data = { code, message, hint };
  }
}

export const DAMAGED_HINT =
  'Download or save the file again; where it opens in PyTorch, save its state_dict anew.';

/** The file contradicts itself. */
export const damaged = (message: string): Refusal =>
  new Refusal('invalid-model', message, DAMAGED_HINT);

/** The file ends before what it announces. */
export const cutOff = (message: string): Refusal =>
  new Refusal('truncated', message, 'Download or copy the file again: its end is missing.');

/** The file asks for more than LIMITS allow. */
export const tooMuch = (message: string): Refusal =>
  new Refusal(
    'limit-exceeded',
    message,
    'No network known to us needs that much. Save the state_dict alone: ' +
      'torch.save(model.state_dict(), "weights.pth").',
  );

/** A name of the file's own, short enough for a sentence and without control characters. */
export function shown(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced.
  const plain = name.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?');
  return plain.length <= 100 ? plain : `${plain.slice(0, 97)}...`;
}
