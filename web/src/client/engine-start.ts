// A worker whose engine starts. It needs no model, so it can be under way before one is known.

import type { EngineInfo, Progress } from '../protocol/index.js';
import type { SessionOptions } from './options.js';
import { moduleFiles, workerScript } from './package-files.js';
import { WorkerClient } from './worker-client.js';
import { spawner } from './worker-port.js';

type EngineOptions = Pick<SessionOptions, 'threads' | 'module' | 'wasmUrl' | 'workerUrl'>;

export class EngineStart {
  readonly client: WorkerClient;
  private readonly info: Promise<EngineInfo>;
  private tell: ((progress: Progress) => void) | undefined;
  private last: Progress | undefined;

  constructor({ threads = 'auto', ...options }: EngineOptions) {
    const modules = moduleFiles(options);
    this.client = new WorkerClient(spawner(workerScript(options)));
    const onProgress = (progress: Progress): void => {
      this.last = progress;
      this.tell?.(progress);
    };
    const input = { modules, threads, ...(options.module ? { module: options.module } : {}) };
    this.info = this.client.request('start', input, { onProgress });
    // Whoever takes it hears of a failure, and nobody has to.
    this.info.catch(() => {});
  }

  /**
   * Rejects where the engine does not start, where `tell` throws, and once the client is terminated. How
   * far the engine is, is told soon, but never before this call has returned.
   */
  async started(tell?: (progress: Progress) => void): Promise<EngineInfo> {
    await undefined;
    if (this.last !== undefined) tell?.(this.last);
    this.tell = tell;
    return this.info;
  }
}

/** Started ahead, by what they were started with. */
const ahead = new Map<string, EngineStart>();

function keyOf({ threads = 'auto', ...options }: EngineOptions): string {
  return JSON.stringify([threads, options.module, workerScript(options).url, moduleFiles(options)]);
}

/** Starts an engine for the next session that is created with these options. */
export function startAhead(options: EngineOptions): void {
  const key = keyOf(options);
  if (!ahead.has(key)) ahead.set(key, new EngineStart(options));
}

/** The engine that was started ahead with these options, once; else one that starts now. */
export function engineFor(options: EngineOptions): EngineStart {
  const key = ahead.size > 0 ? keyOf(options) : '';
  const started = ahead.get(key);
  ahead.delete(key);
  return started ?? new EngineStart(options);
}
