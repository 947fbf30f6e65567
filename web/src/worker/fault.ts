// Errors inside the worker: thrown as a Fault, sent as plain data.

import type { EngineError, EngineResult } from '../../../wasm/engine.js';
import type { ErrorCode, ErrorData } from '../protocol/index.js';

export class Fault extends Error {
  readonly data: ErrorData;

  constructor(data: ErrorData) {
    super(data.message);
    this.data = data;
  }
}

export function fault(code: ErrorCode, message: string, hint = ''): Fault {
  return new Fault({ code, message, hint });
}

/** The value of an engine result, or its error thrown. */
export function unwrap<T>(result: EngineResult<T>): T {
  if (result.error !== undefined) throw new Fault(errorData(result.error));
  return result.value;
}

/** The engine fills what does not apply with empty strings; the plain form leaves it out. */
function errorData(error: EngineError): ErrorData {
  const data: ErrorData = {
    code: error.code as ErrorCode,
    message: error.message,
    hint: error.hint,
  };
  if (error.node !== '') data.node = error.node;
  if (error.op !== '') data.op = error.op;
  if (error.attribute !== '') data.attribute = error.attribute;
  if (error.shapes.length > 0) data.shapes = [...error.shapes];
  if (error.files.length > 0) data.files = [...error.files];
  if (error.reachable.length > 0) data.reachable = [...error.reachable];
  return data;
}

export function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Whatever was thrown, as plain data; a Fault as it is, anything else as `code`. */
export function dataOf(thrown: unknown, code: ErrorCode, what: string): ErrorData {
  if (thrown instanceof Fault) return thrown.data;
  return { code, message: `${what}: ${textOf(thrown)}`, hint: '' };
}
