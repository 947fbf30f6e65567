// Failures as sentences: what happened, where, what to do.

import type { Description } from '../../client/sniff.js';
import type { ErrorCode, ErrorData } from '../../protocol/index.js';
import { bytes } from '../kit/format.js';
import type { NetworkInfo } from '../network/network.js';
import { words } from './words-en.js';

/** What was being done when it failed. */
export type Scope = 'catalogue' | 'model' | 'weights' | 'picture' | 'run' | 'labels';

export interface Failure {
  scope: Scope;
  code: ErrorCode | 'unknown-file' | 'weights-alone' | 'unexpected';
  title: string;
  message: string;
  hint: string;
  /** Node, operator, attribute and shapes, where the engine names them. */
  details: readonly string[];
  /** Names of the files of weights that the network lacks: the way on is to choose them. */
  missing?: readonly string[];
  /** Names of the last values of a network that can run: the way on is to open it up to them. */
  reachable?: readonly string[];
  /** True where the user's own file is what is wrong: the same one fails again. */
  isOfFile?: true;
  /** True where what the form of the input says may be the cause: the way on is to change it. */
  isOfInput?: true;
}

/** What a size or a number of the input can cause, deep within the network. */
const INPUT_CODES: ReadonlySet<string> = new Set([
  'invalid-argument',
  'invalid-shape',
  'limit-exceeded',
  'out-of-memory',
]);

/** Of a run: says where the input can be changed, where something of it can. */
export function pointedToInput(failure: Failure, info: NetworkInfo): Failure {
  const { inputShape, hasNoPicture, fills = [] } = info;
  const hasOpenSize = !hasNoPicture && inputShape.some((size) => size < 1);
  if (!INPUT_CODES.has(failure.code) || (!hasOpenSize && fills.length === 0)) return failure;
  const isTooLarge = failure.code === 'limit-exceeded' || failure.code === 'out-of-memory';
  const hint = hasOpenSize ? words.changeSize(isTooLarge) : words.changeFills;
  return { ...failure, hint, isOfInput: true };
}

/** What the engine says of a file: the same bytes get the same answer. */
const OF_BYTES: ReadonlySet<string> = new Set<ErrorCode>([
  'not-a-model',
  'truncated',
  'invalid-model',
  'unsupported',
  'invalid-shape',
]);

/** Of a network that the user gave as a file, under that name. */
export function ofOwnFile(failure: Failure, name: string): Failure {
  if (!OF_BYTES.has(failure.code)) return failure;
  const own: Failure = { ...failure, isOfFile: true };
  if (failure.code !== 'not-a-model') return own;
  // The engine knows no names of files: it takes whatever it does not know for an ONNX model. What it
  // knows to be something else it says itself.
  if (!/^choose an \.onnx file\.?$/i.test(failure.hint)) return own;
  if (/\.(pth|pt|ckpt|safetensors)$/i.test(name))
    return { ...own, message: words.notWeights(name), hint: words.notWeightsHint };
  return /\.onnx$/i.test(name)
    ? { ...own, message: words.notOnnx(name), hint: words.notOnnxHint }
    : own;
}

const ENGINE_CODES: ReadonlySet<string> = new Set([
  'worker-failed',
  'engine-not-loaded',
  'unsupported-environment',
]);

/** After these a session is of no use any more. */
const FATAL: ReadonlySet<string> = new Set(['engine-crash', 'worker-failed', 'released']);

export function isFatal(code: string): boolean {
  return FATAL.has(code);
}

/** Ends that somebody asked for: not failures. */
export function isQuiet(code: string): boolean {
  return code === 'aborted' || code === 'superseded' || code === 'released';
}

function titleOf(scope: Scope, code: string): string {
  if (ENGINE_CODES.has(code)) return words.engineNotStarted;
  if (code === 'engine-crash') return words.engineStopped;
  if (code === 'offline') return words.offline;
  if (code === 'unknown-network') return words.unknownNetwork;
  return words.titles[scope];
}

function detailsOf(error: ErrorData): string[] {
  const details: string[] = [];
  const { node, op, attribute, shapes } = error;
  if (node) details.push(op ? words.nodeOf(node, op) : words.node(node));
  else if (op) details.push(words.operator(op));
  if (attribute) details.push(words.attribute(attribute));
  if (shapes?.length) details.push(words.shapes(shapes));
  return details;
}

