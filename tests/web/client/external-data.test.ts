// Weights in files beside the model: given, found beside it, or missing.

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { createClassifier } from '../../../web/src/client/classifier.js';
import type { ModelSource, SessionOptions } from '../../../web/src/client/options.js';
import { InferenceSession } from '../../../web/src/client/session.js';
import type { Progress } from '../../../web/src/protocol/index.js';
import { errorOf } from '../support/errors.js';
import { type FakeEngine, fakeEngine } from '../support/fake-engine.js';
import { type LocalWorker, localWorker } from '../support/local-worker.js';
import { MODEL } from '../support/open-session.js';
import { slot } from '../support/spawn-slot.js';

vi.mock('../../../web/src/client/worker-port.js', () => import('../support/spawn-slot.js'));

const folder = await mkdtemp(join(tmpdir(), 'cnn-external-'));
afterAll(() => rm(folder, { recursive: true }));

let engine: FakeEngine;
let worker: LocalWorker;
let asked: string[];
/** What a server answers, by address; anything else is not there. */
let served: Record<string, Uint8Array<ArrayBuffer>>;

beforeEach(() => {
  asked = [];
  served = {};
  vi.stubGlobal('fetch', async (url: URL, { signal }: { signal?: AbortSignal }) => {
    asked.push(url.href);
    signal?.throwIfAborted();
    const bytes = served[url.href];
    if (bytes === undefined) return new Response('', { status: 404 });
    return new Response(bytes, { headers: { 'content-length': String(bytes.length) } });
  });
});

/** A session whose model needs these files. */
function open(needs: string[], source: ModelSource, options: SessionOptions = {}) {
  engine = fakeEngine({ needs });
  worker = localWorker({ importEngine: async () => async () => engine });
  slot.spawn = worker.spawn;
  return InferenceSession.create(source, options);
}

const read = () => engine.log.filter((line) => line.startsWith('with'));

test('files are given as bytes, a Blob, or an address, with or without a name', async () => {
  served['https://x.test/a/last%20one.data?v=2'] = Uint8Array.of(5, 6);
  served['https://x.test/d'] = Uint8Array.of(7);
  const bytes = Uint8Array.of(1);
  const externalData = [
    { path: 'a', data: bytes },
    { path: './b', data: Uint8Array.of(2, 3).buffer },
    { path: 'sub/c', data: new Blob([Uint8Array.of(4)]) },
    'https://x.test/a/last%20one.data?v=2',
    { path: 'd', data: new URL('https://x.test/d') },
  ];
  const session = await open(['a', 'b', 'sub/c', 'last one.data', 'd'], MODEL, { externalData });
  expect(read()).toEqual([
    'with a: 1',
    'with b: 2,3',
    'with sub/c: 4',
    'with last one.data: 5,6',
    'with d: 7',
  ]);
  expect([...bytes]).toEqual([1]);
  await session.release();
});

test('bytes have nothing beside them: every file that is missing is named, and nothing runs on', async () => {
  const externalData = [{ path: 'b', data: Uint8Array.of(1) }];
  const error = await errorOf(open(['a', 'b', 'c'], MODEL, { externalData }));
  expect(error.code).toBe('missing-file');
  expect(error.files).toEqual(['a', 'c']);
  expect(worker.terminated).toBe(true);
  expect(asked).toEqual([]);
});

test('in Node, what lies beside a file is read, and what was given is taken first', async () => {
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'net.onnx'), MODEL);
  await writeFile(join(folder, 'net #1%.data'), Uint8Array.of(1, 2, 3));
  await writeFile(join(folder, 'sub', 'more.bin'), Uint8Array.of(4));
  const path = join(folder, 'net.onnx');
  const needs = ['net #1%.data', 'sub/more.bin', 'given'];
  const externalData = [{ path: 'given', data: Uint8Array.of(9) }];
  for (const source of [path, pathToFileURL(path)]) {
    const reports: Progress[] = [];
    const session = await open(needs, source, {
      externalData,
      sha256: createHash('sha256').update(MODEL).digest('hex'),
      onProgress: (progress) => reports.push(progress),
    });
    expect(read()).toEqual(['with given: 9', 'with net #1%.data: 1,2,3', 'with sub/more.bin: 4']);
    const last = reports.findLast(({ phase }) => phase === 'download');
    const all = MODEL.length + 1 + 3 + 1;
    expect(last).toEqual({ phase: 'download', loaded: all, total: all });
    await session.release();
  }
});

