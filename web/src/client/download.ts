// Bytes from the network.

import { ByteSink } from './byte-sink.js';
import { aborted, failure } from './error.js';
import { noAnswer } from './no-answer.js';
import { nodeProcess } from './node.js';
import { watchPolicy } from './policy-watch.js';
import { checkSize, type ReadOptions } from './read-options.js';

/** Fetches a file of at most options.maxBytes. */
export async function download(url: URL, options: ReadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { signal } = options;
  const response = await request(url, options);
  options.onType?.(response.headers.get('content-type') ?? '');
  const encoded = response.headers.has('content-encoding');
  const stated = Number(response.headers.get('content-length') ?? Number.NaN);
  // The length of an encoded body says nothing about the bytes that come out of it.
  const total = encoded || !Number.isSafeInteger(stated) || stated <= 0 ? undefined : stated;
  if (total !== undefined && total > options.maxBytes) {
    await response.body?.cancel();
    checkSize(total, options);
  }
  const sink = new ByteSink(total);
  const report = () => {
    const known = total !== undefined && sink.length <= total ? { total } : {};
    options.onProgress?.({ phase: 'download', loaded: sink.length, ...known });
  };
  report();
  for await (const chunk of chunksOf(response, url, sink, total, signal)) {
    sink.add(chunk);
    checkSize(sink.length, options);
    report();
  }
  // Another origin's answer may hide that it is encoded; the browser itself then sees what is cut.
  const exact = nodeProcess() !== undefined || response.type !== 'cors';
  if (exact && total !== undefined && sink.length !== total) throw cut(url, sink.length, total);
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

async function request(url: URL, { signal, what }: ReadOptions): Promise<Response> {
  const policy = watchPolicy(url);
  let response: Response;
  try {
    response = await fetch(url, { referrerPolicy: 'no-referrer', signal: signal ?? null });
  } catch (thrown) {
    const refused = await policy.refused();
    const error = await noAnswer({ url, what, thrown, refused, signal });
    throw signal?.aborted ? aborted('Loading', signal) : error;
  } finally {
    policy.stop();
  }
  if (response.ok) return response;
  await response.body?.cancel();
  const status = `${response.status} ${response.statusText}`.trim();
  throw failure(
    'http-error',
    `${what} could not be fetched: the server answered ${status} for ${url.href}.`,
    hintFor(response.status),
  );
}

function hintFor(status: number): string {
  if (status === 404 || status === 410) return 'Check the address.';
  if (status === 401 || status === 403) {
    return 'It may need a login: download the file yourself and open it from this device.';
  }
  return 'Try again later, or use another address.';
}

function cut(url: URL, received: number, total: number | undefined, cause?: unknown) {
  if (total !== undefined && received > total) {
    const message = `The server announced ${total} bytes of ${url.href}, but sent ${received}.`;
    return failure('network', message, 'Try again.', cause);
  }
  const ofTotal = total === undefined ? '' : ` of ${total}`;
  return failure(
    'network',
    `The connection was cut after ${received}${ofTotal} bytes of ${url.href}.`,
    'Try again.',
    cause,
  );
}
