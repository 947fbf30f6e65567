// A session over the real worker side with a fake engine, in one thread. The test file itself has to
// mock worker-port.js by spawn-slot.js: vi.mock acts on the file that calls it.

import type { SessionOptions } from '../../../web/src/client/options.js';
import { setPackageFiles } from '../../../web/src/client/package-files.js';
import { InferenceSession } from '../../../web/src/client/session.js';
import type { EnvironmentOptions } from './fake-environment.js';
import { FAKE_MODULES, localWorker } from './local-worker.js';
import { slot } from './spawn-slot.js';

setPackageFiles(() => ({
  worker: { url: new URL('https://x.test/worker.js') },
  modules: FAKE_MODULES,
  weights: 'https://x.test/cnn-pytorch.mjs',
}));

export const MODEL = Uint8Array.of(8, 8, 1, 1);

export async function open(environment: EnvironmentOptions = {}, options: SessionOptions = {}) {
  const worker = localWorker(environment);
  slot.spawn = worker.spawn;
  return { worker, session: await InferenceSession.create(MODEL, options) };
}
