import { describe, expect, test } from 'vitest';
import type { Row } from '../../../../../web/src/playground/features/compare/measure.js';
import type { Compared } from '../../../../../web/src/playground/features/compare/state.js';
import {
  agreement,
  fullBar,
  headline,
} from '../../../../../web/src/playground/features/compare/view.js';

test.each([
  [1e-6, '0.0001%'],
  [1e-3, '0.1%'],
  [0.0012345, '0.12345%'],
])('a tolerance of %d is said in full', (tolerance, text) => {
  const difference = { largest: 0, at: 0, scale: 1, relative: 0 };
  const rows = [{ column: 0, theirs: 0, how: 'name' as const, difference }];
  const result = { rows, columns: [], theirs: [], sides: [] } as unknown as Compared;
  expect(headline(result, tolerance)).toContain(`no difference is more than ${text} of`);
});

const rowOf = (relative: number) =>
  ({ difference: { largest: 0, at: 0, scale: 1, relative } }) as Row;

test.each([
  [[0.2, 0.8], 1],
  [[0.2, 1.69, Number.POSITIVE_INFINITY], 1.69],
  [[], 1],
])('shares of %j: a full bar is %d', (shares, full) => {
  expect(fullBar(shares.map(rowOf))).toBe(full);
});

describe('two networks agree', () => {
  const said = (largest: readonly (number | undefined)[], more: Partial<Compared> = {}) => {
    const rows = largest.map((size) => ({
      difference:
        size === undefined ? undefined : { largest: size, at: 0, scale: 1, relative: size },
    }));
    return agreement({ rows, channels: 'perhaps', ...more } as unknown as Compared, 1e-3);
  };

  test('where no number differs, or none by more than the tolerance', () => {
    expect(said([0, 0])).toBe(
      'No number of the 2 matched layers differs: as far as these two networks can be compared, they compute the same of this picture.',
    );
    expect(said([0, 1e-6])).toMatch(
      /^All 2 matched layers agree: no difference is more than 0\.1%/,
    );
  });

  test('and not where one is far, was not compared, or where channels are different things', () => {
    expect(said([0, 0.01])).toBe('');
    expect(said([0, undefined])).toBe('');
    expect(said([0], { channels: 'different' })).toBe('');
    expect(said([])).toBe('');
  });
});
