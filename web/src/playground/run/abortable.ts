import type { Task } from './ports.js';

/** A promise with a signal as a Task. */
export function abortable<T>(work: (signal: AbortSignal) => Promise<T>): Task<T> {
  const abort = new AbortController();
  return { result: work(abort.signal), cancel: () => abort.abort() };
}
