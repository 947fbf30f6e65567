// What the worker needs from the place it runs in: a web Worker or a Node worker thread.

import type { EngineModule, EngineModuleOptions } from '../../../wasm/engine.js';
import type { FromWorker, ToWorker, WeightsReader } from '../protocol/index.js';
import type { Features } from './select-bundle.js';

/** The factory an engine module exports. */
export type CreateEngine = (
  options?: EngineModuleOptions & {
    /**
     * Makes an instance; by default the module fetches the .wasm beside it. What it returns is not looked
     * at: a failure has to be told by other means.
     */
    instantiateWasm?(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): void;
  },
) => Promise<EngineModule>;

export interface Environment {
  features(): Promise<Features>;
  post(message: FromWorker, transfer: ArrayBuffer[]): void;
  listen(receive: (message: ToWorker) => void): void;
  /** Milliseconds from any fixed moment. */
  now(): number;
  /** Resolves after the messages that wait for this worker have been delivered. */
  pause(): Promise<void>;
  /**
   * Takes errors that nobody caught, which would end the worker, until the returned function is
   * called: threads of an engine module that do not start throw such.
   */
  catchStray(report: (what: string) => void): () => void;
  /** Reads a file of the engine. Throws a Fault 'engine-not-loaded' that names the address. */
  readBytes(url: string): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * The same for a .wasm file: compiled while it arrives where that can be done, else its bytes. Throws
   * WebAssembly.CompileError where the bytes are no module that this place can run.
   */
  readModule(url: string): Promise<WebAssembly.Module | Uint8Array<ArrayBuffer>>;
  importEngine(url: string): Promise<CreateEngine>;
  /** The code that reads files of weights: fetched only when there is such a file. */
  importReader(url: string): Promise<WeightsReader>;
  /**
   * The script that an engine's threads start from; undefined where its own will do. A browser starts no
   * worker from another origin, but one of its own may import from there.
   */
  threadScript(url: string): string | undefined;
  /** What the server says a file is; undefined where nobody says. */
  contentType(url: string): Promise<string | undefined>;
}
