import { expect, test } from 'vitest';
import { amount } from '../../../../../web/src/playground/features/progress/progress-line.js';

const what = 'Reading Net';

test.each([
  [{ what, loaded: 41_000, total: 83_000 }, '41 KB of 83 KB, 49%'],
  [{ what, loaded: 82_990, total: 83_000 }, '83 KB of 83 KB, 99%'],
  [{ what, loaded: 41_000 }, '41 KB'],
  [{ what, loaded: 0 }, ''],
  [{ what, loaded: 0, share: 0.999 }, '99%'],
  [{ what, loaded: 0, share: 0 }, '0%'],
])('of %o, %j is said', (progress, text) => {
  expect(amount(progress)).toBe(text);
});
