import { describe, expect, test } from 'vitest';
import {
  type FillForm,
  fillFormOf,
  readFill,
} from '../../../../../web/src/playground/features/input-form/fill-form.js';
import { fillOf } from '../../../../../web/src/playground/network/input-fill.js';

const sizes = fillOf({ name: 'sizes', type: 'int64', shape: [1, 2] }, undefined, undefined);
const open = fillOf({ name: 'x', type: 'float32', shape: [1, -1, 4] }, [1, 3, 4], undefined);
const read = (changes: Partial<FillForm>, fill = sizes) =>
  readFill({ ...fillFormOf(fill), ...changes }, fill);

test('what is in use reads back as itself', () => {
  expect(read({})).toEqual({ fill: sizes, errors: {} });
  expect(read({}, open)).toEqual({ fill: open, errors: {} });
});

describe('what is typed', () => {
  test.each([
    [
      { kind: 'numbers', numbers: '3' },
      { kind: 'numbers', numbers: [3] },
    ],
    [{ kind: 'numbers', numbers: ' 3; -4 ' }, { numbers: [3, -4] }],
    // Of a field that is not on screen nothing is said.
    [
      { kind: 'ones', numbers: 'x', seed: 'x', dims: 'x' },
      { kind: 'ones', numbers: [0] },
    ],
  ])('%o', (changes, expected) => {
    expect(read(changes).fill).toMatchObject(expected);
  });

  test.each([
    [{ numbers: '' }, 'numbers, separated'],
    [{ numbers: '1, x' }, 'numbers, separated'],
    [{ numbers: '1, 2, 3' }, 'There are 3 numbers, but this input takes 2'],
    [{ numbers: '0.5' }, 'whole numbers'],
  ])('%o is refused in a sentence', (changes, why) => {
    const { fill, errors } = read({ kind: 'numbers', ...changes });
    expect(fill).toBeUndefined();
    expect(errors.numbers).toContain(why);
    expect(errors.numbers).toMatch(/\.$/);
  });

  test.each([
    ['uint8', '-1', 'from 0 to 255'],
    ['int8', '128', 'from -128 to 127'],
    ['int32', '2147483648', 'from -2147483648 to 2147483647'],
    ['bool', '2', 'from 0 to 1'],
  ])('a number that %s has no place for', (type, numbers, why) => {
    const fill = fillOf({ name: 'n', type, shape: [1] }, undefined, undefined);
    expect(read({ kind: 'numbers', numbers }, fill).errors.numbers).toContain(why);
  });

  test.each([
    ['1, 5, 4', undefined],
    ['1, 5', 'The file says [1, ?, 4]'],
    ['2, 5, 4', 'The file says [1, ?, 4]'],
    ['1, 0, 4', 'whole numbers above 0'],
    ['1, 99999999, 4', '16 million'],
  ])('a shape %s', (dims, why) => {
    const { fill, errors } = read({ dims }, open);
    if (why === undefined) expect(fill?.dims).toEqual([1, 5, 4]);
    else expect(errors.dims).toContain(why);
  });

  test.each(['', '-1', '1.5', 'x'])('a seed %j is none', (seed) => {
    expect(read({ kind: 'noise', seed }, open).errors.seed).toMatch(/\.$/);
  });
});
