// Node's built-in modules without an import a browser bundle would trip over, and without Node's
// types: only what the client uses.

export interface NodeWorker {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  on(event: 'message', listener: (message: never) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'messageerror', listener: (error: Error) => void): void;
  on(event: 'exit', listener: (code: number) => void): void;
  terminate(): Promise<number>;
  ref(): void;
  unref(): void;
}

export interface NodeProcess {
  versions?: { node?: string };
  getBuiltinModule(id: 'node:worker_threads'): { Worker: new (url: URL) => NodeWorker };
  getBuiltinModule(id: 'node:url'): {
    pathToFileURL(path: string): URL;
    fileURLToPath(url: URL): string;
  };
  getBuiltinModule(id: 'node:fs/promises'): {
    stat(url: URL): Promise<{ size: number }>;
    readFile(url: URL, options: { signal?: AbortSignal | undefined }): Promise<Uint8Array>;
  };
}

/** undefined in browsers. */
export function nodeProcess(): NodeProcess | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  const isNode = process?.versions?.node !== undefined && 'getBuiltinModule' in process;
  return isNode ? process : undefined;
}
