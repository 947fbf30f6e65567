// What the worker needs from the place it runs in: a web Worker or a Node worker thread.

import type { EngineModule, EngineModuleOptions } from '../../../wasm/engine.js';
import type { FromWorker, ToWorker } from '../protocol/index.js';
import type { Features } from './select-bundle.js';

/** The factory an engine module exports; wasmBinary spares it a download of its own. */
export type CreateEngine = (
  options?: EngineModuleOptions & { wasmBinary?: Uint8Array<ArrayBuffer> },
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
  importEngine(url: string): Promise<CreateEngine>;
  /** How an engine module wants its .wasm named: an address in browsers, a path in Node. */
  locate(url: string): string;
}
