// Options as users of plain JavaScript give them: a mistake is named instead of ignored.

import { failure } from './error.js';
import type { RunOptions, SessionOptions } from './options.js';

const SESSION_KEYS = [
  'threads',
  'signal',
  'onProgress',
  'sha256',
  'maxMemory',
  'wasmUrl',
  'workerUrl',
] as const satisfies (keyof SessionOptions)[];
const RUN_KEYS = [
  'keep',
  'signal',
  'latest',
  'preprocess',
  'onProgress',
] as const satisfies (keyof RunOptions)[];

/** Throws 'invalid-argument' for a key that is not in `known`. */
export function checkKeys(options: object, known: readonly string[], what: string): void {
  if (options === null || typeof options !== 'object' || Array.isArray(options)) {
    throw failure('invalid-argument', `The options of ${what} have to be an object.`);
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw failure(
    'invalid-argument',
    `${what} has no option "${unknown}".`,
    `Its options are: ${known.join(', ')}.`,
  );
}

export function checkSessionOptions(options: SessionOptions): void {
  checkKeys(options, SESSION_KEYS, 'InferenceSession.create');
  const { threads = 'auto', sha256, maxMemory } = options;
  if (threads !== 'auto' && !(Number.isSafeInteger(threads) && threads >= 1)) {
    throw wrong('threads', threads, "'auto' or a whole number from 1");
  }
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/i.test(sha256)) {
    throw wrong('sha256', sha256, '64 hexadecimal digits');
  }
  if (maxMemory !== undefined && !(Number.isSafeInteger(maxMemory) && maxMemory > 0)) {
    throw wrong('maxMemory', maxMemory, 'a number of bytes above 0');
  }
}

export function checkRunOptions(options: RunOptions): void {
  checkKeys(options, RUN_KEYS, 'run');
  const { keep } = options;
  const names = Array.isArray(keep) && keep.every((name) => typeof name === 'string');
  if (keep !== undefined && keep !== 'all' && !names) {
    throw wrong('keep', keep, "'all' or an array of value names");
  }
}

function wrong(option: string, value: unknown, right: string) {
  return failure(
    'invalid-argument',
    `Option "${option}" is ${JSON.stringify(value)}.`,
    `Give ${right}.`,
  );
}
