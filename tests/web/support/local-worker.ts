// The real worker side (queue and host) behind the real client, in one thread: messages are cloned
// and their buffers moved as between threads, and arrive in later turns.

import type { Spawn } from '../../../web/src/client/worker-port.js';
import type {
  FromWorker,
  ModuleFiles,
  ModuleName,
  ToWorker,
} from '../../../web/src/protocol/index.js';
import { EngineHost } from '../../../web/src/worker/engine-host.js';
import { RequestQueue } from '../../../web/src/worker/request-queue.js';
import { type EnvironmentOptions, fakeEnvironment } from './fake-environment.js';

export interface LocalWorker {
  spawn: Spawn;
  /** Makes the worker die with this reason. */
  fail(reason: string): void;
  terminated: boolean;
}

export function localWorker(options: EnvironmentOptions = {}): LocalWorker {
  let fail: (reason: string) => void = () => {};
  const local: LocalWorker = { spawn, fail: (reason) => fail(reason), terminated: false };
  return local;

  function spawn(...[listener]: Parameters<Spawn>): ReturnType<Spawn> {
    const send = (message: FromWorker, transfer: ArrayBuffer[]) => {
      const copy = structuredClone(message, { transfer });
      setImmediate(() => {
        if (!local.terminated) listener.message(copy);
      });
    };
    const environment = fakeEnvironment({ ...options, post: send });
    const host = new EngineHost(environment);
    const queue = new RequestQueue(host, environment, () => !local.terminated && host.idle());
    environment.listen((message) => queue.receive(message));
    environment.post({ kind: 'hello' }, []);
    fail = (reason) => listener.failed(reason);
    return {
      post: (message, transfer) => {
        const copy: ToWorker = structuredClone(message, { transfer });
        setImmediate(() => environment.receive(copy));
      },
      terminate: async () => {
        local.terminated = true;
      },
      keepAlive: () => {},
    };
  }
}

export const FAKE_MODULES = Object.fromEntries(
  ['simd', 'simd-mt', 'relaxed', 'relaxed-mt'].map((name) => [
    name,
    {
      script: `https://x.test/cnn-${name}.mjs`,
      wasm: `https://x.test/cnn-${name}.wasm`,
      second: `https://x.test/cnn-${name}-second.wasm`,
    },
  ]),
) as Record<ModuleName, ModuleFiles>;
