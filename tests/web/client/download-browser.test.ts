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

test('from the own origin, which hides nothing, it is', async () => {
  serve('basic', 2, 2500);
  const error = await errorOf(read());
  expect(error.code).toBe('network');
  expect(error.message).toContain('2000 of 2500');
});
