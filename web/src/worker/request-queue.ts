// Requests are handled one at a time, in order. Between the slices of a long run the queue takes new
// messages: a cancel, or a newer run that replaces older ones, ends a request wherever it is. While no
// request waits, the queue lets the host do what can wait, a little at a time.

import {
  type Api,
  type ErrorData,
  type FromWorker,
  type Method,
  outputTransfer,
  type Request,
  type ToWorker,
} from '../protocol/index.js';
import { dataOf, Fault } from './fault.js';
import type { Call, Handlers } from './handlers.js';

interface Job {
  request: Request;
  /** Set once the request must not be answered with a value any more. */
  stop?: ErrorData;
}

const CANCELLED: ErrorData = { code: 'aborted', message: 'The request was cancelled.', hint: '' };
const SUPERSEDED: ErrorData = {
  code: 'superseded',
  message: 'A newer run took the place of this one.',
  hint: '',
};

export interface QueueHost {
  post(message: FromWorker, transfer: ArrayBuffer[]): void;
  pause(): Promise<void>;
}

export class RequestQueue {
  private readonly handlers: Handlers;
  private readonly host: QueueHost;
  private readonly idle: () => boolean;
  private waiting: Job[] = [];
  private active: Job | undefined;
  private isWorking = false;

  /** idle: does a little of what can wait, throws nothing; false where nothing is left. */
  constructor(handlers: Handlers, host: QueueHost, idle: () => boolean = () => false) {
    this.handlers = handlers;
    this.host = host;
    this.idle = idle;
  }

  receive(message: ToWorker): void {
    if (message.kind === 'cancel') {
      this.stop((request) => request.id === message.id, CANCELLED);
      return;
    }
    if (replaces(message)) this.stop(replaces, SUPERSEDED);
    this.waiting.push({ request: message });
    if (!this.isWorking) void this.work();
  }

  private stop(which: (request: Request) => boolean, why: ErrorData): void {
    if (this.active !== undefined && which(this.active.request)) this.active.stop ??= why;
    const stopped = this.waiting.filter((job) => which(job.request));
    this.waiting = this.waiting.filter((job) => !which(job.request));
    for (const job of stopped) this.fail(job, why);
  }

  private async work(): Promise<void> {
    this.isWorking = true;
    do {
      for (let job = this.waiting.shift(); job !== undefined; job = this.waiting.shift()) {
        this.active = job;
        await this.handle(job, job.request.method);
        this.active = undefined;
      }
      await this.host.pause();
    } while (this.waiting.length > 0 || this.idle());
    this.isWorking = false;
  }

  private async handle<M extends Method>(job: Job, method: M): Promise<void> {
    const { id } = job.request;
    const call: Call<M> = {
      progress: (progress) => this.host.post({ kind: 'progress', id, progress }, []),
      pause: async () => {
        await this.host.pause();
        if (job.stop !== undefined) throw new Fault(job.stop);
      },
    };
    try {
      // Newer runs may have arrived with this one, and only the last of them is worth starting.
      if (replaces(job.request)) await call.pause();
      const value = await this.handlers[method](job.request.input as Api[M]['in'], call);
      if (job.stop !== undefined) throw new Fault(job.stop);
      this.host.post({ kind: 'answer', id, value }, outputTransfer(method, value));
    } catch (thrown) {
      this.fail(job, dataOf(thrown, 'worker-failed', `The worker could not answer "${method}"`));
    }
  }

  private fail(job: Job, error: ErrorData): void {
    this.host.post({ kind: 'failure', id: job.request.id, error }, []);
  }
}

function replaces(request: Request): boolean {
  return request.method === 'run' && request.input.latest;
}
