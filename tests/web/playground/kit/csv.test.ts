// A name from a file is never a formula, whatever a spreadsheet separates cells with.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from '../../../../web/src/playground/kit/csv.js';

/** What a spreadsheet reads: quotes count where a cell begins with one. */
function read(text: string, separator: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; at < text.length; at += 1) {
        if (text[at] === '"' && text[at + 1] !== '"') break;
        if (text[at] === '"') at += 1;
        cell += text[at] ?? '';
      }
      at += 1;
    }
    while (at < text.length && !`${separator}\r\n`.includes(text[at] ?? '')) cell += text[at++];
    cells.push(cell);
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return cells;
}

test.each([
  ['=1+1', `'=1+1`],
  ['+1', `'+1`],
  ['-cmd', `'-cmd`],
  ['@SUM(A1)', `'@SUM(A1)`],
  [' =1', `' =1`],
  ['\t=1', `"'\t'=1"`],
  ['\r=1', `"'\r'=1"`],
  ['\uff1d1', `'\uff1d1`],
  ['x;=1+1', `"x;'=1+1"`],
  ['x\t@y', `"x\t'@y"`],
  ['x|+y', `"x|'+y"`],
  ['x\n-y', `"x\n'-y"`],
  ['x;y', '"x;y"'],
  ['x,=y', '"x,=y"'],
  ['say "x"', '"say ""x"""'],
  ['a-b=c', 'a-b=c'],
  ['', ''],
])('%j is written as %j', (cell, text) => expect(csvText([[cell]])).toBe(`${text}\r\n`));

test('numbers stay numbers', () => {
  expect(csvText([[-0.5, 1e-7, -1e21, 0, undefined, 2]])).toBe('-0.5,1e-7,-1e+21,0,,2\r\n');
});

const sign = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  ';',
  '|',
  ',',
  '\t',
  '\r',
  '\n',
  '"',
  "'",
  ' ',
  'a',
);
const name = fc.string({ unit: sign, maxLength: 8 });

test.each([',', ';', '\t', '|'])('with %j between cells none is a formula', (separator) => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (cells) => {
      const found = read(csvText([cells]), separator);
      expect(found.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('where commas separate, every cell reads as it was but for apostrophes', () => {
  fc.assert(
    fc.property(
      fc.array(
        name.map((text) => `n${text}`),
        { minLength: 1, maxLength: 4 },
      ),
      (cells) => {
        const bare = (list: string[]) => list.map((text) => text.replaceAll("'", ''));
        expect(bare(read(csvText([cells]), ','))).toEqual(bare(cells));
      },
    ),
    { numRuns: 2000 },
  );
});
