import { expect, test } from 'vitest';
import { isFar, isKnown } from '../../../web/src/element/image.js';

const SAMPLES = ['golf-ball.webp', 'cat.png'];

test.each([
  ['https://example.org/cat', true],
  ['./cat.png', true],
  ['data:image/png;base64,AA', true],
  // Of these the list of samples tells.
  ['dog.png', true],
  ['IMG_1.JPG', true],
  ['church.webp', true],
  ['cat.png', false],
  ['golf-ball.webp', false],
  ['golf-ball', false],
  ['gulf-ball', false],
])('"%s" is the address of a picture: %s', (image, is) => {
  expect(isFar(image, SAMPLES)).toBe(is);
});

test('before samples are known a bare name is none, and nothing is none', () => {
  expect(isFar('dog.png', undefined)).toBe(false);
  expect(isFar('./dog.png', undefined)).toBe(true);
  expect(isFar(undefined, SAMPLES)).toBe(false);
});

test('what a bare name means is known once the samples are', () => {
  expect(isKnown('dog.png', undefined)).toBe(false);
  expect(isKnown('church', undefined)).toBe(false);
  expect(isKnown('dog.png', SAMPLES)).toBe(true);
  // An address, or none, is no sample whatever they are.
  expect(isKnown('./dog.png', undefined)).toBe(true);
  expect(isKnown(undefined, undefined)).toBe(true);
});
