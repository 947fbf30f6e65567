// What the worker does in idle time, and that nobody notices but by the clock.

import { expect, test } from 'vitest';
import type { Api, EngineInfo } from '../../../web/src/protocol/index.js';
import { EngineHost } from '../../../web/src/worker/engine-host.js';
import { type FakeOptions, fakeEngine, loaderOf, no, ok } from '../support/fake-engine.js';
import { type FakeEnvironment, fakeEnvironment } from '../support/fake-environment.js';
import { FAKE_MODULES } from '../support/local-worker.js';

const call = { progress: () => {}, pause: async () => {} };
const feeds = [{ name: 'input', dims: [1, 1, 2, 2], data: Float32Array.of(1, -2, 3, -4) }];
const run = (keep: Api['run']['in']['keep']): Api['run']['in'] => ({
  feeds,
  keep,
  read: [],
  measure: false,
  latest: false,
  described: 0,
});

interface Setup {
  engine?: FakeOptions;
  threads?: number | 'auto';
  warmup?: 'fast' | 'inspect' | undefined;
  now?: () => number;
}

async function loaded({ engine = {}, threads = 'auto', now = () => 0, ...rest }: Setup = {}) {
  const fake = fakeEngine(engine);
  const environment = fakeEnvironment({
    features: { threads: true, cores: 2 },
    importEngine: async () => async () => fake,
    now,
  });
  const host = new EngineHost(environment);
  await host.start({ modules: FAKE_MODULES, threads }, call);
  const warmup = 'warmup' in rest ? rest.warmup : 'fast';
  await host.load({ model: new Uint8Array(4), maxMemory: 0, warmup }, call);
  return { host, environment, log: fake.log };
}

/** All of the idle time it wants; returns the number of its slices. */
function idle(host: EngineHost): number {
  let slices = 0;
  while (host.idle()) slices += 1;
  return slices;
}

const infos = ({ sent }: FakeEnvironment): EngineInfo[] =>
  sent.flatMap((message) => (message.kind === 'info' ? [message.info] : []));

const count = (log: readonly string[], line: string) => log.filter((each) => each === line).length;

/** A machine on which two threads are worth it, or are not. */
const fasterOnTwo = (threads: number) => (threads === 2 ? 8 : 14);
const slowerOnTwo = (threads: number) => (threads === 2 ? 42 : 14);

test('idle time after loading warms up, measures, tells the threads, and ends', async () => {
  const { host, environment, log } = await loaded({ engine: { runMs: fasterOnTwo } });
  expect(infos(environment)).toMatchObject([{ module: 'simd-mt', threads: 1 }]);
  expect(infos(environment)[0]?.threadsNote).toContain('not measured yet');
  expect(idle(host)).toBeGreaterThan(0);
  expect(infos(environment)).toHaveLength(2);
  expect(infos(environment)[1]).toMatchObject({ module: 'simd-mt', threads: 2, notes: [] });
  expect(infos(environment)[1]?.threadsNote).toContain('8 ms against 14 ms');
  // 15 to be warm, five on each number of threads.
  expect(count(log, 'threads 1')).toBe(20);
  expect(count(log, 'threads 2')).toBe(5);
  expect(await host.run(run(undefined), call)).toMatchObject({ threads: 2, warm: true });
  expect(host.idle()).toBe(false);
});

test('what the user runs measures too, and is told as the first runs', async () => {
  const engine = { runMs: slowerOnTwo };
  const { host, environment, log } = await loaded({ engine, warmup: undefined });
  const made: { threads: number; warm: boolean }[] = [];
  for (let index = 0; index < 28; index += 1) {
    const { threads, warm } = await host.run(run(undefined), call);
    made.push({ threads, warm });
    expect(host.idle()).toBe(false);
  }
  expect(made.slice(0, 15)).toEqual(Array(15).fill({ threads: 1, warm: false }));
  const threads = made.slice(15).map((run) => run.threads);
  expect(threads).toEqual([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1]);
  expect(made.slice(15).every(({ warm }) => warm)).toBe(true);
  expect(count(log, 'begin fast')).toBe(28);
  expect(infos(environment).at(-1)).toMatchObject({ threads: 1 });
});

