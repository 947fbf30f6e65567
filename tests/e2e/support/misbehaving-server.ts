// A server of another origin that has the project's own model, and gives it in every wrong way.

import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export const TINYVGG = new Uint8Array(
  readFileSync(fileURLToPath(new URL('../../../models/tinyvgg/tinyvgg.onnx', import.meta.url))),
);

const damaged = TINYVGG.slice();
damaged[40_000] = 1 ^ (damaged[40_000] ?? 0);

const OPEN = { 'access-control-allow-origin': '*' };
const MODEL = { 'content-type': 'application/octet-stream', 'content-length': TINYVGG.length };
const HTML = { ...OPEN, 'content-type': 'text/html; charset=utf-8' };

const ANSWERS: Record<string, RequestListener> = {
  '/model.onnx': (_, response) => response.writeHead(200, { ...OPEN, ...MODEL }).end(TINYVGG),
  '/damaged.onnx': (_, response) => response.writeHead(200, { ...OPEN, ...MODEL }).end(damaged),
  '/html.onnx': (_, response) => response.writeHead(200, HTML).end('<!doctype html><p>App</p>'),
  '/plain-html.onnx': (_, response) => response.writeHead(200, HTML).end('Please log in.'),
  '/lfs.onnx': (_, response) =>
    response
      .writeHead(200, { ...OPEN, 'content-type': 'text/plain' })
      .end('version https://git-lfs.github.com/spec/v1\noid sha256:c779\nsize 81423\n'),
  '/closed.onnx': (_, response) => response.writeHead(200, MODEL).end(TINYVGG),
  '/to-closed.onnx': (_, response) =>
    response.writeHead(302, { ...OPEN, location: '/closed.onnx' }).end(),
  '/cut.onnx': (_, response) => {
    response.writeHead(200, { ...OPEN, ...MODEL });
    response.write(TINYVGG.subarray(0, 40_000), () => setTimeout(() => response.destroy(), 50));
  },
  '/stalled.onnx': (_, response) => {
    response.writeHead(200, { ...OPEN, ...MODEL });
    response.write(TINYVGG.subarray(0, 40_000));
  },
  '/broken.onnx': (_, response) => response.writeHead(503, OPEN).end(),
};

export interface MisbehavingServer {
  /** Without a slash at its end. */
  origin: string;
  /** "GET /model.onnx", in the order they came. */
  requests: string[];
  /** The Referer header of each. */
  referrers: (string | undefined)[];
  close(): Promise<void>;
}

export async function misbehavingServer(): Promise<MisbehavingServer> {
  const requests: string[] = [];
  const referrers: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    referrers.push(request.headers.referer);
    const answer = ANSWERS[request.url ?? ''];
    if (answer !== undefined) answer(request, response);
    else response.writeHead(404, HTML).end('<!doctype html><title>Not here</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    referrers,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