test('at an address, the files are asked for relative to it', async () => {
  served['https://x.test/m/net.onnx?download=1'] = MODEL;
  served['https://x.test/m/sub/a%3Fb.data'] = Uint8Array.of(1);
  const session = await open(['sub/a?b.data'], 'https://x.test/m/net.onnx?download=1');
  expect(asked).toEqual([
    'https://x.test/m/net.onnx?download=1',
    'https://x.test/m/sub/a%3Fb.data',
  ]);
  expect(read()).toEqual(['with sub/a?b.data: 1']);
  await session.release();
});

test('what is not beside the model either is named, all of it in one error', async () => {
  served['https://x.test/net.onnx'] = MODEL;
  served['https://x.test/b'] = Uint8Array.of(1);
  const error = await errorOf(open(['a', 'b', 'c'], 'https://x.test/net.onnx'));
  expect(error.code).toBe('missing-file');
  expect(error.files).toEqual(['a', 'c']);
  expect(error.message).toContain('https://x.test/a');
  expect(error.hint).toContain('externalData');
  const absent = await errorOf(open(['gone.data'], join(folder, 'net.onnx')));
  expect(absent.files).toEqual(['gone.data']);
  expect(absent.message).toContain(join(folder, 'gone.data'));
});

test.each(['../up', '/etc/x', 'a/../../b', 'C:x', 'a\\b', ''])(
  'a name such as "%s" is never fetched, whatever the engine says',
  async (name) => {
    served['https://x.test/m/net.onnx'] = MODEL;
    const error = await errorOf(open([name], 'https://x.test/m/net.onnx'));
    expect(error.code).toBe('missing-file');
    expect(asked).toEqual(['https://x.test/m/net.onnx']);
  },
);

test('an address that holds the model itself has nothing beside it', async () => {
  const url = `data:application/octet-stream;base64,${Buffer.from(MODEL).toString('base64')}`;
  served[url] = MODEL;
  const error = await errorOf(open(['a'], url));
  expect([error.code, error.files]).toEqual(['missing-file', ['a']]);
  expect(asked).toEqual([url]);
});

test('aborting while a file is fetched ends the creation', async () => {
  served['https://x.test/net.onnx'] = MODEL;
  served['https://x.test/a'] = Uint8Array.of(1);
  const abort = new AbortController();
  const onProgress = ({ phase }: Progress) => {
    // The engine has just said what is missing, or is about to.
    if (phase === 'parse') abort.abort();
  };
  const options = { signal: abort.signal, onProgress };
  const error = await errorOf(open(['a'], 'https://x.test/net.onnx', options));
  expect(error.code).toBe('aborted');
  expect(worker.terminated).toBe(true);
});

test('all files together are held to maxMemory', async () => {
  const file = (path: string) => ({ path, data: new Uint8Array(40) });
  const externalData = [file('a'), file('b'), file('c')];
  const needs = ['a', 'b', 'c'];
  const error = await errorOf(open(needs, MODEL, { externalData, maxMemory: 100 }));
  expect(error.code).toBe('limit-exceeded');
  expect(error.message).toContain('"c"');
  const session = await open(needs, MODEL, { externalData, maxMemory: 120 });
  await session.release();
});

test('with the cache, a note says that the weights are not kept', async () => {
  served['https://x.test/net.onnx'] = MODEL;
  served['https://x.test/a'] = Uint8Array.of(1);
  const sha256 = createHash('sha256').update(MODEL).digest('hex');
  const session = await open(['a'], 'https://x.test/net.onnx', { cache: true, sha256 });
  expect(session.info.notes.join('\n')).toContain('not its weights in other files: a.');
  await session.release();
});

test('createClassifier takes them too', async () => {
  engine = fakeEngine({ needs: ['a'] });
  slot.spawn = localWorker({ importEngine: async () => async () => engine }).spawn;
  const externalData = [{ path: 'a', data: Uint8Array.of(1) }];
  const classify = await createClassifier(MODEL, { externalData });
  expect(read()).toEqual(['with a: 1']);
  await classify.release();
});
