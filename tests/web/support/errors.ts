import { expect } from 'vitest';
import { PlaygroundError } from '../../../web/src/client/error.js';

/** The PlaygroundError a promise rejects with; anything else fails the test. */
export async function errorOf(promise: Promise<unknown>): Promise<PlaygroundError> {
  const thrown = await promise.then(
    (value) => new Error(`resolved with ${String(value)}`),
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(PlaygroundError);
  return thrown as PlaygroundError;
}

/** The PlaygroundError a call throws. */
export function thrownBy(call: () => unknown): PlaygroundError {
  try {
    call();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(PlaygroundError);
    return thrown as PlaygroundError;
  }
  throw new Error('nothing was thrown');
}
