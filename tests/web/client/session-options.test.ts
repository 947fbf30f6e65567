// Options of the session: a mistake is a sentence, and nothing is left running.

import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { RunOptions, SessionOptions } from '../../../web/src/client/options.js';
import { InferenceSession } from '../../../web/src/client/session.js';
import { Tensor } from '../../../web/src/client/tensor.js';
import type { Progress } from '../../../web/src/protocol/index.js';
import { errorOf } from '../support/errors.js';
import { localWorker } from '../support/local-worker.js';
import { MODEL, open } from '../support/open-session.js';
import { slot } from '../support/spawn-slot.js';

vi.mock('../../../web/src/client/worker-port.js', () => import('../support/spawn-slot.js'));

const input = () => new Tensor('float32', [1, -2, 3, -4, 0, 0, 0, 0, 1, 1, 1, 1], [1, 3, 2, 2]);

test.each([
  [{ thread: 2 }, 'no option "thread"'],
  [{ threads: 0 }, '"threads"'],
  [{ threads: 'many' }, '"threads"'],
  [{ module: 'fast' }, '"module"'],
  [{ warmup: 'fast' }, '"warmup"'],
  [{ warmup: 1 }, '"warmup"'],
  [{ sha256: 'abc' }, '"sha256"'],
  [{ cache: 'yes' }, '"cache"'],
  [{ maxMemory: -1 }, '"maxMemory"'],
  [{ freeDimensionOverrides: { N: 1.5 } }, '"freeDimensionOverrides"'],
  [{ freeDimensionOverrides: [1] }, '"freeDimensionOverrides"'],
  [{ externalData: 'a.data' }, '"externalData" is no array'],
  [{ externalData: [{ data: MODEL }] }, 'without a path'],
  [{ externalData: [null] }, 'without a path'],
  [{ externalData: [{ path: 'a' }] }, 'no data for "a"'],
  [{ externalData: [{ path: 'a', data: 3 }] }, 'no data for "a"'],
  [{ externalData: [{ path: '../a', data: MODEL }] }, 'the path "../a"'],
  [{ externalData: [{ path: '', data: MODEL }] }, 'the path ""'],
  [{ externalData: [{ path: 'a/./b', data: MODEL }] }, 'the path "a/./b"'],
  [{ externalData: ['https://x.test/'] }, 'the path "https://x.test/"'],
  [{ externalData: [{ path: 'a', data: MODEL }, 'https://x.test/a'] }, '"a" twice'],
  [{ signal: new AbortController() }, '"signal"'],
  [{ signal: {} }, '"signal"'],
  [{ onProgress: 3 }, '"onProgress"'],
  [{ workerUrl: 5 }, 'workerUrl'],
  [{ wasmUrl: 'ftp://x.test/' }, 'wasmUrl'],
])('create with %o says what is wrong, and starts nothing', async (options, message) => {
  slot.spawn = () => {
    throw new Error('a worker was started');
  };
  const error = await errorOf(InferenceSession.create(MODEL, options as SessionOptions));
  expect(error.code).toBe('invalid-argument');
  expect(error.message).toContain(message);
});

const SHA256 = 'a'.repeat(64);

test.each([
  ['https://x.test/m.onnx', {}, 'needs the option "sha256"', 'SHA-256'],
  [MODEL, { sha256: SHA256 }, 'no address', 'Leave cache out'],
  [new Blob([MODEL]), { sha256: SHA256 }, 'no address', 'Leave cache out'],
  ['file:///m.onnx', { sha256: SHA256 }, '"file:"', 'Leave cache out'],
  ['data:,m', { sha256: SHA256 }, '"data:"', 'Leave cache out'],
])(
  'cache of %s with %o says what is wrong, and starts nothing',
  async (source, more, says, hint) => {
    slot.spawn = () => {
      throw new Error('a worker was started');
    };
    const error = await errorOf(InferenceSession.create(source, { cache: true, ...more }));
    expect(error.code).toBe('invalid-argument');
    expect(error.message).toContain(says);
    expect(error.hint).toContain(hint);
  },
);

test('what the cache has to say stands among the notes of the session', async () => {
  vi.stubGlobal('fetch', async () => new Response(MODEL));
  slot.spawn = localWorker().spawn;
  const sha256 = createHash('sha256').update(MODEL).digest('hex');
  const session = await InferenceSession.create('https://x.test/m.onnx', { cache: true, sha256 });
  expect(session.info.notes.join()).toContain('https://x.test/m.onnx runs, but is not kept');
  await session.release();
});

test.each([
  [{ keeps: 'all' }, 'no option "keeps"'],
  [{ keep: 'some' }, '"keep"'],
  [{ keep: ['nothing'] }, 'no value "nothing"'],
  [{ latest: 1 }, '"latest"'],
  [{ signal: 'stop' }, '"signal"'],
  [{ onProgress: {} }, '"onProgress"'],
  [{ preprocess: { size: 3 } }, 'no option "size"'],
])('run with %o says what is wrong', async (options, message) => {
  const { session } = await open();
  const error = await errorOf(session.run({ input: input() }, options as RunOptions));
  expect(error.code).toBe('invalid-argument');
  expect(error.message).toContain(message);
  await session.release();
});

test('names of outputs, as other packages take them, lead to keep', async () => {
  const { session } = await open();
  const error = await errorOf(session.run({ input: input() }, ['mean'] as unknown as RunOptions));
  expect(error.code).toBe('invalid-argument');
  expect(error.hint).toContain('keep');
  await session.release();
});

test.each([['x'], [undefined], [[1]]])('values(%o) asks for an array of names', async (names) => {
  const { session } = await open();
  const error = await errorOf(session.values(names as unknown as string[]));
  expect(error.code).toBe('invalid-argument');
  expect(error.hint).toContain('array of value names');
  await session.release();
});

test('whatever creation throws, the worker is terminated', async () => {
  const worker = localWorker();
  slot.spawn = worker.spawn;
  const broken = Object.assign(new EventTarget(), {
    aborted: false,
    addEventListener: () => {
      throw new Error('no listeners here');
    },
  });
  const signal = broken as unknown as AbortSignal;
  await expect(InferenceSession.create(MODEL, { signal })).rejects.toThrow('no listeners here');
  expect(worker.terminated).toBe(true);
});

test.each(['compile', 'parse'])('an error of onProgress in %s ends the creation', async (at) => {
  const worker = localWorker();
  slot.spawn = worker.spawn;
  const bug = new RangeError('bug in the page');
  const onProgress = ({ phase }: Progress) => {
    if (phase === at) throw bug;
  };
  await expect(InferenceSession.create(MODEL, { onProgress })).rejects.toBe(bug);
  expect(worker.terminated).toBe(true);
});
