// Options as users of plain JavaScript give them: a mistake is named instead of ignored.

import { failure } from './error.js';
import { givenFiles } from './given-files.js';
import { isAbortSignal, isFunction, isStrings } from './kinds.js';
import type { RunOptions, SessionOptions } from './options.js';
import { MODULES } from './package-files.js';

const SESSION_KEYS = [
  'threads',
  'module',
  'warmup',
  'signal',
  'onProgress',
  'sha256',
  'cache',
  'externalData',
  'maxMemory',
  'assume',
  'freeDimensionOverrides',
  'until',
  'wasmUrl',
  'workerUrl',
] as const satisfies (keyof SessionOptions)[];
const RUN_KEYS = [
  'keep',
  'read',
  'measure',
  'signal',
  'latest',
  'preprocess',
  'onProgress',
] as const satisfies (keyof RunOptions)[];

/** Throws 'invalid-argument' for a key that is not in `known`. */
export function checkKeys(
  options: object,
  known: readonly string[],
  what: string,
  hint = known.length > 0 ? `Its options are: ${known.join(', ')}.` : '',
): void {
  if (options === null || typeof options !== 'object' || Array.isArray(options)) {
    throw failure('invalid-argument', `The options of ${what} have to be an object.`, hint);
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw failure('invalid-argument', `${what} has no option "${unknown}".`, hint);
}

export function checkSessionOptions(options: SessionOptions): void {
  checkKeys(options, SESSION_KEYS, 'InferenceSession.create');
  const {
    threads = 'auto',
    module,
    warmup,
    sha256,
    cache,
    maxMemory,
    signal,
    onProgress,
  } = options;
  if (threads !== 'auto' && !(Number.isSafeInteger(threads) && threads >= 1)) {
    throw wrong('threads', threads, "'auto' or a whole number from 1");
  }
  if (module !== undefined && !MODULES.includes(module)) {
    throw wrong('module', module, `one of: ${MODULES.join(', ')}`);
  }
  if (warmup !== undefined && typeof warmup !== 'boolean' && warmup !== 'inspect') {
    throw wrong('warmup', warmup, "true, false or 'inspect'");
  }
  if (sha256 !== undefined && !(typeof sha256 === 'string' && /^[0-9a-f]{64}$/i.test(sha256))) {
    throw wrong('sha256', sha256, '64 hexadecimal digits');
  }
  if (cache !== undefined && typeof cache !== 'boolean') {
    throw wrong('cache', cache, 'true or false');
  }
  if (maxMemory !== undefined && !(Number.isSafeInteger(maxMemory) && maxMemory > 0)) {
    throw wrong('maxMemory', maxMemory, 'a number of bytes above 0');
  }
  checkDimensions(options.freeDimensionOverrides);
  const { until } = options;
  if (until !== undefined && typeof until !== 'string' && !isStrings(until)) {
    throw wrong('until', until, 'the name of a value, or a list of names');
  }
  givenFiles(options.externalData);
  checkAssume(options.assume);
  checkSignal(signal);
  checkOnProgress(onProgress);
}

function checkAssume(assume: SessionOptions['assume'] = {}): void {
  const isValue = (value: unknown) => ['number', 'string', 'boolean'].includes(typeof value);
  const isListOf = (value: unknown, type: string) =>
    Array.isArray(value) && value.every((item) => typeof item === type);
  const isAllowed = (value: unknown) =>
    isValue(value) || isListOf(value, 'number') || isListOf(value, 'string');
  const isObject = assume !== null && typeof assume === 'object' && !Array.isArray(assume);
  if (isObject && Object.values(assume).every(isAllowed)) return;
  throw wrong('assume', assume, 'an object: numbers, texts, booleans or lists by name');
}

function checkDimensions(dimensions: unknown): void {
  if (dimensions === undefined) return;
  const isSize = (size: unknown) => Number.isSafeInteger(size) && (size as number) >= 0;
  const isMap = typeof dimensions === 'object' && dimensions !== null && !Array.isArray(dimensions);
  if (isMap && Object.values(dimensions).every(isSize)) return;
  throw wrong(
    'freeDimensionOverrides',
    dimensions,
    'an object with a whole number for each name of a dimension',
  );
}

export function checkRunOptions(options: RunOptions): void {
  const hint = 'Outputs always come back; other values are named in { keep: ["conv1", ...] }.';
  const isList = Array.isArray(options) || typeof options === 'string';
  checkKeys(options, RUN_KEYS, 'run', isList ? hint : undefined);
  const { keep, read, measure, latest, signal, onProgress } = options;
  if (keep !== undefined && keep !== 'all' && !isStrings(keep)) {
    throw wrong('keep', keep, "'all' or an array of value names");
  }
  if (read !== undefined && !isStrings(read)) throw wrong('read', read, 'an array of value names');
  if (measure !== undefined && typeof measure !== 'boolean') {
    throw wrong('measure', measure, 'true or false');
  }
  if (keep === undefined && (measure || read?.length)) {
    throw wrong(
      'keep',
      keep,
      "'all' or an array of value names where `read` or `measure` is given",
    );
  }
  if (latest !== undefined && typeof latest !== 'boolean') {
    throw wrong('latest', latest, 'true or false');
  }
  checkSignal(signal);
  checkOnProgress(onProgress);
}

export function checkSignal(signal: unknown): void {
  if (signal === undefined || isAbortSignal(signal)) return;
  throw wrong('signal', signal, 'the signal of an AbortController, not the controller itself');
}

function checkOnProgress(onProgress: unknown): void {
  if (onProgress === undefined || isFunction(onProgress)) return;
  throw wrong('onProgress', onProgress, 'a function');
}

export function wrong(option: string, value: unknown, right: string) {
  return failure('invalid-argument', `Option "${option}" is ${show(value)}.`, `Give ${right}.`);
}

/** Any value in few words: JSON where there is one. */
export function show(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
