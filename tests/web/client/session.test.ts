// The session over the real worker side with a fake engine, in one thread.

import { expect, test, vi } from 'vitest';
import { createClassifier } from '../../../web/src/client/classifier.js';
import type { RunOptions, SessionOptions } from '../../../web/src/client/options.js';
import { setPackageFiles } from '../../../web/src/client/package-files.js';
import { InferenceSession } from '../../../web/src/client/session.js';
import { Tensor } from '../../../web/src/client/tensor.js';
import type { Spawn } from '../../../web/src/client/worker-port.js';
import type { GraphDescription, Progress } from '../../../web/src/protocol/index.js';
import { errorOf } from '../support/errors.js';
import type { EnvironmentOptions } from '../support/fake-environment.js';
import { FAKE_MODULES, type LocalWorker, localWorker } from '../support/local-worker.js';

let spawn: Spawn | undefined;
vi.mock('../../../web/src/client/worker-port.js', () => ({ spawner: () => spawn }));
setPackageFiles(() => ({
  worker: { url: new URL('https://x.test/worker.js') },
  modules: FAKE_MODULES,
}));

const MODEL = Uint8Array.of(8, 8, 1, 1);

async function open(environment: EnvironmentOptions = {}, options: SessionOptions = {}) {
  const worker: LocalWorker = localWorker(environment);
  spawn = worker.spawn;
  return { worker, session: await InferenceSession.create(MODEL, options) };
}

/** Makes the engine leave the last sizes of the output open in its description. */
function openOutput(inner: Spawn): Spawn {
  return (listener) =>
    inner({
      ...listener,
      message: (message) => {
        const value = message.kind === 'answer' ? (message.value as { graph?: unknown }) : {};
        const [output] = (value?.graph as GraphDescription | undefined)?.outputs ?? [];
        if (output !== undefined) output.shape = [1, 3, -1, -1];
        listener.message(message);
      },
      failed: (reason) => listener.failed(reason),
    });
}

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

