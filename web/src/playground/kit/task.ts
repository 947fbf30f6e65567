// Work that is not to hold up what the user does.

/**
 * Does it in a task of its own. A timer of zero would do so four milliseconds later, when it was set by another one.
 * Returns what takes it back.
 */
export function inTask(work: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  const close = (): void => port1.close();
  port1.onmessage = () => {
    close();
    work();
  };
  port2.postMessage(undefined);
  return close;
}

/** After what waits already. */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    inTask(resolve);
  });

/** When the browser has nothing else to do; not every one tells. */
export function idly(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 300);
}