test('a number of threads is taken as it is', async () => {
  const engine = { runMs: slowerOnTwo, macs: 3e8 };
  const { host, environment, log } = await loaded({ engine, threads: 2 });
  idle(host);
  expect(await host.run(run(undefined), call)).toMatchObject({ threads: 2, warm: true });
  expect(count(log, 'threads 1')).toBe(0);
  expect(infos(environment)).toEqual([]);
});

test('but for a network too small for it, at the size of its input', async () => {
  const { host, environment } = await loaded({ threads: 2 });
  expect(infos(environment)).toMatchObject([{ module: 'simd-mt', threads: 1 }]);
  expect(infos(environment)[0]?.threadsNote).toContain('too small');
  expect(await host.run(run(undefined), call)).toMatchObject({ threads: 1 });
  const dims = [1, 1, 1200, 1200];
  const large = [{ name: 'input', dims, data: new Float32Array(1200 * 1200) }];
  await host.run({ ...run(undefined), feeds: large }, call);
  expect(infos(environment)[1]).toEqual({ module: 'simd-mt', threads: 2, notes: [] });
  expect(await host.run({ ...run(undefined), feeds: large }, call)).toMatchObject({ threads: 2 });
});

test('dry runs repeat the plan of the last run', async () => {
  const { host, log } = await loaded({ warmup: 'inspect' });
  idle(host);
  expect(log.filter((line) => line.startsWith('begin'))).not.toContain('begin fast');
  const other = await loaded({ warmup: 'fast' });
  await other.host.run(run([]), call);
  idle(other.host);
  expect(count(other.log, 'begin fast')).toBe(0);
});

test('the plan that only warmed up goes where the first run wants another', async () => {
  const first = async (warmup: 'fast' | 'inspect' | undefined, keep: string[] | undefined) => {
    const { host, log } = await loaded({ warmup });
    idle(host);
    await host.run(run(keep), call);
    await host.run(run(keep === undefined ? [] : undefined), call);
    return count(log, 'drop plans');
  };
  expect(await first('fast', [])).toBe(1);
  expect(await first('inspect', undefined)).toBe(1);
  expect(await first('fast', undefined)).toBe(0);
  expect(await first('inspect', [])).toBe(0);
  expect(await first(undefined, [])).toBe(0);
});

test('nothing of a dry run on zeros can be read', async () => {
  const { host } = await loaded();
  idle(host);
  await expect(host.values({ names: ['mean'] }, call)).rejects.toThrow();
  await expect(host.statistics(null, call)).rejects.toThrow();
});

test('values of the last run are there in the middle of a dry run', async () => {
  // From before the first dry run to the middle of the second.
  for (let slices = 0; slices < 12; slices += 1) {
    const { host } = await loaded({ engine: { steps: 6 } });
    const begin = async () => {
      await host.run(run([]), call);
      for (let slice = 0; slice < slices; slice += 1) expect(host.idle()).toBe(true);
    };
    await begin();
    const [doubled] = await host.values({ names: ['doubled'] }, call);
    expect([...(doubled?.data ?? [])]).toEqual([2, -4, 6, -8]);
    await begin();
    expect(await host.statistics(null, call)).toHaveLength(4);
  }
});

test('a run takes the place of a dry run, and gets its own numbers', async () => {
  for (let slices = 0; slices < 12; slices += 1) {
    const { host } = await loaded({ engine: { steps: 6 } });
    for (let slice = 0; slice < slices; slice += 1) expect(host.idle()).toBe(true);
    const data = Float32Array.of(slices, -2, 3, -4);
    const input = { ...run(undefined), feeds: [{ name: 'input', dims: [1, 1, 2, 2], data }] };
    const { values } = await host.run(input, call);
    expect(values[0]?.data[0]).toBe((2 * slices + 6) / 4);
  }
});

