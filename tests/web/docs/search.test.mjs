import { expect, test } from 'vitest';
import { find } from '../../../web/docs/site/static/search.js';

const ENTRIES = [
  ['Export', 'export.html#keras', 'Keras', 'Keras keeps channels last; a resize may follow.'],
  ['Operators', 'operators.html#resize', 'Resize', 'Makes maps larger.'],
  ['Operators', 'operators.html#reshape', 'Reshape', 'Numbers (unchanged).'],
];
const addresses = (wanted) => find(ENTRIES, wanted).map(([, address]) => address);

test('headings before texts, and every word has to be there', () => {
  expect(addresses('resize')).toEqual(['operators.html#resize', 'export.html#keras']);
  expect(addresses('RES')).toEqual([
    'operators.html#resize',
    'operators.html#reshape',
    'export.html#keras',
  ]);
  expect(addresses('resize keras')).toEqual(['export.html#keras']);
  expect(addresses('resize pytorch')).toEqual([]);
});

test('nothing for nothing, and signs are themselves', () => {
  expect(addresses('  ')).toEqual([]);
  expect(addresses('(unchanged)')).toEqual(['operators.html#reshape']);
  expect(addresses('.*')).toEqual([]);
});
