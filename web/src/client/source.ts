// Bytes of a model or picture from wherever the user has them.

import type { Progress } from '../protocol/index.js';
import { resolveAddress } from './address.js';
import { ByteSink } from './byte-sink.js';
import { describeBytes } from './describe-bytes.js';
import { aborted, failure, textOf, throwIfAborted } from './error.js';
import { type NodeProcess, nodeProcess } from './node.js';
import type { ModelSource } from './options.js';

export interface ReadOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Most bytes to take; more is code 'limit-exceeded'. */
  maxBytes: number;
  /** For messages: 'The model', 'The picture'. */
  what: string;
}

/** The result is the caller's own: a source that is already bytes is copied. */
export async function readSource(
  source: ModelSource,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, maxBytes, what } = options;
  throwIfAborted(signal, 'Loading');
  const local = localBytes(source);
  if (local !== undefined) {
    checkSize(local.size, maxBytes, what);
    const bytes = await local.read().catch((thrown: unknown) => {
      throw unreadable(what, thrown);
    });
    throwIfAborted(signal, 'Loading');
    options.onProgress?.({ phase: 'download', loaded: bytes.length, total: bytes.length });
    return bytes;
  }
  if (typeof source !== 'string' && !(source instanceof URL)) {
    throw failure(
      'invalid-argument',
      `${what} was given as ${source === null ? 'null' : typeof source}.`,
      'Give an address (string or URL), an ArrayBuffer, a Uint8Array or a Blob.',
    );
  }
  const url = resolveAddress(source, what);
  const node = nodeProcess();
  if (url.protocol !== 'file:' || node === undefined) return download(url, options);
  const bytes = await readFile(node, url, signal, what);
  checkSize(bytes.length, maxBytes, what);
  options.onProgress?.({ phase: 'download', loaded: bytes.length, total: bytes.length });
  return bytes;
}

async function readFile(
  node: NodeProcess,
  url: URL,
  signal: AbortSignal | undefined,
  what: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(
      await node.getBuiltinModule('node:fs/promises').readFile(url, { signal }),
    );
  } catch (thrown) {
    if (signal?.aborted) throw aborted('Loading', signal);
    throw failure(
      'file-error',
      `${what} could not be read from ${url.pathname} (${textOf(thrown)}).`,
      'Check the path; a relative one counts from the working directory of the process.',
      thrown,
    );
  }
}

/** The browser's reason: the file was moved, changed, or its permission taken back. */
function unreadable(what: string, thrown: unknown) {
  const hint = 'Choose the file again.';
  return failure('file-error', `${what} could not be read (${textOf(thrown)}).`, hint, thrown);
}

interface LocalBytes {
  size: number;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

function localBytes(source: ModelSource): LocalBytes | undefined {
  if (source instanceof Blob) {
    return { size: source.size, read: async () => new Uint8Array(await source.arrayBuffer()) };
  }
  if (source instanceof ArrayBuffer) {
    return { size: source.byteLength, read: async () => new Uint8Array(source.slice(0)) };
  }
  if (source instanceof Uint8Array) {
    return { size: source.length, read: async () => new Uint8Array(source) };
  }
  return undefined;
}

async function download(url: URL, options: ReadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, what } = options;
  const response = await request(url, signal, what);
  const encoded = response.headers.has('content-encoding');
  const stated = Number(response.headers.get('content-length') ?? Number.NaN);
  // The length of an encoded body says nothing about the bytes that come out of it.
  const total = encoded || !Number.isSafeInteger(stated) || stated <= 0 ? undefined : stated;
  if (total !== undefined) checkSize(total, options.maxBytes, what);
  const sink = new ByteSink(total);
  const report = () =>
    options.onProgress?.({ phase: 'download', loaded: sink.length, ...(total ? { total } : {}) });
  report();
  for await (const chunk of chunksOf(response, url, sink, total, signal)) {
    sink.add(chunk);
    checkSize(sink.length, options.maxBytes, what);
    report();
  }
  if (total !== undefined && sink.length < total) throw cut(url, sink.length, total);
  return sink.bytes();
}

/** The body's chunks; a connection that breaks is code 'network'. Leaving the loop cancels it. */
async function* chunksOf(
  response: Response,
  url: URL,
  sink: ByteSink,
  total: number | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const next = async () => {
    try {
      return await reader.read();
    } catch (thrown) {
      if (signal?.aborted) throw aborted('Loading', signal);
      throw cut(url, sink.length, total, thrown);
    }
  };
  try {
    for (let part = await next(); !part.done; part = await next()) yield part.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function request(url: URL, signal: AbortSignal | undefined, what: string) {
  let response: Response;
  try {
    response = await fetch(url, { referrerPolicy: 'no-referrer', signal: signal ?? null });
  } catch (thrown) {
    if (signal?.aborted) throw aborted('Loading', signal);
    throw failure(
      'network',
      `${what} could not be fetched from ${url.href} (${causeOf(thrown)}).`,
      'Check the address and the connection. A page may fetch from another site only if that site ' +
        'allows it (CORS) and the page itself does (content security policy).',
      thrown,
    );
  }
  if (response.ok) return response;
  await response.body?.cancel();
  throw failure(
    'http-error',
    `${what} could not be fetched: the server answered ${`${response.status} ${response.statusText}`.trim()} for ${url.href}.`,
    response.status === 404 ? 'Check the address.' : 'Try again later, or use another address.',
  );
}

function checkSize(bytes: number, maxBytes: number, what: string): void {
  if (bytes <= maxBytes) return;
  throw failure(
    'limit-exceeded',
    `${what} has ${megabytes(bytes)}, more than the ${megabytes(maxBytes)} allowed here.`,
    'Use a smaller file, or raise the limit (maxMemory for a model).',
  );
}

function cut(url: URL, received: number, total: number | undefined, cause?: unknown) {
  const ofTotal = total === undefined ? '' : ` of ${total}`;
  return failure(
    'network',
    `The connection was cut after ${received}${ofTotal} bytes of ${url.href}.`,
    'Try again.',
    cause,
  );
}

/** Node hides the reason ("connect ECONNREFUSED ...") in the cause. */
function causeOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof Error ? textOf(cause) : textOf(thrown);
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

/** Throws 'not-a-model' where the bytes are recognisably something else. */
export function checkIsModel(bytes: Uint8Array, source: ModelSource): void {
  const found = describeBytes(bytes);
  if (found === undefined) return;
  const where =
    typeof source === 'string' || source instanceof URL ? ` from ${String(source)}` : '';
  throw failure(
    'not-a-model',
    `The file${where} is not an ONNX model: it is ${found.what}.`,
    found.hint,
  );
}
