// The session over the real worker side with a fake engine, in one thread.

import { expect, test, vi } from 'vitest';
import { InferenceSession } from '../../../web/src/client/session.js';
import { Tensor } from '../../../web/src/client/tensor.js';
import type { Progress } from '../../../web/src/protocol/index.js';
import { errorOf } from '../support/errors.js';
import { localWorker } from '../support/local-worker.js';
import { MODEL, open } from '../support/open-session.js';
import { slot } from '../support/spawn-slot.js';

vi.mock('../../../web/src/client/worker-port.js', () => import('../support/spawn-slot.js'));

const picture = { data: Uint8Array.of(51, 0, 0, 255), width: 1, height: 1 };
const input = () => new Tensor('float32', [1, -2, 3, -4, 0, 0, 0, 0, 1, 1, 1, 1], [1, 3, 2, 2]);

test('metadata of inputs and outputs, and what was chosen', async () => {
  const { session } = await open();
  expect(session.inputNames).toEqual(['input']);
  expect(session.outputNames).toEqual(['mean']);
  expect(session.inputMetadata).toEqual([{ name: 'input', type: 'float32', shape: [1, 3, 2, 2] }]);
  expect(session.info).toMatchObject({ module: 'simd', threads: 1 });
  expect(session.timings()).toEqual([]);
  await session.release();
});

test('run gives outputs and kept values, and timings come with it', async () => {
  const { session } = await open();
  const out = await session.run({ input: input() }, { keep: ['doubled'] });
  expect(Object.keys(out)).toEqual(['mean', 'doubled']);
  expect(out.mean).toBeInstanceOf(Tensor);
  expect(out.mean?.dims).toEqual([1, 3, 1, 1]);
  expect([...(out.mean?.data ?? [])]).toEqual([2, 0, 2]);
  expect(session.timings()).toHaveLength(session.graph().nodes.length);
  expect([...((await session.values(['positive'])).positive?.data ?? [])].slice(0, 4)).toEqual([
    2, 0, 6, 0,
  ]);
  expect(await session.statistics()).toHaveLength(4);
  expect(await session.memory()).toMatchObject({ heap: 1 << 24 });
  await session.release();
});

test('values and statistics come with the run in one call', async () => {
  const { spawn } = localWorker();
  const asked: string[] = [];
  slot.spawn = (listener) => {
    const port = spawn(listener);
    const post: typeof port.post = (message, transfer) => {
      if (message.kind === 'request') asked.push(message.method);
      port.post(message, transfer);
    };
    return { ...port, post };
  };
  const session = await InferenceSession.create(MODEL);
  asked.length = 0;
  const out = await session.run(
    { input: input() },
    { keep: [], read: ['positive'], measure: true },
  );
  expect(Object.keys(out)).toEqual(['mean', 'positive']);
  expect(await session.statistics()).toHaveLength(4);
  expect(asked).toEqual(['run']);
  // Of another run they are asked for: nothing of an earlier one is told.
  await session.run({ input: input() }, { keep: [] });
  await session.statistics();
  expect(asked).toEqual(['run', 'run', 'statistics']);
  await expect(session.run({ input: input() }, { read: ['positive'] })).rejects.toThrow(/keep/);
  await session.release();
});

test('the fed tensor is still whole after a run', async () => {
  const { session } = await open();
  const given = input();
  await session.run({ input: given });
  expect(given.data).toHaveLength(12);
  await session.release();
});

test('a run is fed in the memory of the one before', async () => {
  const { spawn } = localWorker();
  const [sent, back]: [unknown[], unknown[]] = [[], []];
  slot.spawn = (listener) => {
    const port = spawn({
      ...listener,
      message: (message) => {
        if (message.kind === 'answer' && message.value && 'spare' in message.value)
          back.push(...message.value.spare);
        listener.message(message);
      },
    });
    const post: typeof port.post = (message, transfer) => {
      if (message.kind === 'request' && message.method === 'run') sent.push(...transfer);
      port.post(message, transfer);
    };
    return { ...port, post };
  };
  const session = await InferenceSession.create(MODEL);
  for (const scale of [1, 2, 3]) {
    const data = input().data.map((value) => scale * value);
    const { mean } = await session.run({ input: new Tensor(data as Float32Array, [1, 3, 2, 2]) });
    expect([...(mean?.data ?? [])]).toEqual([2 * scale, 0, 2 * scale]);
  }
  expect(back).toHaveLength(3);
  expect(sent[1]).toBe(back[0]);
  expect(sent[2]).toBe(back[1]);
  await session.release();
});

