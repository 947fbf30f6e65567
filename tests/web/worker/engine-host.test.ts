import { expect, test } from 'vitest';
import { type Api, readDescription } from '../../../web/src/protocol/index.js';
import { EngineHost } from '../../../web/src/worker/engine-host.js';
import { type FakeOptions, fakeEngine, loaderOf, no, ok } from '../support/fake-engine.js';
import { fakeEnvironment } from '../support/fake-environment.js';
import { FAKE_MODULES } from '../support/local-worker.js';

const call = { progress: () => {}, pause: async () => {} };

async function loaded(engine: FakeOptions = {}) {
  const host = new EngineHost(fakeEnvironment({ engine }));
  await host.start({ modules: FAKE_MODULES, threads: 1 }, call);
  const { description } = await host.load({ model: new Uint8Array(4), maxMemory: 0 }, call);
  return { host, graph: readDescription(description) };
}

/** A host whose engine gives an error of this code for the value "doubled". */
async function refusing(code: string) {
  const engine = fakeEngine();
  const load: typeof engine.load = (options) => {
    const loader = engine.load(options).value;
    loader?.step(8);
    const session = loader?.take();
    if (session === undefined) return no('backend', 'not reached');
    const value: typeof session.value = (name) =>
      name === 'doubled' ? no(code, 'Refused.') : session.value(name);
    return ok(loaderOf({ ...session, value }));
  };
  const host = new EngineHost(
    fakeEnvironment({ importEngine: async () => async () => ({ ...engine, load }) }),
  );
  await host.start({ modules: FAKE_MODULES, threads: 1 }, call);
  await host.load({ model: new Uint8Array(4), maxMemory: 0 }, call);
  return host;
}

const run = (keep: Api['run']['in']['keep'], values = [1, -2, 3, -4]): Api['run']['in'] => ({
  feeds: [{ name: 'input', dims: [1, 1, 2, 2], data: Float32Array.from(values) }],
  keep,
  read: [],
  measure: false,
  latest: false,
  described: 0,
});

test('without keep the fast plan runs and only outputs come back', async () => {
  const { host } = await loaded();
  const { values } = await host.run(run(undefined), call);
  // Twice the values, negatives to 0, mean of four: (2 + 0 + 6 + 0) / 4.
  expect(values).toEqual([
    { name: 'mean', type: 'float32', dims: [1, 1, 1, 1], data: Float32Array.of(2) },
  ]);
});

test('kept values are copies: the next one does not overwrite them', async () => {
  const { host } = await loaded();
  const { values } = await host.run(run('all'), call);
  const byName = Object.fromEntries(values.map((value) => [value.name, [...value.data]]));
  expect(byName).toEqual({
    mean: [2],
    input: [1, -2, 3, -4],
    doubled: [2, -4, 6, -8],
    positive: [2, 0, 6, 0],
  });
});

test.each([
  ['int64', BigInt64Array.of(-1n, 2n ** 62n)],
  ['int32', Int32Array.of(-1, 7)],
  ['int8', Int8Array.of(-1, 7)],
  ['uint8', Uint8Array.of(255, 7)],
  ['bool', Uint8Array.of(0, 1)],
] as const)('a value of type %s comes in an array of its own', async (type, data) => {
  const engine = fakeEngine();
  const heap = new Uint8Array(100);
  const bytes = heap.subarray(3, 3 + data.byteLength);
  bytes.set(new Uint8Array(data.buffer));
  const load: typeof engine.load = (options) => {
    const loader = engine.load(options).value;
    loader?.step(8);
    const session = loader?.take();
    if (session === undefined) return no('backend', 'not reached');
    return ok(loaderOf({ ...session, value: () => ok({ type, dims: [2], bytes }) }));
  };
  const host = new EngineHost(
    fakeEnvironment({ importEngine: async () => async () => ({ ...engine, load }) }),
  );
  await host.start({ modules: FAKE_MODULES, threads: 1 }, call);
  await host.load({ model: new Uint8Array(4), maxMemory: 0 }, call);
  const values = await host.values({ names: ['y'] }, call);
  heap.fill(9);
  expect(values).toEqual([{ name: 'y', type, dims: [2], data }]);
});

