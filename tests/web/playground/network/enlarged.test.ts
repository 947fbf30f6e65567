import { expect, test } from 'vitest';
import {
  elementsOf,
  enlargedLayout,
  readCell,
} from '../../../../web/src/playground/network/enlarged.js';
import { tinyModel, value } from '../../support/app.js';

const { columns } = tinyModel();
const named = (name: string) => {
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`the test graph has no ${name}`);
  return column;
};

test('a cell of a map is read from its channel, row and column', () => {
  const maps = value([1, 10, 62, 62], (index) => index);
  const read = readCell(named('conv_1_1'), maps, 3, { y: 2, x: 5 });
  expect(read).toEqual({ index: 2 * 62 + 5, value: 3 * 62 * 62 + 2 * 62 + 5 });
});

test('a long vector is folded, and its last row may be short', () => {
  const flatten = named('flatten');
  expect(elementsOf(flatten)).toBe(1690);
  expect(enlargedLayout(flatten)).toMatchObject({ height: 41, width: 42 });
  const vector = value([1, 1690], (index) => index);
  expect(readCell(flatten, vector, 0, { y: 1, x: 0 })?.value).toBe(42);
  expect(readCell(flatten, vector, 0, { y: 40, x: 9 })?.value).toBe(1689);
  expect(readCell(flatten, vector, 0, { y: 40, x: 10 })).toBeUndefined();
});

test('a short vector is one row', () => {
  expect(enlargedLayout(named('dense'))).toMatchObject({ height: 1, width: 10 });
});

test('there is nothing beyond the map', () => {
  const maps = value([1, 10, 62, 62], () => 1);
  expect(readCell(named('conv_1_1'), maps, 0, { y: 0, x: 62 })).toBeUndefined();
});
