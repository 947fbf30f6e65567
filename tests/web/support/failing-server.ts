// A server on loopback that answers each path in one of the ways that go wrong.

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface FailingServer {
  url(path: string): string;
  /** Headers of the last request. */
  lastHeaders(): Record<string, unknown>;
  close(): Promise<void>;
}

export const MODEL_BYTES = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) & 0xff);
// Field 1 (ir_version) of an ONNX file, so that the bytes look like nothing else.
MODEL_BYTES.set([0x08, 0x08]);

const LFS = 'version https://git-lfs.github.com/spec/v1\noid sha256:c0c3\nsize 13964571\n';

const ANSWERS: Record<string, RequestListener> = {
  '/model.onnx': (_, response) =>
    response.writeHead(200, { 'content-length': MODEL_BYTES.length }).end(MODEL_BYTES),
  '/chunked.onnx': (_, response) => {
    response.write(MODEL_BYTES.subarray(0, 30_000));
    setImmediate(() => response.end(MODEL_BYTES.subarray(30_000)));
  },
  '/gzip.onnx': (_, response) => {
    const body = gzipSync(MODEL_BYTES);
    response
      .writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length })
      .end(body);
  },
  '/html': (_, response) => response.end('<!DOCTYPE html><html><title>App</title></html>'),
  '/lfs.onnx': (_, response) => response.end(LFS),
  '/empty.onnx': (_, response) => response.end(),
  '/cut.onnx': (_, response) => {
    response.writeHead(200, { 'content-length': MODEL_BYTES.length });
    response.write(MODEL_BYTES.subarray(0, 40_000), () => response.destroy());
  },
  '/stalled.onnx': (_, response) => {
    response.writeHead(200, { 'content-length': MODEL_BYTES.length });
    response.write(MODEL_BYTES.subarray(0, 10));
  },
  '/silent.onnx': () => {},
  '/typed.onnx': (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(MODEL_BYTES),
  '/private.onnx': (_, response) => response.writeHead(403).end(),
  '/broken.onnx': (_, response) => response.writeHead(503).end('no'),
};

export async function failingServer(): Promise<FailingServer> {
  let headers = {};
  const server: Server = createServer((request, response) => {
    headers = request.headers;
    const answer = ANSWERS[request.url ?? ''];
    if (answer !== undefined) answer(request, response);
    else response.writeHead(404).end('<!DOCTYPE html><title>Not here</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    lastHeaders: () => headers,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
