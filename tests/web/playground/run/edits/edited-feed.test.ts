import { expect, test } from 'vitest';
import { editedFeed } from '../../../../../web/src/playground/run/edits/edited-feed.js';
import {
  NO_EDITS,
  placeOccluder,
  startStroke,
} from '../../../../../web/src/playground/run/edits/edits.js';
import { tinyInfo } from '../../../support/app.js';
import { patterned, plain } from '../../../support/pixels.js';

const preprocess = tinyInfo().preprocess;

test('a picture without edits is fed as it is', async () => {
  const pixels = patterned(100, 80);
  const fed = await editedFeed(pixels, NO_EDITS, preprocess);
  expect(fed.pixels).toBe(pixels);
  expect(fed.preprocess).toBe(preprocess);
});

test('one with edits comes at the size of the network, and is not resized again', async () => {
  const pixels = plain(100, 80, [255, 255, 255]);
  const edits = placeOccluder(NO_EDITS, { at: [0.5, 0.5], size: 0.5, colour: [10, 20, 30] });
  const fed = await editedFeed(pixels, edits, preprocess);
  expect(fed.preprocess).toEqual({ ...preprocess, resize: 0 });
  expect([fed.pixels.width, fed.pixels.height]).toEqual([64, 64]);
  // Half of the shorter side: 32 of 64 pixels.
  const covered = fed.pixels.data.filter((value, i) => i % 4 === 0 && value === 10);
  expect(covered).toHaveLength(32 * 32);
  expect(pixels.data.every((value) => value === 255)).toBe(true);
});

test('two pictures do not share their paint', async () => {
  const brush = { tool: 'brush', colour: [0, 0, 0], radius: 0.5 } as const;
  const edits = startStroke(NO_EDITS, brush, [0.5, 0.5]);
  const middle = 4 * (32 * 64 + 32);
  const white = await editedFeed(plain(64, 64, [255, 255, 255]), edits, preprocess);
  expect(white.pixels.data[middle]).toBe(0);
  const box = placeOccluder(NO_EDITS, { at: [0, 0], size: 0.1, colour: [1, 1, 1] });
  const other = await editedFeed(plain(64, 64, [200, 200, 200]), box, preprocess);
  expect(other.pixels.data[middle]).toBe(200);
});

test('bars keep their colour, and what is painted stays on the picture between them', async () => {
  const pixels = plain(100, 50, [255, 255, 255]);
  const edits = placeOccluder(NO_EDITS, { at: [0.5, 0.5], size: 1, colour: [10, 20, 30] });
  const boxed = { ...preprocess, fit: 'letterbox', bars: [1, 2, 3] } as typeof preprocess;
  const fed = await editedFeed(pixels, edits, boxed);
  expect(fed.preprocess).toEqual({ ...preprocess, bars: [1, 2, 3], resize: 0 });
  const count = (red: number) => fed.pixels.data.filter((v, i) => i % 4 === 0 && v === red).length;
  // 64 x 32 pixels of picture, of which the box covers the middle square.
  expect([count(1), count(10), count(255)]).toEqual([64 * 32, 32 * 32, 32 * 32]);
});

test('an open size is the one that the picture comes to', async () => {
  const edits = placeOccluder(NO_EDITS, { at: [0.5, 0.5], size: 0.1, colour: [1, 1, 1] });
  const own = { ...preprocess, fit: 'own', multiple: 32 } as typeof preprocess;
  const fed = await editedFeed(plain(100, 50, [9, 9, 9]), edits, own);
  expect(fed.preprocess).toEqual({ ...preprocess, multiple: 32, crop: [64, 96], resize: 0 });
  expect([fed.pixels.width, fed.pixels.height]).toEqual([96, 64]);
});
