import { expect, test } from 'vitest';
import { stepOf } from '../../../../web/src/playground/kit/clock.js';

test('the step of a clock is the smallest one that it makes, however often it is asked between', () => {
  let asked = 0;
  // It goes on at every third question, by 1 ms and at times by 2.
  const now = () => {
    const ticks = Math.floor(asked++ / 3);
    return ticks + Math.floor(ticks / 4);
  };
  expect(stepOf(now)).toBe(1);
});

test('one step that came late is not taken for the clock’s', () => {
  const times = [0, 45, 45, 46, 47];
  let asked = 0;
  const now = () => times[Math.min(asked++, times.length - 1)] ?? 0;
  expect(stepOf(now)).toBe(1);
});

test('a clock that stands still is not waited for', () => {
  expect(stepOf(() => 5)).toBe(Number.POSITIVE_INFINITY);
});
