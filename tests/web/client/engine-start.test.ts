import { afterEach, expect, test, vi } from 'vitest';
import { engineFor, startAhead } from '../../../web/src/client/engine-start.js';
import { InferenceSession } from '../../../web/src/client/session.js';
import { fault } from '../../../web/src/worker/fault.js';
import { errorOf } from '../support/errors.js';
import { localWorker } from '../support/local-worker.js';
import { MODEL, open } from '../support/open-session.js';
import { slot } from '../support/spawn-slot.js';

vi.mock('../../../web/src/client/worker-port.js', () => import('../support/spawn-slot.js'));

/** A worker for the next start, and how often one was asked for since. */
function counted(...options: Parameters<typeof localWorker>) {
  const worker = localWorker(...options);
  const spawn = vi.fn(worker.spawn);
  slot.spawn = spawn;
  return { worker, spawn };
}

// What a test leaves is not the next one's.
afterEach(() => engineFor({}).client.terminate());

test('the engine that was started ahead serves the next session, and one only', async () => {
  const { spawn } = counted();
  startAhead({});
  startAhead({});
  expect(spawn).toHaveBeenCalledTimes(1);
  const session = await InferenceSession.create(MODEL);
  expect(spawn).toHaveBeenCalledTimes(1);
  await session.release();
  const next = await open();
  await next.session.release();
  expect(spawn).toHaveBeenCalledTimes(1);
});

test('a session that asks for something else starts its own', async () => {
  const { spawn } = counted();
  startAhead({});
  const session = await InferenceSession.create(MODEL, { threads: 1 });
  expect(spawn).toHaveBeenCalledTimes(2);
  await session.release();
});

test('so does one that asks for a module', async () => {
  const { spawn } = counted();
  startAhead({});
  const session = await InferenceSession.create(MODEL, { module: 'simd' });
  expect(spawn).toHaveBeenCalledTimes(2);
  expect(session.info.module).toBe('simd');
  await session.release();
});

test('progress is told from the beginning, also of what has already started', async () => {
  counted();
  startAhead({});
  const ahead = engineFor({});
  await ahead.started();
  const seen: unknown[] = [];
  const again = ahead.started(({ phase, loaded }) => seen.push([phase, loaded]));
  // Who asks has not even the promise yet.
  expect(seen).toEqual([]);
  await again;
  expect(seen).toEqual([['compile', 1]]);
  await ahead.client.terminate();
});

test('a start ahead that failed is the error of the session, and the next one starts anew', async () => {
  const { spawn } = counted({
    importEngine: async () => {
      throw fault('engine-not-loaded', 'No connection.');
    },
  });
  startAhead({});
  const error = await errorOf(InferenceSession.create(MODEL));
  expect(error.code).toBe('engine-not-loaded');
  expect(spawn).toHaveBeenCalledTimes(1);
  const { session } = await open();
  await session.release();
});

test('a creation that is given up while the engine starts ends its worker at once', async () => {
  const { worker } = counted({ importEngine: () => new Promise(() => {}) });
  startAhead({});
  const stop = new AbortController();
  const created = InferenceSession.create(MODEL, { signal: stop.signal });
  setImmediate(() => stop.abort());
  expect((await errorOf(created)).code).toBe('aborted');
  expect(worker.terminated).toBe(true);
});
