import { expect, test } from 'vitest';
import { isOnlyFirst } from '../../../../../web/src/playground/features/compare/side-view.js';

const first = { timings: [1], threads: 1, warm: false };
const warm = { timings: [1], threads: 1, warm: true, runs: 7 };

test('a first run does not stand beside a median, but beside another first run', () => {
  expect(isOnlyFirst(first, [first, warm])).toBe(true);
  expect(isOnlyFirst(warm, [first, warm])).toBe(false);
  expect(isOnlyFirst(first, [first, first])).toBe(false);
  expect(isOnlyFirst(first, [first, undefined])).toBe(false);
  expect(isOnlyFirst(undefined, [undefined, warm])).toBe(false);
});