test('all keeps what there is, but memory that ran out is an error', async () => {
  const { values } = await (await refusing('invalid-argument')).run(run('all'), call);
  expect(values.map(({ name }) => name)).toEqual(['mean', 'input', 'positive']);
  const host = await refusing('out-of-memory');
  await expect(host.run(run('all'), call)).rejects.toMatchObject({
    data: { code: 'out-of-memory' },
  });
});

test('a list keeps what it names, each once, after the outputs', async () => {
  const { host } = await loaded();
  const { values } = await host.run(run(['positive', 'mean', 'positive']), call);
  expect(values.map(({ name }) => name)).toEqual(['mean', 'positive']);
});

test('values and statistics that are asked for come with the run', async () => {
  const { host } = await loaded();
  const made = await host.run({ ...run([]), read: ['positive'], measure: true }, call);
  expect(made.values.map(({ name }) => name)).toEqual(['mean', 'positive']);
  expect(made.statistics).toEqual(await host.statistics(null, call));
  expect(await host.run(run([]), call)).not.toHaveProperty('statistics');
});

test('of values that are asked for, those that the engine does not hold are left out', async () => {
  const host = await refusing('invalid-argument');
  const { values } = await host.run({ ...run([]), read: ['doubled', 'positive'] }, call);
  expect(values.map(({ name }) => name)).toEqual(['mean', 'positive']);
});

test('an empty list runs the inspect plan, so values and statistics answer', async () => {
  const { host } = await loaded();
  expect((await host.run(run([]), call)).values).toHaveLength(1);
  const [doubled] = await host.values({ names: ['doubled'] }, call);
  expect([...(doubled?.data ?? [])]).toEqual([2, -4, 6, -8]);
  const statistics = await host.statistics(null, call);
  expect(statistics.find(({ name }) => name === 'positive')).toMatchObject({ max: 6, zeros: 2 });
});

test('a value the engine refuses is that error, and the host lives on', async () => {
  const { host } = await loaded();
  await host.run(run(undefined), call);
  await expect(host.values({ names: ['doubled'] }, call)).rejects.toThrow('No value "doubled"');
  await expect(host.run(run(undefined), call)).resolves.toBeDefined();
});

test('a description comes back where the caller holds another', async () => {
  const { host } = await loaded();
  const first = await host.run(run(undefined), call);
  expect(first.resolution).toBe(1);
  const { nodes } = readDescription(String(first.description));
  expect(nodes[0]?.outputShapes).toEqual([[1, 1, 2, 2]]);
  expect((await host.run({ ...run(undefined), described: 1 }, call)).description).toBeUndefined();
  // Who was told nothing since the load is told now.
  expect((await host.run(run(undefined), call)).description).toBe(first.description);
});

test('a picture goes through the spec, height and width not swapped', async () => {
  const { host } = await loaded();
  const feed = {
    name: 'input',
    picture: { data: Uint8Array.of(51, 0, 0, 255, 0, 0, 0, 255), width: 2, height: 1 },
    preprocess: {
      resize: 4,
      crop: [2, 3] as [number, number],
      interpolation: 'bilinear' as const,
      divisor: 255,
      mean: [0, 0, 0] as [number, number, number],
      std: [1, 1, 1] as [number, number, number],
      order: 'RGB' as const,
      layout: 'NCHW' as const,
      channels: 3 as const,
    },
  };
  const { values } = await host.run(
    { feeds: [feed], keep: ['input'], read: [], measure: false, latest: false, described: 0 },
    call,
  );
  const input = values.find(({ name }) => name === 'input');
  expect(input?.dims).toEqual([1, 3, 2, 3]);
  expect(input?.data[0]).toBeCloseTo(0.2, 6);
});

