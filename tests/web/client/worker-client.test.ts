import { expect, test, vi } from 'vitest';
import { WorkerClient } from '../../../web/src/client/worker-client.js';
import type { PortListener, Spawn } from '../../../web/src/client/worker-port.js';
import type { ToWorker } from '../../../web/src/protocol/index.js';
import { errorOf } from '../support/errors.js';

/** A worker that does nothing by itself. */
function manualWorker() {
  const posted: ToWorker[] = [];
  const keepAlive = vi.fn();
  const terminate = vi.fn(async () => {});
  let listener: PortListener | undefined;
  const spawn: Spawn = (given) => {
    listener = given;
    return { post: (message) => posted.push(message), terminate, keepAlive };
  };
  const answer = (id: number, value: unknown) =>
    listener?.message({ kind: 'answer', id, value: value as never });
  return {
    spawn,
    posted,
    keepAlive,
    terminate,
    answer,
    listener: () => listener as PortListener,
  };
}

const MEMORY = { weights: 1, fast: 2, inspect: 3, fastAtLeast: 2, heap: 4 };

test('answers find their request whatever their order', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn);
  const first = client.request('memory', null);
  const second = client.request('statistics', null);
  const [a, b] = worker.posted as { id: number }[];
  worker.answer(b?.id ?? 0, []);
  worker.answer(a?.id ?? 0, MEMORY);
  expect(await first).toEqual(MEMORY);
  expect(await second).toEqual([]);
  await client.terminate();
});

test('ids are never used twice', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn);
  const all = Array.from({ length: 100 }, () => client.request('memory', null));
  const ids = worker.posted.map((message) => message.kind === 'request' && message.id);
  expect(new Set(ids).size).toBe(100);
  const settled = Promise.allSettled(all);
  await client.terminate();
  await settled;
});

test('a failure arrives as PlaygroundError with all its parts', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn);
  const promise = client.request('memory', null);
  const error = {
    code: 'invalid-shape',
    message: 'Conv "a": the kernel is larger than its input.',
    hint: 'Use a larger picture.',
    node: 'a',
    op: 'Conv',
    attribute: 'kernel_shape',
    shapes: ['X [1,3,2,2]'],
  } as const;
  worker
    .listener()
    .message({ kind: 'failure', id: 1, error: { ...error, shapes: [...error.shapes] } });
  const thrown = await errorOf(promise);
  expect(thrown).toMatchObject({ ...error, name: 'PlaygroundError' });
  await client.terminate();
});

test.each(['it broke', 'it ended with exit code 1'])(
  'when the worker fails (%s), everything that waits is rejected, and what comes later too',
  async (reason) => {
    const worker = manualWorker();
    const client = new WorkerClient(worker.spawn);
    const waiting = [client.request('memory', null), client.request('statistics', null)];
    worker.listener().failed(reason);
    for (const promise of [...waiting, client.request('memory', null)]) {
      const error = await errorOf(promise);
      expect(error.code).toBe('worker-failed');
      expect(error.message).toContain(reason);
    }
    expect(worker.terminate).toHaveBeenCalledTimes(1);
  },
);

test('a worker that never says hello is given up', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn, 20);
  const error = await errorOf(client.request('memory', null));
  expect(error.code).toBe('worker-failed');
  expect(error.message).toContain('did not answer within 0.02 s');
});

test('one that says hello may take its time', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn, 20);
  const promise = client.request('memory', null);
  worker.listener().message({ kind: 'hello' });
  await new Promise((resolve) => setTimeout(resolve, 60));
  worker.answer(1, MEMORY);
  expect(await promise).toEqual(MEMORY);
  await client.terminate();
});

test('terminate rejects what waits with "released", once', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn);
  const promise = client.request('memory', null);
  await Promise.all([client.terminate(), client.terminate()]);
  expect((await errorOf(promise)).code).toBe('released');
  expect((await errorOf(client.request('memory', null))).code).toBe('released');
  expect(worker.terminate).toHaveBeenCalledTimes(1);
});

test('an abort rejects at once, tells the worker, and its late answer is ignored', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn);
  const stop = new AbortController();
  const promise = client.request('memory', null, { signal: stop.signal });
  stop.abort(new Error('changed my mind'));
  const error = await errorOf(promise);
  expect(error.code).toBe('aborted');
  expect(error.cause).toEqual(new Error('changed my mind'));
  expect(worker.posted[1]).toEqual({ kind: 'cancel', id: 1 });
  worker.answer(1, MEMORY);
  const next = client.request('memory', null);
  worker.answer(2, MEMORY);
  expect(await next).toEqual(MEMORY);
  await client.terminate();
});

test('an abort after the answer changes nothing', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn);
  const stop = new AbortController();
  const promise = client.request('memory', null, { signal: stop.signal });
  worker.answer(1, MEMORY);
  await promise;
  stop.abort();
  expect(worker.posted).toHaveLength(1);
  await client.terminate();
});

test('a signal that has fired posts nothing', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn);
  const error = await errorOf(client.request('memory', null, { signal: AbortSignal.abort() }));
  expect(error.code).toBe('aborted');
  expect(worker.posted).toHaveLength(0);
  await client.terminate();
});

test('progress goes to its own request only', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn);
  const seen: unknown[] = [];
  const run = {
    feeds: [],
    keep: undefined,
    read: [],
    measure: false,
    latest: false,
    described: 0,
  };
  const first = client.request('run', run, { onProgress: (progress) => seen.push(progress) });
  const second = client.request('run', run);
  for (const id of [1, 2]) {
    worker.listener().message({ kind: 'progress', id, progress: { done: id, total: 9 } });
  }
  expect(seen).toEqual([{ done: 1, total: 9 }]);
  await client.terminate();
  await Promise.allSettled([first, second]);
});

test('an error of the progress callback ends its request, and no other', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn);
  const run = {
    feeds: [],
    keep: undefined,
    read: [],
    measure: false,
    latest: false,
    described: 0,
  };
  const bug = new RangeError('bug in the page');
  const onProgress = () => {
    throw bug;
  };
  const first = client.request('run', run, { onProgress });
  const second = client.request('memory', null);
  const progress = { done: 1, total: 9 };
  expect(() => worker.listener().message({ kind: 'progress', id: 1, progress })).not.toThrow();
  await expect(first).rejects.toBe(bug);
  expect(worker.posted.at(-1)).toEqual({ kind: 'cancel', id: 1 });
  worker.answer(2, MEMORY);
  expect(await second).toEqual(MEMORY);
  await client.terminate();
});

test('the process is kept alive exactly while something waits', async () => {
  const worker = manualWorker();
  const client = new WorkerClient(worker.spawn);
  expect(worker.keepAlive).toHaveBeenLastCalledWith(false);
  const promise = client.request('memory', null);
  expect(worker.keepAlive).toHaveBeenLastCalledWith(true);
  worker.answer(1, MEMORY);
  await promise;
  expect(worker.keepAlive).toHaveBeenLastCalledWith(false);
  await client.terminate();
});
