import { relaxedSimd, simd, threads } from 'wasm-feature-detect';
import type { WeightsReader } from '../protocol/index.js';
import type { CreateEngine, Environment } from './environment.js';
import { fault, textOf } from './fault.js';

declare const self: DedicatedWorkerGlobalScope;

export function webEnvironment(): Environment {
  return {
    async features() {
      return {
        simd: await simd(),
        relaxedSimd: await relaxedSimd(),
        // Shared memory can be made on a page that is not isolated, but not sent to a worker.
        isolated: self.crossOriginIsolated === true,
        threads: self.crossOriginIsolated === true && (await threads()),
        cores: self.navigator.hardwareConcurrency ?? 1,
      };
    },
    post: (message, transfer) => self.postMessage(message, transfer),
    listen(receive) {
      self.onmessage = (event) => receive(event.data);
    },
    now: () => performance.now(),
    pause: taskTurn(),
    catchStray(report) {
      const take = (event: ErrorEvent) => {
        event.preventDefault();
        report(event.message);
      };
      self.addEventListener('error', take);
      return () => self.removeEventListener('error', take);
    },
    readBytes: fetchBytes,
    readModule: fetchModule,
    importEngine: importDefault<CreateEngine>,
    importReader: importDefault<WeightsReader>,
    threadScript(url) {
      if (new URL(url).origin === self.origin) return undefined;
      const text = `import ${JSON.stringify(url)};`;
      return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    },
    async contentType(url) {
      const response = await fetch(url, { method: 'HEAD', credentials: 'same-origin' });
      return response.headers.get('content-type') ?? '';
    },
  };
}

/** The default export of a script of the package. No bundler may follow the address. */
export async function importDefault<Export>(url: string): Promise<Export> {
  const module: { default: Export } = await import(
    /* webpackIgnore: true */ /* @vite-ignore */ url
  );
  return module.default;
}

/** A turn of the event loop by message: setTimeout would be held back to 4 ms a turn. */
function taskTurn(): () => Promise<void> {
  const channel = new MessageChannel();
  let wake: (() => void) | undefined;
  channel.port1.onmessage = () => wake?.();
  return () =>
    new Promise((resolve) => {
      wake = resolve;
      channel.port2.postMessage(null);
    });
}

export function fetchBytes(url: string): Promise<Uint8Array<ArrayBuffer>> {
  return fetchFile(url, async (response) => new Uint8Array(await response.arrayBuffer()));
}

/** Compiles while the bytes arrive. Browsers do that only where the server says what they are. */
export function fetchModule(url: string): Promise<WebAssembly.Module | Uint8Array<ArrayBuffer>> {
  return fetchFile<WebAssembly.Module | Uint8Array<ArrayBuffer>>(url, async (response) => {
    // Exactly that: compileStreaming refuses parameters behind the type, and Node capital letters.
    if (response.headers.get('content-type') === 'application/wasm')
      return WebAssembly.compileStreaming(response);
    return new Uint8Array(await response.arrayBuffer());
  });
}

/** take: reads the body of an answer that is one. */
async function fetchFile<T>(url: string, take: (response: Response) => Promise<T>): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin' });
    if (response.ok) return await take(response);
  } catch (thrown) {
    if (thrown instanceof WebAssembly.CompileError) throw thrown;
    throw fault(
      'engine-not-loaded',
      `The engine file ${url} could not be fetched (${textOf(thrown)}).`,
      'Check the connection, and that the page may fetch from that address (CORS, content security policy).',
    );
  }
  throw fault(
    'engine-not-loaded',
    `The engine file ${url} could not be fetched: the server answered ${response.status} ${response.statusText}.`,
    'Check that the engine files are served there, or set wasmUrl to the folder that holds them.',
  );
}