test('a long run gives way between slices and reports steps', async () => {
  const { host } = await loaded({ steps: 5 });
  const reports: unknown[] = [];
  let pauses = 0;
  await host.run(run(undefined), {
    progress: (progress) => reports.push(progress),
    pause: async () => {
      pauses += 1;
    },
  });
  expect(reports).toEqual([1, 2, 3, 4].map((done) => ({ done, total: 5 })));
  expect(pauses).toBe(4);
});

test('memory adds the heap to the session', async () => {
  const { host } = await loaded();
  expect(await host.memory()).toEqual({
    weights: 100,
    fast: 200,
    inspect: 300,
    fastAtLeast: 150,
    other: 50,
    heap: 1 << 24,
  });
});

test.each(['load', 'begin'] as const)('a trap in %s is an engine-crash', async (trapIn) => {
  const host = new EngineHost(fakeEnvironment({ engine: { trapIn } }));
  await host.start({ modules: FAKE_MODULES, threads: 1 }, call);
  const attempt = async () => {
    await host.load({ model: new Uint8Array(4), maxMemory: 0 }, call);
    await host.run(run(undefined), call);
  };
  await expect(attempt()).rejects.toMatchObject({ data: { code: 'engine-crash' } });
  await expect(host.memory()).rejects.toMatchObject({ data: { code: 'engine-crash' } });
});

test('loading goes in slices, tells the share that is done, and stops between two', async () => {
  const host = new EngineHost(fakeEnvironment({ engine: { slices: 4 } }));
  await host.start({ modules: FAKE_MODULES, threads: 1 }, call);
  const reports: number[] = [];
  const input = { model: new Uint8Array(4), maxMemory: 0 };
  await host.load(input, { ...call, progress: ({ loaded }) => void reports.push(loaded) });
  expect(reports).toEqual([0, 0.25, 0.5, 0.75, 1]);

  const stopped = new EngineHost(fakeEnvironment({ engine: { slices: 4 } }));
  await stopped.start({ modules: FAKE_MODULES, threads: 1 }, call);
  let pauses = 0;
  const pause = async () => {
    pauses += 1;
    if (pauses === 2) throw new Error('cancelled');
  };
  await expect(stopped.load(input, { ...call, pause })).rejects.toThrow('cancelled');
  expect(pauses).toBe(2);
});

test('the second module is fetched for the first model that needs it, and once', async () => {
  const fetched: string[] = [];
  const engine = fakeEngine({ needsSecond: true, slices: 3 });
  const environment = fakeEnvironment({ importEngine: async () => async () => engine });
  const host = new EngineHost({
    ...environment,
    readBytes: (url) => {
      fetched.push(url);
      return environment.readBytes(url);
    },
  });
  await host.start({ modules: FAKE_MODULES, threads: 1 }, call);
  for (let models = 0; models < 2; models++)
    await host.load({ model: new Uint8Array(4), maxMemory: 0 }, call);
  expect(fetched).toEqual([FAKE_MODULES.simd.second]);
  expect(engine.log.filter((entry) => entry === 'second module')).toHaveLength(1);
});

test('a second module that cannot be had is said, and asked for again by the next load', async () => {
  const engine = fakeEngine({ needsSecond: true, slices: 2 });
  const environment = fakeEnvironment({ importEngine: async () => async () => engine });
  let isThere = false;
  const host = new EngineHost({
    ...environment,
    readBytes: async (url) =>
      isThere ? environment.readBytes(url) : new TextEncoder().encode('<!doctype html>'),
  });
  await host.start({ modules: FAKE_MODULES, threads: 1 }, call);
  const load = () => host.load({ model: new Uint8Array(4), maxMemory: 0 }, call);
  await expect(load()).rejects.toMatchObject({
    data: { code: 'engine-not-loaded', message: expect.stringContaining('cnn-simd-second.wasm') },
  });
  isThere = true;
  await load();
});
