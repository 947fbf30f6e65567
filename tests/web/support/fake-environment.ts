// An Environment whose files, features and engine the test decides.

import type { FromWorker, ToWorker, WeightsReader } from '../../../web/src/protocol/index.js';
import reader from '../../../web/src/pytorch/index.js';
import type { CreateEngine, Environment } from '../../../web/src/worker/environment.js';
import type { Features } from '../../../web/src/worker/select-bundle.js';
import { type FakeOptions, fakeEngine } from './fake-engine.js';

export const WASM_BYTES = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

export interface FakeEnvironment extends Environment {
  readonly sent: FromWorker[];
  /** What the engine modules were created with: address of the script and pool size. */
  readonly created: { script: string; threads: number | undefined }[];
  receive(message: ToWorker): void;
}

export interface EnvironmentOptions {
  features?: Partial<Features>;
  engine?: FakeOptions;
  /** Bytes by address; what is not listed is a sound WebAssembly header. */
  files?: Record<string, Uint8Array<ArrayBuffer>>;
  importEngine?: (url: string) => Promise<CreateEngine>;
  /** By default the real one. */
  importReader?: (url: string) => Promise<WeightsReader>;
  threadScript?: (url: string) => string | undefined;
  /** What the server calls every file. */
  contentType?: string;
  now?: () => number;
  post?: (message: FromWorker, transfer: ArrayBuffer[]) => void;
}

export function fakeEnvironment(options: EnvironmentOptions = {}): FakeEnvironment {
  const sent: FromWorker[] = [];
  const created: FakeEnvironment['created'] = [];
  let deliver: (message: ToWorker) => void = () => {};
  const factory =
    (script: string): CreateEngine =>
    async (settings) => {
      created.push({ script, threads: settings?.pthreadPoolSize });
      return fakeEngine(options.engine);
    };
  return {
    sent,
    created,
    receive: (message) => deliver(message),
    features: async () => ({
      simd: true,
      relaxedSimd: false,
      isolated: false,
      threads: false,
      cores: 4,
      ...options.features,
    }),
    post: options.post ?? ((message) => sent.push(message)),
    listen: (receive) => {
      deliver = receive;
    },
    catchStray: () => () => {},
    now: options.now ?? (() => 0),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    threadScript: (url) => options.threadScript?.(url),
    contentType: async () => options.contentType,
    readBytes: async (url) => options.files?.[url] ?? WASM_BYTES,
    // Made at once: compiling takes turns of the event loop, which tests count.
    readModule: async (url) => options.files?.[url] ?? new WebAssembly.Module(WASM_BYTES),
    importReader: options.importReader ?? (async () => reader),
    importEngine: options.importEngine ?? (async (url) => factory(url)),
  };
}
