import { expect, test } from 'vitest';
import type { Api, FromWorker, ToWorker } from '../../../web/src/protocol/index.js';
import { EngineHost } from '../../../web/src/worker/engine-host.js';
import { RequestQueue } from '../../../web/src/worker/request-queue.js';
import { type EnvironmentOptions, fakeEnvironment } from '../support/fake-environment.js';
import { FAKE_MODULES } from '../support/local-worker.js';

const RUN: Api['run']['in'] = {
  feeds: [{ name: 'input', dims: [1, 1, 1, 2], data: Float32Array.of(1, -2) }],
  keep: undefined,
  read: [],
  measure: false,
  latest: false,
  described: 0,
};

/** A worker with engine and model; answers of ids 1 and 2 are taken off. */
async function ready(options: EnvironmentOptions = {}) {
  const environment = fakeEnvironment(options);
  const queue = new RequestQueue(new EngineHost(environment), environment);
  const send = (message: ToWorker) => queue.receive(message);
  send({
    kind: 'request',
    id: 1,
    method: 'start',
    input: { modules: FAKE_MODULES, threads: 'auto' },
  });
  send({
    kind: 'request',
    id: 2,
    method: 'load',
    input: { model: new Uint8Array(4), maxMemory: 0 },
  });
  await settled(environment.sent, 2);
  environment.sent.length = 0;
  return { send, sent: environment.sent };
}

