// Calls to the worker: one promise a request. Every promise settles: with the answer, with an error,
// or, when the worker fails or is terminated, together with all others that wait.

import {
  type Api,
  type EngineInfo,
  type FromWorker,
  inputTransfer,
  type Method,
  type Request,
} from '../protocol/index.js';
import { aborted, failure, PlaygroundError, throwIfAborted } from './error.js';
import type { Spawn, WorkerPort } from './worker-port.js';

export interface CallOptions<M extends Method> {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Api[M]['progress']) => void) | undefined;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  progress: ((progress: never) => void) | undefined;
}

/** Time for the worker's script to arrive and run. */
const HELLO_MS = 30_000;

export class WorkerClient {
  /** How the engine runs, as the worker said last; undefined while what start answered holds. */
  info: EngineInfo | undefined;
  private readonly port: WorkerPort;
  private readonly pending = new Map<number, Pending>();
  private readonly helloTimer: ReturnType<typeof setTimeout>;
  private lastId = 0;
  /** Why no request can be made any more. */
  private end: PlaygroundError | undefined;
  private terminated: Promise<void> | undefined;

  /** Throws 'worker-failed' where the worker cannot even be asked for. */
  constructor(spawn: Spawn, helloMs = HELLO_MS) {
    this.port = spawn({
      message: (message) => this.receive(message),
      failed: (reason) => this.fail(reason),
    });
    this.helloTimer = setTimeout(
      () => this.fail(`its script did not answer within ${helloMs / 1000} s`),
      helloMs,
    );
    this.port.keepAlive(false);
  }

  request<M extends Method>(
    method: M,
    input: Api[M]['in'],
    { signal, onProgress }: CallOptions<M> = {},
  ): Promise<Api[M]['out']> {
    return new Promise((resolve, reject) => {
      throwIfAborted(signal, `The call "${method}"`);
      if (this.end !== undefined) throw this.end;
      this.lastId += 1;
      const id = this.lastId;
      const abort = () => {
        this.port.post({ kind: 'cancel', id }, []);
        this.settle(id)?.reject(aborted(`The call "${method}"`, signal as AbortSignal));
      };
      const forget = () => signal?.removeEventListener('abort', abort);
      const request = { kind: 'request', id, method, input } as Request;
      // Throws where the input cannot be sent; nothing has been registered then.
      this.port.post(request, inputTransfer(method, input));
      signal?.addEventListener('abort', abort, { once: true });
      this.pending.set(id, {
        resolve: (value) => {
          forget();
          resolve(value as Api[M]['out']);
        },
        reject: (error) => {
          forget();
          reject(error);
        },
        progress: onProgress as Pending['progress'],
      });
      this.port.keepAlive(true);
    });
  }

  /** Ends the worker; whatever waits is rejected with code 'released'. Can be called again. */
  terminate(): Promise<void> {
    this.finish(failure('released', 'The session was released.', 'Create a new session.'));
    this.terminated ??= this.port.terminate();
    return this.terminated;
  }

  private receive(message: FromWorker): void {
    if (message.kind === 'hello') {
      clearTimeout(this.helloTimer);
    } else if (message.kind === 'info') {
      this.info = message.info;
    } else if (message.kind === 'progress') {
      this.report(message.id, message.progress);
    } else if (message.kind === 'answer') {
      this.settle(message.id)?.resolve(message.value);
    } else {
      this.settle(message.id)?.reject(new PlaygroundError(message.error));
    }
  }

  /** An error of the user's own callback ends the request it belongs to, with that error. */
  private report(id: number, progress: unknown): void {
    try {
      this.pending.get(id)?.progress?.(progress as never);
    } catch (thrown) {
      this.port.post({ kind: 'cancel', id }, []);
      this.settle(id)?.reject(thrown);
    }
  }

  /** Takes a request off the list; undefined where it was cancelled before its answer came. */
  private settle(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if (this.pending.size === 0) this.port.keepAlive(false);
    return pending;
  }

  private fail(reason: string): void {
    if (this.end !== undefined) return;
    this.finish(
      failure(
        'worker-failed',
        `The worker that runs the engine failed: ${reason}.`,
        'Create a new session. If the worker never started, check that worker.js and the engine ' +
          'files are served, set workerUrl and wasmUrl where they are elsewhere, and allow them in ' +
          "the page's content security policy (worker-src, and script-src for another origin).",
      ),
    );
    this.terminated ??= this.port.terminate();
  }

  private finish(end: PlaygroundError): void {
    clearTimeout(this.helloTimer);
    this.end ??= end;
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const pending of waiting) pending.reject(end);
  }
}