test('the fed tensor is still whole after a run', async () => {
  const { session } = await open();
  const given = input();
  await session.run({ input: given });
  expect(given.data).toHaveLength(12);
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

test('labels and preprocess come from the file', async () => {
  const preprocess = { mean: [0.5, 0.5, 0.5], resize: 9 };
  const metadata = { labels: '["a","b","c"]', preprocess: JSON.stringify(preprocess) };
  const { session } = await open({ engine: { metadata } });
  expect(session.labels).toEqual(['a', 'b', 'c']);
  expect(session.preprocess).toMatchObject(preprocess);
  expect(session.info.notes).toEqual([]);
  await session.release();
});

test('labels that cannot be used are noted', async () => {
  const { session } = await open({ engine: { metadata: { labels: '{"0":"a"}' } } });
  expect(session.labels).toBeUndefined();
  expect(session.info.notes.join()).toContain('labels');
  await session.release();
});

test.each([
  [{ thread: 2 }, 'no option "thread"'],
  [{ threads: 0 }, '"threads"'],
  [{ threads: 'many' }, '"threads"'],
  [{ sha256: 'abc' }, '"sha256"'],
  [{ maxMemory: -1 }, '"maxMemory"'],
  [{ signal: new AbortController() }, '"signal"'],
  [{ signal: {} }, '"signal"'],
  [{ onProgress: 3 }, '"onProgress"'],
  [{ workerUrl: 5 }, 'workerUrl'],
  [{ wasmUrl: 'ftp://x.test/' }, 'wasmUrl'],
])('create with %o says what is wrong, and starts nothing', async (options, message) => {
  spawn = () => {
    throw new Error('a worker was started');
  };
  const error = await errorOf(InferenceSession.create(MODEL, options as SessionOptions));
  expect(error.code).toBe('invalid-argument');
  expect(error.message).toContain(message);
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
  spawn = worker.spawn;
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
  spawn = worker.spawn;
  const bug = new RangeError('bug in the page');
  const onProgress = ({ phase }: Progress) => {
    if (phase === at) throw bug;
  };
  await expect(InferenceSession.create(MODEL, { onProgress })).rejects.toBe(bug);
  expect(worker.terminated).toBe(true);
});

test('an error in loading terminates the worker', async () => {
  const worker = localWorker();
  spawn = worker.spawn;
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
  spawn = worker.spawn;
  const error = await errorOf(InferenceSession.create(source, options));
  expect(error.code).toBe(code);
  expect(worker.terminated).toBe(true);
});

test('an abort while loading ends in "aborted" and terminates', async () => {
  const importEngine = () => new Promise<never>(() => {});
  const worker = localWorker({ importEngine });
  spawn = worker.spawn;
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
  spawn = worker.spawn;
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

test('a classifier: softmax where the network has none, labels, and top_k', async () => {
  spawn = localWorker({ engine: { metadata: { labels: '["a","b","c"]' } } }).spawn;
  const classify = await createClassifier(MODEL);
  expect(classify.scoreNote).toContain('softmax is applied');
  const predictions = await classify(picture, { top_k: 2 });
  // The fake gives every class the same logit.
  expect(predictions).toEqual([
    { label: 'a', score: expect.closeTo(1 / 3, 6), index: 0 },
    { label: 'b', score: expect.closeTo(1 / 3, 6), index: 1 },
  ]);
  expect((await errorOf(classify(picture, { top_k: 0 }))).code).toBe('invalid-argument');
  await classify.release();
  expect((await errorOf(classify(picture))).code).toBe('released');
});

test('a classifier of a session leaves the session alone', async () => {
  const { session } = await open();
  const classify = await createClassifier(session, { labels: ['x', 'y', 'z'] });
  expect((await classify(picture))[0]?.label).toBe('x');
  await classify.release();
  expect(await session.run({ input: input() })).toHaveProperty('mean');
  const error = await errorOf(createClassifier(session, { threads: 2 }));
  expect(error.message).toContain('threads');
  await session.release();
});

test('labels that do not fit are refused, and the worker ended', async () => {
  const worker = localWorker();
  spawn = worker.spawn;
  const error = await errorOf(createClassifier(MODEL, { labels: ['only one'] }));
  expect(error.code).toBe('labels-mismatch');
  expect(error.message).toContain('3 classes');
  expect(worker.terminated).toBe(true);
});

test('labels are counted by the classes, not by the batch', async () => {
  const labels = ['a', 'b', 'c'];
  // The fake's output is [batch, channels, 1, 1].
  spawn = localWorker({ engine: { inputShape: [-1, 3, 2, 2] } }).spawn;
  const classify = await createClassifier(MODEL, { labels });
  expect(await classify(picture)).toHaveLength(3);
  await classify.release();
  spawn = localWorker({ engine: { inputShape: [-1, 3, 2, 2] } }).spawn;
  const two = ['a', 'b'];
  const error = await errorOf(createClassifier(MODEL, { labels: two }));
  expect(error.code).toBe('labels-mismatch');
});

test('a fixed batch is refused when the classifier is made', async () => {
  const worker = localWorker({ engine: { inputShape: [8, 3, 2, 2] } });
  spawn = worker.spawn;
  const error = await errorOf(createClassifier(MODEL, { labels: Array(8).fill('a') }));
  expect(error.code).toBe('unsupported');
  expect(error.message).toContain('8 pictures');
  expect(error.hint).toContain('batch');
  expect(worker.terminated).toBe(true);
});

test('a class count that only a run tells is compared then', async () => {
  spawn = openOutput(localWorker().spawn);
  const classify = await createClassifier(MODEL, { labels: ['a', 'b'] });
  const error = await errorOf(classify(picture));
  expect(error.code).toBe('labels-mismatch');
  expect(error.message).toContain('3 classes');
  await classify.release();
});

test.each([
  [{ labels: 'a,b,c' }, 'labels'],
  [{ labels: ['a', 2] }, 'labels'],
  [{ preprocess: { divisor: 0 } }, 'preprocess.divisor'],
  [{ preprocess: { size: 1 } }, 'size'],
])('createClassifier with %o is refused before anything starts', async (options, message) => {
  spawn = () => {
    throw new Error('a worker was started');
  };
  const given = options as unknown as Parameters<typeof createClassifier>[1];
  const error = await errorOf(createClassifier(MODEL, given));
  expect(error.code).toBe('invalid-argument');
  expect(error.message).toContain(message);
});

test('a signal of classify is checked', async () => {
  spawn = localWorker().spawn;
  const classify = await createClassifier(MODEL);
  const signal = new AbortController() as unknown as AbortSignal;
  expect((await errorOf(classify(picture, { signal }))).message).toContain('signal');
  await classify.release();
});

test('a network without a picture for input is no classifier', async () => {
  const worker = localWorker({ engine: { inputShape: [1, 7, 2, 2] } });
  spawn = worker.spawn;
  const error = await errorOf(createClassifier(MODEL));
  expect(error.code).toBe('unsupported');
  expect(worker.terminated).toBe(true);
});