/** Waits until `count` requests have been answered one way or the other. */
async function settled(sent: readonly FromWorker[], count: number) {
  const ends = () => sent.filter(({ kind }) => kind === 'answer' || kind === 'failure');
  for (let turn = 0; turn < 1000 && ends().length < count; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return ends();
}

const run = (id: number, more: Partial<Api['run']['in']> = {}): ToWorker => ({
  kind: 'request',
  id,
  method: 'run',
  input: { ...RUN, ...more },
});

test('requests are answered in order, each under its own id', async () => {
  const { send, sent } = await ready();
  for (const id of [3, 4, 5]) send(run(id));
  const ends = await settled(sent, 3);
  expect(ends).toMatchObject([3, 4, 5].map((id) => ({ kind: 'answer', id })));
});

test('a cancel between slices ends the run with "aborted", and the next one runs', async () => {
  let cancel = () => {};
  const { send, sent } = await ready({
    engine: { steps: 10, onStep: (step) => step === 3 && cancel() },
  });
  let once = true;
  cancel = () => {
    if (once) send({ kind: 'cancel', id: 3 });
    once = false;
  };
  send(run(3));
  send(run(4));
  const ends = await settled(sent, 2);
  expect(ends).toMatchObject([
    { kind: 'failure', id: 3, error: { code: 'aborted' } },
    { kind: 'answer', id: 4 },
  ]);
  const progress = sent.filter((message) => message.kind === 'progress' && message.id === 3);
  expect(progress.length).toBeLessThan(10);
});

test('a cancel of a waiting request takes it out of the queue', async () => {
  const { send, sent } = await ready();
  send(run(3));
  send(run(4));
  send({ kind: 'cancel', id: 4 });
  const ends = await settled(sent, 2);
  expect(ends).toMatchObject([
    { kind: 'failure', id: 4, error: { code: 'aborted' } },
    { kind: 'answer', id: 3 },
  ]);
});

test('latest wins: running and waiting ones give way, others stay', async () => {
  const { send, sent } = await ready({ engine: { steps: 50 } });
  send(run(3, { latest: true }));
  send(run(4));
  send(run(5, { latest: true }));
  send(run(6, { latest: true }));
  const ends = await settled(sent, 4);
  const byId = Object.fromEntries(ends.map((end) => ['id' in end ? end.id : 0, end]));
  expect(byId[3]).toMatchObject({ kind: 'failure', error: { code: 'superseded' } });
  expect(byId[4]).toMatchObject({ kind: 'answer' });
  expect(byId[5]).toMatchObject({ kind: 'failure', error: { code: 'superseded' } });
  expect(byId[6]).toMatchObject({ kind: 'answer' });
});

test('of five short latest runs that arrive while the worker is busy, one is run', async () => {
  let begun = 0;
  const { send, sent } = await ready({ engine: { steps: 1, onStep: () => (begun += 1) } });
  // Messages of one batch are delivered in turns of their own, as between threads.
  for (const id of [3, 4, 5, 6, 7]) setImmediate(() => send(run(id, { latest: true })));
  const ends = await settled(sent, 5);
  expect(ends.filter(({ kind }) => kind === 'answer')).toMatchObject([{ id: 7 }]);
  for (const end of ends.filter(({ kind }) => kind === 'failure')) {
    expect(end).toMatchObject({ error: { code: 'superseded' } });
  }
  expect(begun).toBe(1);
});

test('an error of the engine arrives as plain data without its empty fields', async () => {
  const environment = fakeEnvironment();
  const queue = new RequestQueue(new EngineHost(environment), environment);
  queue.receive({
    kind: 'request',
    id: 1,
    method: 'start',
    input: { modules: FAKE_MODULES, threads: 1 },
  });
  queue.receive({
    kind: 'request',
    id: 2,
    method: 'load',
    input: { model: Uint8Array.of(0xff), maxMemory: 0 },
  });
  const [, failure] = await settled(environment.sent, 2);
  expect(failure).toEqual({
    kind: 'failure',
    id: 2,
    error: {
      code: 'unsupported',
      message: 'Node "x": operator Foo is not supported.',
      hint: '',
      node: 'x',
      op: 'Foo',
      shapes: ['X [1,3,4,4]'],
    },
  });
});

test('a trap is "engine-crash", and so is every call after it', async () => {
  const { send, sent } = await ready({ engine: { trapIn: 'step' } });
  send(run(3));
  send({ kind: 'request', id: 4, method: 'memory', input: null });
  const ends = await settled(sent, 2);
  for (const end of ends) {
    expect(end).toMatchObject({ kind: 'failure', error: { code: 'engine-crash' } });
    expect(JSON.stringify(end)).toContain('unreachable');
    expect(JSON.stringify(end)).toContain('cannot be used any more');
  }
});

test('calls before start and load are refused, not crashed', async () => {
  const environment = fakeEnvironment();
  const queue = new RequestQueue(new EngineHost(environment), environment);
  queue.receive({ kind: 'request', id: 1, method: 'memory', input: null });
  expect(await settled(environment.sent, 1)).toMatchObject([
    { kind: 'failure', error: { code: 'engine-not-loaded' } },
  ]);
});

/** A queue with its host at rest, and every turn of its idle time. */
function idleQueue(slices: number) {
  const environment = fakeEnvironment();
  const done: string[] = [];
  let left = slices;
  const queue = new RequestQueue(new EngineHost(environment), environment, () => {
    if (left === 0) return false;
    left -= 1;
    done.push('idle');
    onIdle(slices - left);
    return true;
  });
  let onIdle: (slice: number) => void = () => {};
  const ask = (id: number) => queue.receive({ kind: 'request', id, method: 'memory', input: null });
  return {
    ask,
    done,
    sent: environment.sent,
    watch: (on: (slice: number) => void) => {
      onIdle = on;
    },
  };
}

test('idle time begins when nothing waits, and ends where nothing is left to do', async () => {
  const { ask, done, sent } = idleQueue(3);
  await settled(sent, 1);
  expect(done).toEqual([]); // nobody has asked for anything
  ask(1);
  ask(2);
  await settled(sent, 2);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(done).toHaveLength(3);
  ask(3);
  expect(await settled(sent, 3)).toHaveLength(3);
});

test('a request that comes in idle time is answered before the next slice', async () => {
  const { ask, done, sent, watch } = idleQueue(50);
  watch((slice) => slice === 5 && ask(2));
  ask(1);
  await settled(sent, 2);
  expect(done.length).toBeLessThanOrEqual(6);
  expect(sent.map((message) => 'id' in message && message.id)).toEqual([1, 2]);
});
