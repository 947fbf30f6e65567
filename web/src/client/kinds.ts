// What a value is, by what it can do or by its tag instead of its class: values that come from a
// frame, a vm context or a test environment have classes of their own.

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

export const isFunction = (value: unknown): boolean => typeof value === 'function';

export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return tagOf(value) === 'ArrayBuffer';
}

/** Uint8Array, and what extends it, such as Node's Buffer. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && tagOf(value) === 'Uint8Array';
}

export function isClampedBytes(value: unknown): value is Uint8ClampedArray {
  return ArrayBuffer.isView(value) && tagOf(value) === 'Uint8ClampedArray';
}

/** A typed array of that name, such as "Float32Array". */
export function isArrayCalled(name: string, value: unknown): boolean {
  return ArrayBuffer.isView(value) && tagOf(value) === name;
}

export function isBlob(value: unknown): value is Blob {
  return ['Blob', 'File'].includes(tagOf(value)) && isFunction((value as Blob).arrayBuffer);
}

export function isUrl(value: unknown): value is URL {
  return tagOf(value) === 'URL' && typeof (value as URL).href === 'string';
}

export function isAbortSignal(value: unknown): value is AbortSignal {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as AbortSignal).aborted === 'boolean' &&
    isFunction((value as AbortSignal).addEventListener)
  );
}

export function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