test('a picture uses the preparation of the session, changed by the run', async () => {
  const { session } = await open();
  expect(session.info.notes.join()).toContain('guess');
  const keep = { keep: ['input'] };
  const plain = await session.run({ input: picture }, keep);
  expect(plain.input?.data[0]).toBeCloseTo(0.2, 6);
  const changed = await session.run({ input: picture }, { ...keep, preprocess: { divisor: 51 } });
  expect(changed.input?.data[0]).toBeCloseTo(1, 6);
  await session.release();
});

test('labels, groups and preprocess come from the file', async () => {
  const preprocess = { mean: [0.5, 0.5, 0.5], resize: 9 };
  const metadata = {
    labels: '["a","b","c"]',
    groups: '[{"name":"letter","phrase":"a letter"}]',
    preprocess: JSON.stringify(preprocess),
  };
  const { session } = await open({ engine: { metadata } });
  expect(session.labels).toEqual(['a', 'b', 'c']);
  expect(session.groups).toEqual([{ name: 'letter', phrase: 'a letter' }]);
  expect(session.preprocess).toMatchObject(preprocess);
  expect(session.info.notes).toEqual([]);
  await session.release();
});

test('labels and groups that cannot be used are noted', async () => {
  const metadata = { labels: '{"x":"a"}', groups: '[{"name":"cat"}]' };
  const { session } = await open({ engine: { metadata } });
  expect(session.labels).toBeUndefined();
  expect(session.groups).toBeUndefined();
  expect(session.info.notes.join()).toMatch(/"labels" cannot be used.*"groups" cannot be used/);
  await session.release();
});

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((next) => setImmediate(next));
};
/** Two cores, on which two threads take this long. */
const twoCores = (twoMs: number) => ({
  features: { threads: true, cores: 2 },
  engine: { runMs: (threads: number) => (threads === 2 ? twoMs : 14) },
});

test('the threads are measured while the session is idle, and info follows', async () => {
  const { session } = await open(twoCores(8));
  expect(session.info).toMatchObject({ module: 'simd-mt', threads: 1 });
  expect(session.info.threadsNote).toContain('not measured yet');
  const { notes } = session.info;
  await turns(400);
  expect(session.info).toMatchObject({ module: 'simd-mt', threads: 2, notes });
  expect(session.info.threadsNote).toContain('8 ms against 14 ms');
  expect(session.lastRun).toBeUndefined();
  await session.run({ input: input() });
  expect(session.lastRun).toEqual({ threads: 2, warm: true });
  await session.release();
});

test('without warm-up the first runs are told as such, and measure the threads', async () => {
  const { session } = await open(twoCores(42), { warmup: false });
  await turns(400);
  expect(session.info.threadsNote).toContain('not measured yet');
  await session.run({ input: input() });
  expect(session.lastRun).toEqual({ threads: 1, warm: false });
  for (let run = 1; run < 25; run += 1) await session.run({ input: input() });
  expect(session.lastRun?.warm).toBe(true);
  expect(session.info.threadsNote).toContain('1 of 2 threads: measured faster');
  await session.release();
});

test('a number of threads is used as it is', async () => {
  const { features, engine } = twoCores(42);
  const { session } = await open({ features, engine: { ...engine, macs: 3e8 } }, { threads: 2 });
  await turns(400);
  await session.run({ input: input() });
  expect(session.lastRun).toEqual({ threads: 2, warm: true });
  expect(session.info).toMatchObject({ threads: 2 });
  expect(session.info.threadsNote).toBeUndefined();
  await session.release();
});

test('an error in loading terminates the worker', async () => {
  const worker = localWorker();
  slot.spawn = worker.spawn;
  const error = await errorOf(InferenceSession.create(Uint8Array.of(0xff, 0)));
  expect(error).toMatchObject({ code: 'unsupported', node: 'x', op: 'Foo' });
  expect(worker.terminated).toBe(true);
});

test.each([
  ['not a model', new TextEncoder().encode('<!DOCTYPE html>'), {}, 'not-a-model'],
  ['wrong hash', MODEL, { sha256: '0'.repeat(64) }, 'hash-mismatch'],
  ['too large', MODEL, { maxMemory: 2 }, 'limit-exceeded'],
  ['no such file', '/no/such/file.onnx', {}, 'file-error'],
])('%s: the worker is terminated', async (_, source, options, code) => {
  const worker = localWorker();
  slot.spawn = worker.spawn;
  const error = await errorOf(InferenceSession.create(source, options));
  expect(error.code).toBe(code);
  expect(worker.terminated).toBe(true);
});

