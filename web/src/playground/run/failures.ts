// Failures as sentences: what happened, where, what to do.

import type { ErrorCode, ErrorData } from '../../protocol/index.js';

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
}

const TITLES: Record<Scope, string> = {
  catalogue: 'The list of models could not be loaded',
  model: 'The network could not be loaded',
  weights: 'These weights wait for their network',
  picture: 'This picture could not be used',
  run: 'The network could not be run',
  labels: 'These class names could not be used',
};

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

// The engine's own hints speak to those who program with it; here a reader of the page needs one.
const HINTS: Partial<Record<ErrorCode, string>> = {
  'engine-crash':
    'Press "Try again" to start it anew. If the network is large, it may need more memory than is left.',
  'worker-failed':
    'Press "Try again". If you serve this page yourself, check that engine/worker.js is served as it was built.',
  offline:
    'Connect to the network and press "Try again". Networks and pictures that were used before open without it.',
  cors: 'Download the file in a tab of its own, then drop it here.',
  'engine-not-loaded':
    'Press "Try again". If you serve this page yourself, check that the files in engine/ are served as they were built.',
};

function titleOf(scope: Scope, code: string): string {
  if (ENGINE_CODES.has(code)) return 'The engine could not start';
  if (code === 'engine-crash') return 'The engine stopped unexpectedly';
  if (code === 'offline') return 'This device is offline';
  return TITLES[scope];
}

function detailsOf(error: ErrorData): string[] {
  const details: string[] = [];
  if (error.node) details.push(`Node: ${error.node}${error.op ? ` (${error.op})` : ''}`);
  else if (error.op) details.push(`Operator: ${error.op}`);
  if (error.attribute) details.push(`Attribute: ${error.attribute}`);
  if (error.shapes?.length) details.push(`Shapes: ${error.shapes.join(', ')}`);
  return details;
}

/** "a", "a" and "b", or "a", "b", "c" and 4 more. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  const last = more > 0 ? `${more} more` : shown.pop();
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : `${last}`;
}

const these = (names: readonly string[], one: string, many: string): string =>
  names.length === 1 ? one : many;

/** The network keeps weights in files that are not here yet. besides: of the hint. */
function lacksWeights(missing: readonly string[], said: string, besides = ''): Failure {
  const it = these(missing, 'it', 'them');
  return {
    scope: 'model',
    code: 'missing-file',
    title: these(missing, 'One more file is needed', 'More files are needed'),
    message: `${said} ${listed(missing)}.`,
    hint: `Choose ${it}, or drop ${it} here.${besides}`,
    details: [],
    missing,
  };
}

const RENAME = ' The right file under another name has to be renamed first.';

/** A file of weights that is not among those that the network lacks. */
export function otherWeights(name: string, missing: readonly string[]): Failure {
  const said = `"${name}" is not what the network asks for. Its weights are in`;
  return lacksWeights(missing, said, RENAME);
}

/** The network came with files of weights, and lacks others: perhaps they have the wrong names. */
export function lacksBesides(given: readonly string[], missing: readonly string[]): Failure {
  const said = `${listed(given)} came with it, but this network asks for`;
  return lacksWeights(missing, said, RENAME);
}

/** Files of weights whose network is not here yet. */
export function weightsAlone(names: readonly string[]): Failure {
  const [first = ''] = names;
  const belongs = /^(.+\.onnx)[._-]?data$/i.exec(first)?.[1];
  const network = belongs === undefined ? 'the .onnx file they belong to' : `"${belongs}"`;
  return {
    scope: 'weights',
    code: 'weights-alone',
    title: TITLES.weights,
    message: `${listed(names)} ${these(names, 'holds', 'hold')} weights, but no network: that is in ${network}.`,
    hint: `Choose ${network} too, or drop it here.`,
    details: [],
  };
}

export function failureOf(scope: Scope, error: ErrorData): Failure {
  if (error.code === 'missing-file' && error.files?.length)
    return lacksWeights(
      error.files,
      'This network keeps its weights apart from the .onnx file, in',
    );
  return {
    scope,
    code: error.code,
    title: titleOf(scope, error.code),
    message: error.message,
    hint: HINTS[error.code] ?? error.hint,
    details: detailsOf(error),
    // A file that is too short: the way on is another one of the same name.
    ...(error.files?.length ? { missing: error.files } : {}),
  };
}

export function unknownFile(name: string): Failure {
  return {
    scope: 'picture',
    code: 'unknown-file',
    title: 'This file could not be used',
    message: `"${name}" is neither a picture nor an ONNX model.`,
    hint: 'Drop a PNG, JPEG, WebP, GIF or AVIF picture, or a file that ends in .onnx.',
    details: [],
  };
}

/** A text or JSON file that is no list of names, or not one of `classes` (undefined: unknown) names. */
export function unusableLabels(
  name: string,
  found: number | undefined,
  classes: number | undefined,
): Failure {
  const wanted = classes === undefined ? 'one name for each class' : `${classes} names`;
  return {
    scope: 'labels',
    code: 'labels-mismatch',
    title: TITLES.labels,
    message:
      found === undefined
        ? `"${name}" is no list of names.`
        : `"${name}" holds ${found} ${found === 1 ? 'name' : 'names'}, but the network has ${classes} classes.`,
    hint: `Give a text file with ${wanted}, one a line, or a JSON array of ${wanted}.`,
    details: [],
  };
}

export function noNetworkForLabels(name: string): Failure {
  return {
    scope: 'labels',
    code: 'labels-mismatch',
    title: TITLES.labels,
    message: `"${name}" looks like a list of class names, but no network is open.`,
    hint: 'Open a network first, then drop the list again.',
    details: [],
  };
}

/** For what is thrown without being a PlaygroundError: a defect of the page itself. */
export function unexpected(scope: Scope, text: string): Failure {
  return {
    scope,
    code: 'unexpected',
    title: titleOf(scope, ''),
    message: `Something unforeseen happened: ${text}`,
    hint: 'Reload the page and try again. If it happens again, please report it.',
    details: [],
  };
}
