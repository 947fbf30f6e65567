import { relaxedSimd, simd, threads } from 'wasm-feature-detect';
import type { WeightsReader } from '../protocol/index.js';
import type { CreateEngine, Environment } from './environment.js';
import { fetchBytes, importDefault } from './environment-web.js';
import { fault, textOf } from './fault.js';

/** The parts of Node this worker uses, so that it needs neither Node's types nor an import. */
interface NodeProcess {
  versions?: { node?: string };
  on(event: 'uncaughtException', listener: (thrown: unknown) => void): void;
  off(event: 'uncaughtException', listener: (thrown: unknown) => void): void;
  getBuiltinModule(id: 'node:worker_threads'): {
    parentPort: {
      postMessage(message: unknown, transfer: ArrayBuffer[]): void;
      on(event: 'message', listener: (message: never) => void): void;
    } | null;
  };
  getBuiltinModule(id: 'node:os'): { availableParallelism(): number };
  getBuiltinModule(id: 'node:url'): { fileURLToPath(url: string): string };
  getBuiltinModule(id: 'node:fs/promises'): {
    readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
  };
}

declare const setImmediate: (callback: () => void) => void;

export function nodeProcess(): NodeProcess | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  return process?.versions?.node === undefined ? undefined : process;
}

export function nodeEnvironment(node: NodeProcess): Environment {
  const port = node.getBuiltinModule('node:worker_threads').parentPort;
  if (port === null) throw new Error('worker.js has to be started as a worker thread.');
  const { fileURLToPath } = node.getBuiltinModule('node:url');
  async function readBytes(url: string): Promise<Uint8Array<ArrayBuffer>> {
    if (!url.startsWith('file:')) return fetchBytes(url);
    try {
      const bytes = await node.getBuiltinModule('node:fs/promises').readFile(fileURLToPath(url));
      return new Uint8Array(bytes);
    } catch (thrown) {
      throw fault(
        'engine-not-loaded',
        `The engine file ${fileURLToPath(url)} could not be read (${textOf(thrown)}).`,
        'Set wasmUrl to the folder that holds the engine files.',
      );
    }
  }
  return {
    async features() {
      return {
        simd: await simd(),
        relaxedSimd: await relaxedSimd(),
        isolated: true,
        threads: await threads(),
        cores: node.getBuiltinModule('node:os').availableParallelism(),
      };
    },
    post: (message, transfer) => port.postMessage(message, transfer),
    listen: (receive) => port.on('message', receive),
    now: () => performance.now(),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    catchStray(report) {
      const take = (thrown: unknown) => report(textOf(thrown));
      node.on('uncaughtException', take);
      return () => node.off('uncaughtException', take);
    },
    readBytes,
    readModule: readBytes,
    importEngine: importDefault<CreateEngine>,
    importReader: importDefault<WeightsReader>,
    threadScript: () => undefined,
    contentType: async () => undefined,
  };
}
