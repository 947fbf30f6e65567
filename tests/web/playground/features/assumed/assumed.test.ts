import { expect, test } from 'vitest';
import {
  mayBeImagenet,
  otherPixels,
  takeLikely,
} from '../../../../../web/src/playground/features/assumed/rest.js';
import type { Playground } from '../../../../../web/src/playground/kit/playground.js';
import type { NetworkInfo } from '../../../../../web/src/playground/network/network.js';

const unit = { divisor: 255, mean: [0, 0, 0], std: [1, 1, 1], channels: 3, crop: [224, 224] };

const network = (preprocess: object, metadata: object = {}, more: object = {}) =>
  ({ preprocess, graph: { metadata }, labels: [], ...more }) as unknown as NetworkInfo;

const grey = (...crop: number[]) => ({ ...unit, channels: 1, crop });

test("0 to 1 is a guess where the file is silent: ImageNet's values are as likely", () => {
  expect(otherPixels(network(unit))).toEqual({
    of: 'ImageNet',
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  });
});

test('of weights it is a guess as well, though the network that is made of them says it', () => {
  const metadata = { preprocess: '{}' };
  const weights = (...given: string[]) => network(unit, metadata, { weights: { given } });
  expect(otherPixels(weights())?.of).toBe('ImageNet');
  expect(otherPixels(weights('padding'))?.of).toBe('ImageNet');
  expect(otherPixels(weights('mean'))).toBeUndefined();
});

test.each([28, 32])("small grey pictures of %i pixels may be MNIST's", (side) => {
  const other = otherPixels(network(grey(side, side)));
  expect(other).toMatchObject({ of: 'MNIST', mean: [0.1307, 0.1307, 0.1307] });
  expect(other?.std[0]).toBe(0.3081);
});

test.each([
  ['the file says it', network(unit, { preprocess: '{}' })],
  ['Ultralytics wrote it, whose networks take 0 to 1', network(unit, { imgsz: '[640, 640]' })],
  ['no input takes a picture', network(unit, {}, { hasNoPicture: true })],
  ['grey pictures are large', network(grey(224, 224))],
  ['grey pictures are no squares', network(grey(32, 160))],
  ['the user has chosen a mean', network({ ...unit, mean: [0.485, 0.456, 0.406] })],
  ['it takes bytes as they are', network({ ...unit, divisor: 1 })],
])('nothing is said where %s', (_, info) => {
  expect(otherPixels(info)).toBeUndefined();
});

test('the values that are likely become an assumption of weights', async () => {
  const opened: unknown[] = [];
  const source = { kind: 'file', name: 'lenet.pth', assume: { pool: 'mean' } };
  const info = network(grey(28, 28), { preprocess: '{}' }, { weights: { given: ['pool'] } });
  const playground = {
    state: { model: { info } },
    set: () => {},
    controller: {
      sources: () => ({ model: source }),
      openModel: async (model: unknown) => void opened.push(model),
    },
  };
  await takeLikely(playground as unknown as Playground, 'pixels');
  expect(opened).toEqual([{ ...source, assume: { pool: 'mean', mean: [0.1307], std: [0.3081] } }]);
});

test("ImageNet's names are offered for 1,000 classes without names alone", () => {
  expect(mayBeImagenet(network(unit), 1000)).toBe(true);
  expect(mayBeImagenet(network(unit), 1001)).toBe(false);
  expect(mayBeImagenet(network(unit, {}, { labels: ['tench'] }), 1000)).toBe(false);
});
