// Errors that the page itself finds, in the client's form.

import { PlaygroundError } from '../../client/index.js';
import type { ErrorCode, ErrorData } from '../../protocol/index.js';

export function refuse(code: ErrorCode, message: string, hint: string): PlaygroundError {
  return new PlaygroundError({ code, message, hint });
}

/** The plain data of a PlaygroundError; undefined for anything else. */
export function errorData(thrown: unknown): ErrorData | undefined {
  if (!(thrown instanceof PlaygroundError)) return undefined;
  const { code, message, hint, node, op, attribute, shapes, files, reachable } = thrown;
  return {
    code,
    message,
    hint,
    ...(node === undefined ? {} : { node }),
    ...(op === undefined ? {} : { op }),
    ...(attribute === undefined ? {} : { attribute }),
    ...(shapes === undefined ? {} : { shapes }),
    ...(files === undefined ? {} : { files }),
    ...(reachable === undefined ? {} : { reachable }),
  };
}