/** The network keeps weights in files that are not here yet. */
function lacksWeights(missing: readonly string[], message: string, mayBeRenamed = false): Failure {
  const choose = words.chooseFiles(missing.length);
  return {
    scope: 'model',
    code: 'missing-file',
    title: words.filesNeeded(missing.length),
    message,
    hint: mayBeRenamed ? `${choose} ${words.rename}` : choose,
    details: [],
    missing,
  };
}

/** A file of weights that is not among those that the network lacks. */
export function otherWeights(name: string, missing: readonly string[]): Failure {
  return lacksWeights(missing, words.otherWeights(name, missing), true);
}

/** The network came with files of weights, and lacks others: perhaps they have the wrong names. */
export function lacksBesides(given: readonly string[], missing: readonly string[]): Failure {
  return lacksWeights(missing, words.weightsBesides(given, missing), true);
}

/** Files of weights whose network is not here yet. */
export function weightsAlone(names: readonly string[]): Failure {
  const [first = ''] = names;
  const network = /^(.+\.onnx)[._-]?data$/i.exec(first)?.[1];
  return {
    scope: 'weights',
    code: 'weights-alone',
    title: words.titles.weights,
    message: words.weightsAlone(names, network),
    hint: words.chooseNetwork(network),
    details: [],
  };
}

/** Sizes of files and pictures as they stand everywhere else on the page: messages of the engine are plain ASCII. */
const readable = (message: string): string =>
  message
    .replace(/\b(\d{4,}) bytes\b/g, (_, size: string) => bytes(Number(size)))
    .replace(/(\d) x (?=\d)/g, '$1 × ');

export function failureOf(scope: Scope, error: ErrorData): Failure {
  if (error.code === 'missing-file' && error.files?.length)
    return lacksWeights(error.files, words.weightsApart(error.files));
  return {
    scope,
    code: error.code,
    title: titleOf(scope, error.code),
    message: readable(error.message),
    // The engine's own hints speak to those who program with it; here a reader of the page needs one.
    hint: words.hints[error.code] ?? error.hint,
    details: detailsOf(error),
    // A file that is too short: the way on is another one of the same name.
    ...(error.files?.length ? { missing: error.files } : {}),
    ...(error.reachable?.length ? { reachable: error.reachable } : {}),
  };
}

/** found: what its bytes say that it is. */
export function unknownFile(name: string, found?: Description): Failure {
  return {
    scope: 'picture',
    code: 'unknown-file',
    title: words.unknownFileTitle,
    message: found
      ? words.otherFile(name, words.format(found.format, found.what))
      : words.unknownFile(name),
    hint: found?.hint
      ? `${words.formatHint(found.format, found.hint)} ${words.knownFiles}`
      : words.knownFiles,
    details: [],
  };
}

/** A text or JSON file that is no list of names, or not one of `classes` (undefined: unknown) names. */
export function unusableLabels(
  name: string,
  found: number | undefined,
  classes: number | undefined,
): Failure {
  return {
    scope: 'labels',
    code: 'labels-mismatch',
    title: words.titles.labels,
    message:
      found === undefined ? words.noList(name) : words.otherClasses(name, found, classes ?? 0),
    hint: words.giveList(classes),
    details: [],
  };
}

export function noNetworkForLabels(name: string): Failure {
  return {
    scope: 'labels',
    code: 'labels-mismatch',
    title: words.titles.labels,
    message: words.noNetworkForList(name),
    hint: words.openNetworkFirst,
    details: [],
  };
}

/** For what is thrown without being a PlaygroundError: a defect of the page itself. */
export function unexpected(scope: Scope, text: string): Failure {
  return {
    scope,
    code: 'unexpected',
    title: titleOf(scope, ''),
    message: words.unexpected(text),
    hint: words.reload,
    details: [],
  };
}

/** A part of the page's own code could not be fetched. */
export function partMissing(): Failure {
  return {
    scope: 'run',
    code: 'unexpected',
    title: words.partMissing,
    message: words.partMissingWhy,
    hint: words.partMissingHint,
    details: [],
  };
}