test('an abort while loading ends in "aborted" and terminates', async () => {
  const importEngine = () => new Promise<never>(() => {});
  const worker = localWorker({ importEngine });
  slot.spawn = worker.spawn;
  const stop = new AbortController();
  const promise = InferenceSession.create(MODEL, { signal: stop.signal });
  setTimeout(() => stop.abort(new Error('left the page')), 20);
  const error = await errorOf(promise);
  expect(error.code).toBe('aborted');
  expect(error.cause).toEqual(new Error('left the page'));
  expect(worker.terminated).toBe(true);
});

test('the engine that does not start ends the load too', async () => {
  const worker = localWorker({ features: { simd: false } });
  slot.spawn = worker.spawn;
  const error = await errorOf(InferenceSession.create(MODEL));
  expect(error.code).toBe('unsupported-environment');
  expect(worker.terminated).toBe(true);
});

test('progress tells download, compile, verify and parse', async () => {
  const seen: Progress['phase'][] = [];
  const digest = await crypto.subtle.digest('SHA-256', MODEL);
  const sha256 = Buffer.from(digest).toString('hex');
  const { session } = await open({}, { sha256, onProgress: ({ phase }) => seen.push(phase) });
  expect(new Set(seen)).toEqual(new Set(['download', 'compile', 'verify', 'parse']));
  expect(seen.at(-1)).toBe('parse');
  await session.release();
});

test('an aborted run leaves the session usable', async () => {
  const stop = new AbortController();
  const { session } = await open({
    engine: { steps: 30, onStep: (step) => step === 5 && stop.abort() },
  });
  const error = await errorOf(session.run({ input: input() }, { signal: stop.signal }));
  expect(error.code).toBe('aborted');
  expect(await session.run({ input: input() })).toHaveProperty('mean');
  await session.release();
});

/** A tensor of ones with that height and width. */
const ones = (size: number) =>
  new Tensor('float32', new Float32Array(3 * size * size).fill(1), [1, 3, size, size]);
const shapeOf = (session: InferenceSession) => session.graph().nodes[0]?.outputShapes[0];

test('the graph follows the last run that ended well, past cancelled ones', async () => {
  const { session } = await open({ engine: { inputShape: [1, 3, -1, -1], steps: 4 } });
  await session.run({ input: ones(4) });
  expect(shapeOf(session)).toEqual([1, 3, 4, 4]);
  for (const delay of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
    const stop = new AbortController();
    const cancelled = session.run({ input: ones(6) }, { signal: stop.signal });
    for (let turn = 0; turn < delay; turn += 1) await new Promise((next) => setImmediate(next));
    stop.abort();
    await cancelled.catch(() => {});
    // Wherever the cancel came: what follows at the same shape has its graph, and so has the old.
    await session.run({ input: ones(6) });
    expect(shapeOf(session)).toEqual([1, 3, 6, 6]);
    await session.run({ input: ones(4) });
    expect(shapeOf(session)).toEqual([1, 3, 4, 4]);
  }
  await session.release();
});

test('the graph is that of the last of runs that wait for each other', async () => {
  const { session } = await open({ engine: { inputShape: [1, 3, -1, -1] } });
  const first = session.run({ input: ones(4) });
  const second = session.run({ input: ones(6) });
  await first;
  const third = session.run({ input: ones(4) });
  await second;
  expect(shapeOf(session)).toEqual([1, 3, 6, 6]);
  await third;
  expect(shapeOf(session)).toEqual([1, 3, 4, 4]);
  await session.release();
});

test('latest wins', async () => {
  const { session } = await open({ engine: { steps: 30 } });
  const first = session.run({ input: picture }, { latest: true });
  const second = session.run({ input: picture }, { latest: true });
  expect((await errorOf(first)).code).toBe('superseded');
  expect(await second).toHaveProperty('mean');
  await session.release();
});

test('release rejects what waits, and what comes later', async () => {
  const { session, worker } = await open({ engine: { steps: 1000 } });
  const promise = session.run({ input: input() });
  await session[Symbol.asyncDispose]();
  expect(worker.terminated).toBe(true);
  expect((await errorOf(promise)).code).toBe('released');
  expect((await errorOf(session.run({ input: input() }))).code).toBe('released');
  await session.release();
});

test('a worker that dies rejects the run', async () => {
  const { session, worker } = await open({ engine: { steps: 1000 } });
  const promise = session.run({ input: input() });
  worker.fail('it ended with exit code 134');
  expect((await errorOf(promise)).code).toBe('worker-failed');
});
