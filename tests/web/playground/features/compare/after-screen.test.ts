// The other side of a comparison is timed after the one on screen.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterScreen } from '../../../../../web/src/playground/features/compare/acts.js';
import { snapshot } from '../../../support/app.js';
import { playgroundWithout } from '../../../support/playground.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page whose run on screen is not timed yet. */
function waiting() {
  const playground = playgroundWithout();
  playground.set({ snapshot: { ...snapshot(), timings: [10] } });
  let isOver = false;
  const done = vi.fn();
  void afterScreen(playground, () => isOver).then(done);
  return {
    ...{ playground, done },
    end: () => {
      isOver = true;
    },
  };
}

test('it waits as long as the run on screen has no median', async () => {
  const { playground, done } = waiting();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(done).not.toHaveBeenCalled();
  playground.set({ snapshot: { ...snapshot(), timings: [10], runs: 7 } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(done).toHaveBeenCalled();
});

test('it does not wait for a comparison that is over', async () => {
  const { done, end } = waiting();
  await vi.advanceTimersByTimeAsync(60_000);
  end();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(done).toHaveBeenCalled();
});
