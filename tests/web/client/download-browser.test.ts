// Downloads as a browser gives them: answers of other origins hide headers.

import { expect, test, vi } from 'vitest';
import { readSource } from '../../../web/src/client/source.js';
import type { Progress } from '../../../web/src/protocol/index.js';
import { errorOf } from '../support/errors.js';

vi.mock('../../../web/src/client/node.js', () => ({ nodeProcess: () => undefined }));

/** Answers with chunks of 1000 bytes, and says that there are `stated`. */
function serve(type: ResponseType, chunks: number, stated: number): void {
  const body = new ReadableStream({
    start(controller) {
      for (let n = 0; n < chunks; n += 1) controller.enqueue(new Uint8Array(1000).fill(n));
      controller.close();
    },
  });
  const response = new Response(body, { headers: { 'content-length': String(stated) } });
  Object.defineProperty(response, 'type', { value: type });
  vi.stubGlobal('fetch', async () => response);
}

function read(onProgress?: (progress: Progress) => void) {
  return readSource('https://cdn.test/m.onnx', { maxBytes: 1e6, what: 'The model', onProgress });
}

test('a body that unpacks to more than was stated arrives, never above 100 %', async () => {
  serve('cors', 5, 2500);
  const reports: Progress[] = [];
  expect(await read((progress) => reports.push(progress))).toHaveLength(5000);
  for (const { loaded, total = loaded } of reports) expect(loaded).toBeLessThanOrEqual(total);
  expect(reports.at(-1)).toEqual({ phase: 'download', loaded: 5000 });
});

test('a body that unpacks to less than was stated is not taken for cut', async () => {
  serve('cors', 2, 2500);
  expect(await read()).toHaveLength(2000);
});

test('a connection that breaks says how far it came, of how much', async () => {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (sent === 2) controller.error(new TypeError('network error'));
      else controller.enqueue(new Uint8Array(1000));
      sent += 1;
    },
  });
  const response = new Response(body, { headers: { 'content-length': '5000' } });
  Object.defineProperty(response, 'type', { value: 'cors' });
  vi.stubGlobal('fetch', async () => response);
  const error = await errorOf(read());
  expect(error.code).toBe('network');
  expect(error.message).toContain('cut after 2000 of 5000 bytes of https://cdn.test/m.onnx');
});

test('an abort while the reason of a failure is looked for is an abort', async () => {
  const stop = new AbortController();
  vi.stubGlobal('fetch', () => {
    stop.abort();
    return Promise.reject(new TypeError('Failed to fetch'));
  });
  const error = await errorOf(
    readSource('https://cdn.test/m.onnx', {
      maxBytes: 1e6,
      what: 'The model',
      signal: stop.signal,
    }),
  );
  expect(error.code).toBe('aborted');
});

test('from the own origin, which hides nothing, it is', async () => {
  serve('basic', 2, 2500);
  const error = await errorOf(read());
  expect(error.code).toBe('network');
  expect(error.message).toContain('2000 of 2500');
});
