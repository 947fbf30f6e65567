import { expect, test } from 'vitest';
import {
  isPixelGuess,
  mayBeImagenet,
} from '../../../../../web/src/playground/features/assumed/rest.js';
import type { NetworkInfo } from '../../../../../web/src/playground/network/network.js';

const unit = { divisor: 255, mean: [0, 0, 0], std: [1, 1, 1], channels: 3 };

const network = (preprocess: object, metadata: object = {}, more: object = {}) =>
  ({ preprocess, graph: { metadata }, labels: [], ...more }) as unknown as NetworkInfo;

test('0 to 1 is a guess where the file is silent', () => {
  expect(isPixelGuess(network(unit))).toBe(true);
});

test.each([
  ['the file says it', network(unit, { preprocess: '{}' })],
  ['Ultralytics wrote it, whose networks take 0 to 1', network(unit, { imgsz: '[640, 640]' })],
  ['it came as weights, whose panel lists what was assumed', network(unit, {}, { weights: {} })],
  ['no input takes a picture', network(unit, {}, { hasNoPicture: true })],
  ['pictures are grey', network({ ...unit, channels: 1 })],
  ['the user has chosen a mean', network({ ...unit, mean: [0.485, 0.456, 0.406] })],
  ['it takes bytes as they are', network({ ...unit, divisor: 1 })],
])('nothing is said where %s', (_, info) => {
  expect(isPixelGuess(info)).toBe(false);
});

test("ImageNet's names are offered for 1,000 classes without names alone", () => {
  expect(mayBeImagenet(network(unit), 1000)).toBe(true);
  expect(mayBeImagenet(network(unit), 1001)).toBe(false);
  expect(mayBeImagenet(network(unit, {}, { labels: ['tench'] }), 1000)).toBe(false);
});
