import { expect, test } from 'vitest';
import { isWanted, joined, named } from '../../../../web/src/playground/run/weight-files.js';

const file = (path: string, content = path) => ({ path, file: content });

test('a file is taken for the one whose last part it is called', () => {
  const files = [file('w.bin'), file('other')];
  expect(named(files, ['data/w.bin', 'x'])).toEqual([file('data/w.bin', 'w.bin'), file('other')]);
  expect(isWanted('w.bin', ['data/w.bin'])).toBe(true);
  expect(isWanted('W.bin', ['data/w.bin'])).toBe(false);
  expect(isWanted('bin', ['data/w.bin'])).toBe(false);
});

test('of two folders with one name none is guessed', () => {
  expect(named([file('w')], ['a/w', 'b/w'])).toEqual([file('w')]);
});

test('a file that is given again takes the place of the one before', () => {
  expect(joined([file('a', 'old'), file('b')], [file('a', 'new')])).toEqual([
    file('a', 'new'),
    file('b'),
  ]);
});
