// Which layers cost most, in words.

import { expect, test } from 'vitest';
import { costliestText } from '../../../../../web/src/playground/features/table/costliest.js';
import type { LayerRow } from '../../../../../web/src/playground/features/table/layer-table.js';

const row = (name: string, ms: number | undefined, macs: number, params: number) =>
  ({ name, ms, macs, params }) as LayerRow;

test('one layer with most of the time and most of the arithmetic is named once', () => {
  const rows = [row('a', 1, 10, 5), row('b', 3, 30, 15), row('c', 0, 0, 80)];
  expect(costliestText(rows)).toBe(
    'b costs most: 75.0% of the time and 75.0% of the multiply-accumulates. c has the most parameters: 80.0%.',
  );
});

test('two layers are named where the slowest is not the one with most arithmetic', () => {
  expect(costliestText([row('a', 3, 10, 0), row('b', 1, 30, 0)])).toBe(
    'a takes the most time: 75.0%. b needs the most multiply-accumulates: 75.0%.',
  );
});

test('before a run nothing is said of the time, and of one layer nothing at all', () => {
  expect(costliestText([row('a', undefined, 1, 3), row('b', undefined, 3, 1)])).toBe(
    'b needs the most multiply-accumulates: 75.0%. a has the most parameters: 75.0%.',
  );
  expect(costliestText([row('a', 1, 1, 1)])).toBe('');
});
