import type { ErrorCode, ErrorData } from '../protocol/index.js';

/**
 * Every error of this package. `message` and `hint` are sentences fit to show to a user.
 *
 * @example
 * ```ts
 * import { createClassifier, PlaygroundError } from 'cnn-playground';
 *
 * try {
 *   await createClassifier('net.onnx');
 * } catch (error) {
 *   if (!(error instanceof PlaygroundError)) throw error;
 *   console.log(error.code, error.message, error.hint);
 * }
 * ```
 */
export class PlaygroundError extends Error {
  override readonly name = 'PlaygroundError';
  readonly code: ErrorCode;
  /** What the reader can do about it; may be empty. */
  readonly hint: string;
  /** ONNX node name, operator type and attribute, where one is concerned. */
  declare readonly node?: string;
  declare readonly op?: string;
  declare readonly attribute?: string;
  /** "X [1,3,64,64]" of every input involved, where shapes are concerned. */
  declare readonly shapes?: string[];
  /** With code 'missing-file' names of the files that are missing, with 'truncated' of one that is too
   * short, as the model has them. */
  declare readonly files?: string[];
  /**
   * With code 'unsupported', of a network of which a part can run: names of the last values that can.
   * `InferenceSession.create(source, { until: error.reachable })` opens that part.
   */
  declare readonly reachable?: string[];

  constructor(error: ErrorData, options?: { cause?: unknown }) {
    super(error.message, options);
    this.code = error.code;
    this.hint = error.hint;
    if (error.node !== undefined) this.node = error.node;
    if (error.op !== undefined) this.op = error.op;
    if (error.attribute !== undefined) this.attribute = error.attribute;
    if (error.shapes !== undefined) this.shapes = error.shapes;
    if (error.files !== undefined) this.files = error.files;
    if (error.reachable !== undefined) this.reachable = error.reachable;
  }
}

/** Short form for the errors the client finds by itself. */
export function failure(
  code: ErrorCode,
  message: string,
  hint = '',
  cause?: unknown,
): PlaygroundError {
  return new PlaygroundError({ code, message, hint }, cause === undefined ? undefined : { cause });
}

/** Throws code 'aborted' if the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw aborted(what, signal);
}

export function aborted(what: string, signal: AbortSignal): PlaygroundError {
  return failure('aborted', `${what} was cancelled.`, '', signal.reason);
}

/** The text of anything that was thrown. */
export function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
