import { expect, test } from 'vitest';
import { formatHash, parseHash } from '../../../web/src/state/hash.js';

test('a link goes there and back', () => {
  const link = { model: 'tinyvgg', sample: 'golf-ball.webp' };
  expect(formatHash(link)).toBe('#model=tinyvgg&sample=golf-ball.webp');
  expect(parseHash(formatHash(link))).toEqual(link);
});

test('nothing to say is an empty address', () => {
  expect(formatHash({})).toBe('');
  expect(parseHash('')).toEqual({});
});

test.each([
  '#model=../../x',
  '#sample=a%2Fb',
  '#model=%E0%A4%A',
  '#other=1',
  `#model=${'x'.repeat(81)}`,
])('%s is ignored', (hash) => expect(parseHash(hash)).toEqual({}));
