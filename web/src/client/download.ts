// Bytes from the network.

import { ByteSink } from './byte-sink.js';
import { aborted, failure, textOf } from './error.js';
import { nodeProcess } from './node.js';
import { checkSize, type ReadOptions } from './read-options.js';

/** Fetches a file of at most options.maxBytes. */
export async function download(url: URL, options: ReadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, what } = options;
  const node = nodeProcess();
  const response = await request(url, signal, what);
  const encoded = response.headers.has('content-encoding');
  const stated = Number(response.headers.get('content-length') ?? Number.NaN);
  // The length of an encoded body says nothing about the bytes that come out of it.
  const total = encoded || !Number.isSafeInteger(stated) || stated <= 0 ? undefined : stated;
  if (total !== undefined && total > options.maxBytes) {
    await response.body?.cancel();
    checkSize(total, options);
  }
  // Another origin's answer may hide that it is encoded; the browser itself then sees what is cut.
  const exact = node !== undefined || response.type !== 'cors' ? total : undefined;
  const sink = new ByteSink(total);
  const report = () => {
    const known = total !== undefined && sink.length <= total ? { total } : {};
    options.onProgress?.({ phase: 'download', loaded: sink.length, ...known });
  };
  report();
  for await (const chunk of chunksOf(response, url, sink, exact, signal)) {
    sink.add(chunk);
    checkSize(sink.length, options);
    report();
  }
  if (exact !== undefined && sink.length < exact) throw cut(url, sink.length, exact);
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