test('after a run that was cancelled nothing is run', async () => {
  const { host } = await loaded({ engine: { steps: 6 } });
  const pause = async () => {
    throw new Error('cancelled');
  };
  await expect(host.run(run(undefined), { ...call, pause })).rejects.toThrow('cancelled');
  expect(host.idle()).toBe(false);
  await host.run(run(undefined), call);
  expect(host.idle()).toBe(true);
});

test.each(['begin', 'step'] as const)(
  'a trap in %s of a dry run is the answer to the next call',
  async (trapIn) => {
    const { host } = await loaded({ engine: { trapIn } });
    idle(host);
    expect(host.idle()).toBe(false);
    await expect(host.memory()).rejects.toMatchObject({ data: { code: 'engine-crash' } });
    await expect(host.run(run(undefined), call)).rejects.toMatchObject({
      data: { code: 'engine-crash' },
    });
  },
);

test('the engine is told the names to keep, in dry runs too', async () => {
  const fake = fakeEngine();
  const asked: string[][] = [];
  const load: typeof fake.load = (options) => {
    const loader = fake.load(options).value;
    loader?.step(8);
    const session = loader?.take();
    if (session === undefined) return no('backend', 'not reached');
    const begin: typeof session.begin = (plan, keep) => {
      asked.push(keep);
      return session.begin(plan, keep);
    };
    return ok(loaderOf({ ...session, begin }));
  };
  const host = new EngineHost(
    fakeEnvironment({ importEngine: async () => async () => ({ ...fake, load }) }),
  );
  await host.start({ modules: FAKE_MODULES, threads: 1 }, call);
  await host.load({ model: new Uint8Array(4), maxMemory: 0, warmup: 'fast' }, call);
  await host.run(run(['input']), call);
  expect(host.idle()).toBe(true);
  expect(asked).toEqual([['input'], ['input']]);
  await host.run(run('all'), call);
  await host.run(run(undefined), call);
  expect(asked.slice(2)).toEqual([[], []]);
});

test('what the engine refuses in a dry run is told to who asks for it', async () => {
  const fake = fakeEngine();
  let refuses = true;
  const load: typeof fake.load = (options) => {
    const loader = fake.load(options).value;
    loader?.step(8);
    const session = loader?.take();
    if (session === undefined) return no('backend', 'not reached');
    const begin: typeof session.begin = (plan, keep) =>
      refuses ? no('limit-exceeded', 'Too large.') : session.begin(plan, keep);
    return ok(loaderOf({ ...session, begin }));
  };
  const host = new EngineHost(
    fakeEnvironment({ importEngine: async () => async () => ({ ...fake, load }) }),
  );
  await host.start({ modules: FAKE_MODULES, threads: 1 }, call);
  await host.load({ model: new Uint8Array(4), maxMemory: 0, warmup: 'fast' }, call);
  expect(host.idle()).toBe(false);
  expect(fake.log).toContain('drop plans');
  await expect(host.memory()).resolves.toBeDefined();
  await expect(host.run(run(undefined), call)).rejects.toThrow('Too large.');
  refuses = false;
  await expect(host.run(run(undefined), call)).resolves.toBeDefined();
  expect(host.idle()).toBe(true);
});

test('two threads that become slow are measured again, and given up', async () => {
  let now = 0;
  let isBusy = false;
  const runMs = (threads: number) => (isBusy ? slowerOnTwo(threads) : fasterOnTwo(threads));
  const { host, environment } = await loaded({ engine: { runMs }, now: () => now });
  idle(host);
  expect(infos(environment).at(-1)).toMatchObject({ threads: 2 });
  [now, isBusy] = [10_000, true];
  await host.run(run(undefined), call);
  expect(infos(environment).at(-1)).toMatchObject({ threads: 2 });
  idle(host);
  expect(infos(environment).at(-1)).toMatchObject({ threads: 1 });
  expect(await host.run(run(undefined), call)).toMatchObject({ threads: 1 });
});
