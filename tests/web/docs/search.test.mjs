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

test('a short word is found where a word begins, also in names of operators', () => {
  const entries = [
    ['Course', 'depth.html', 'How depth widens the view', 'More layers.'],
    ['Operators', 'depthtospace.html', 'DepthToSpace', 'Channels become places.'],
    ['Operators', 'reducesum.html', 'ReduceSum', 'Adds along an axis.'],
    ['Package', 'weights.html', 'Weights of PyTorch', 'net.pth and net.safetensors open.'],
  ];
  const of = (wanted) => find(entries, wanted).map(([, address]) => address);
  expect(of('pth')).toEqual(['weights.html']);
  expect(of('.pth')).toEqual(['weights.html']);
  expect(of('sum')).toEqual(['reducesum.html']);
  expect(of('space')).toEqual(['depthtospace.html']);
});

test('British and American spelling are one', () => {
  const entries = [
    ['Input', 'input.html', 'Numbers', 'Pixels are normalised, each colour by itself.'],
  ];
  for (const wanted of ['normalize', 'Normalise', 'normalized', 'color', 'colour'])
    expect(find(entries, wanted)).toEqual(entries);
});

test('signs that stand nowhere part words', () => {
  const entries = [
    ['Course', 'size.html', 'Padding', 'The same size comes out.'],
    ['Export', 'export.html', 'Keras', "padding='same' may be one-sided."],
  ];
  const of = (wanted) => find(entries, wanted).map(([, address]) => address);
  expect(of('padding=same')).toEqual(['size.html', 'export.html']);
  expect(of("padding='same'")).toEqual(['export.html']);
});
