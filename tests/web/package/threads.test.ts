// The package with its real worker in a real thread, and a stand-in for the engine in it.

import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlaygroundError, SessionOptions } from '../../../web/src/client/index.js';
import { fromRoot, importPackage } from '../support/package.js';

type Package = Awaited<ReturnType<typeof importPackage>>;
let pack: Package;
let engine: string;

beforeAll(async () => {
  pack = await importPackage();
  engine = await mkdtemp(join(tmpdir(), 'cnn-engine-'));
  const from = fromRoot('tests/web/package/fake-engine/engine.mjs');
  for (const name of ['cnn-simd', 'cnn-relaxed']) {
    await copyFile(from, join(engine, `${name}.mjs`));
    await writeFile(join(engine, `${name}.wasm`), Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  }
});
afterAll(() => rm(engine, { recursive: true }));

/** The fake engine's model: behaviour as in fake-engine/engine.mjs. */
const open = (behaviour: number, options: SessionOptions = {}) =>
  pack.InferenceSession.create(Uint8Array.of(8, behaviour, 0, 0), {
    wasmUrl: engine,
    threads: 1,
    ...options,
  });
const feeds = () => ({ x: new pack.Tensor('float32', [42], [1]) });

async function errorOf(promise: Promise<unknown>): Promise<PlaygroundError> {
  const thrown = await promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(pack.PlaygroundError);
  return thrown as PlaygroundError;
}

test('a value goes there and back', async () => {
  const session = await open(0);
  expect((await session.run(feeds())).y?.data[0]).toBe(42);
  await session.release();
});

test('a thread that ends rejects everything, with its exit code', async () => {
  const session = await open(1);
  const error = await errorOf(session.run(feeds()));
  expect(error.code).toBe('worker-failed');
  expect(error.message).toContain('exit code 7');
  expect((await errorOf(session.memory())).code).toBe('worker-failed');
  await session.release();
});

test('a run that never returns can still be released, and aborted', async () => {
  const session = await open(2);
  const stop = new AbortController();
  const aborted = session.run(feeds(), { signal: stop.signal });
  const waiting = session.run(feeds());
  setTimeout(() => stop.abort(), 20);
  expect((await errorOf(aborted)).code).toBe('aborted');
  setTimeout(() => void session.release(), 20);
  expect((await errorOf(waiting)).code).toBe('released');
});

test('a trap is an engine-crash, and the next session is sound', async () => {
  const session = await open(3);
  const error = await errorOf(session.run(feeds()));
  expect(error.code).toBe('engine-crash');
  expect(error.message).toContain('cannot be used any more');
  expect((await errorOf(session.run(feeds()))).code).toBe('engine-crash');
  await session.release();
  const next = await open(0);
  expect((await next.run(feeds())).y?.data[0]).toBe(42);
  await next.release();
});

test('a trap in idle time is an engine-crash at the next call', async () => {
  const session = await open(3);
  const codes: string[] = [];
  for (let call = 0; call < 1000 && !codes.includes('engine-crash'); call += 1) {
    codes.push(
      await session.memory().then(
        () => 'sound',
        ({ code }: PlaygroundError) => code,
      ),
    );
  }
  expect(codes.at(-1)).toBe('engine-crash');
  expect((await errorOf(session.run(feeds()))).code).toBe('engine-crash');
  await session.release();
});

test('no step of the warm-up outlives the session', async () => {
  const channel = new BroadcastChannel('steps');
  let heard = 0;
  let onHeard = () => {};
  channel.onmessage = () => {
    heard += 1;
    onHeard();
  };
  // Fifteen runs of a thousand steps of 1 ms are asked for by nobody.
  const session = await open(5);
  await new Promise<void>((resolve) => {
    onHeard = () => heard >= 5 && resolve();
  });
  await session.release();
  const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
  await pause(); // for what was on its way
  const atRelease = heard;
  await pause();
  expect(heard).toBe(atRelease);
  channel.close();
});

test('without warm-up no step is made that was not asked for', async () => {
  const session = await open(4, { warmup: false });
  for (let call = 0; call < 20; call += 1) await session.memory();
  expect((await session.memory()).weights).toBe(0);
  await session.release();
});

test('an abort reaches a long run between its steps, long before its end', async () => {
  const session = await open(4);
  const stop = new AbortController();
  const long = session.run(feeds(), {
    signal: stop.signal,
    onProgress: ({ done }) => done >= 20 && stop.abort(),
  });
  expect((await errorOf(long)).code).toBe('aborted');
  const steps = (await session.memory()).weights;
  expect(steps).toBeGreaterThanOrEqual(20);
  expect(steps).toBeLessThan(1000);
  await session.release();
});

test('a newer run with latest takes the place of the one in progress', async () => {
  const session = await open(4);
  let second: Promise<unknown> | undefined;
  const first = session.run(feeds(), {
    latest: true,
    onProgress: ({ done }) => {
      if (done === 5) second = errorOf(session.run(feeds(), { latest: true }));
    },
  });
  expect((await errorOf(first)).code).toBe('superseded');
  await session.release();
  expect(await second).toMatchObject({ code: 'released' });
});
