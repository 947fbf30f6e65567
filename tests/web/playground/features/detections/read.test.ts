import { expect, test } from 'vitest';
import type {
  BoxForm,
  MapForm,
  PictureForm,
  TextForm,
} from '../../../../../web/src/playground/features/detections/forms.js';
import {
  inputOnPicture,
  placed,
} from '../../../../../web/src/playground/features/detections/place.js';
import {
  boxesIn,
  type FoundBox,
  sharedPart,
  suppressed,
} from '../../../../../web/src/playground/features/detections/read-boxes.js';
import { mapIn } from '../../../../../web/src/playground/features/detections/read-maps.js';
import { pictureIn } from '../../../../../web/src/playground/features/detections/read-picture.js';
import { textIn } from '../../../../../web/src/playground/features/detections/read-text.js';
import { figuresOf } from '../../../../../web/src/playground/features/detections/read-values.js';
import type { Preprocess } from '../../../../../web/src/playground/network/network.js';
import { NO_EDITS } from '../../../../../web/src/playground/run/edits/edits.js';

const eight = (boxes: number, classes: number): BoxForm => ({
  kind: 'boxes',
  value: 'out',
  shape: [1, 4 + classes, boxes],
  names: [],
  input: { width: 64, height: 64 },
  boxes,
  classes,
  hasObjectScore: false,
});
const five = (boxes: number, classes: number): BoxForm => ({
  ...eight(boxes, classes),
  shape: [1, boxes, 5 + classes],
  hasObjectScore: true,
});
/** Rows of boxes as YOLOv8 has them: all x, all y, ... */
const turned = (rows: readonly (readonly number[])[]): Float32Array =>
  Float32Array.from(rows[0]?.flatMap((_, field) => rows.map((row) => row[field] ?? 0)) ?? []);

test('YOLOv8: the middle becomes a corner, the largest score is the class', () => {
  const data = turned([
    [20, 30, 8, 4, 0, 0.75],
    [40, 10, 2, 6, 0.5, 0.25],
    [9, 9, 9, 9, 0.125, 0.1],
  ]);
  expect(boxesIn(eight(3, 2), data)).toEqual([
    { x: 16, y: 28, width: 8, height: 4, class: 1, score: 0.75 },
    { x: 39, y: 7, width: 2, height: 6, class: 0, score: 0.5 },
  ]);
});

test('YOLOv5: the score is that of an object times that of the class', () => {
  const data = Float32Array.of(20, 30, 8, 4, 0.5, 0, 0.75, 40, 10, 2, 6, 0.25, 0.5, 0);
  expect(boxesIn(five(2, 2), data)).toEqual([
    { x: 16, y: 28, width: 8, height: 4, class: 1, score: 0.375 },
  ]);
});

test.each([
  ['logits in place of scores', [20, 30, 8, 4, 3.5, -2]],
  ['NaN', [20, 30, 8, 4, Number.NaN, 0.5]],
  ['shares in place of pixels', [0.5, 0.5, 0.25, 0.25, 0.9, 0]],
])('%s: not boxes', (_, row) => {
  expect(boxesIn(eight(1, 2), turned([row]))).toBeUndefined();
});

const box = (x: number, score: number, kind = 0): FoundBox => ({
  x,
  y: 0,
  width: 10,
  height: 10,
  class: kind,
  score,
});

test('intersection over union', () => {
  // 5 of 15 columns.
  expect(sharedPart(box(0, 1), box(5, 1))).toBeCloseTo(1 / 3, 12);
  expect(sharedPart(box(0, 1), box(10, 1))).toBe(0);
  expect(sharedPart(box(3, 1), box(3, 1))).toBe(1);
});

test('the best of those that overlap by more than 45 % stays, of each class', () => {
  // Moved by 3 they share 7/13, by 4 they share 6/14.
  const far = box(4, 0.6);
  const other = box(1, 0.5, 1);
  expect(suppressed([box(3, 0.7), far, other, box(0, 0.9)])).toEqual([box(0, 0.9), far, other]);
  // Greedy: what was dropped drops nothing.
  expect(suppressed([box(0, 0.9), box(3, 0.8), box(6, 0.7)])).toEqual([box(0, 0.9), box(6, 0.7)]);
});

const maps = (channels: number, height: number, width: number): MapForm => ({
  kind: 'maps',
  value: 'out',
  shape: [1, channels, height, width],
  names: [],
  channels,
  height,
  width,
});

test('the strongest channel in each cell, the first of equal ones', () => {
  const data = Float32Array.of(1, 5, 0, 0, 2, 1, 0, -1, 0, 0, 0, 7);
  const found = mapIn(maps(3, 2, 2), data);
  expect([...(found?.strongest ?? [])]).toEqual([1, 0, 0, 2]);
  expect(found?.shares).toEqual([
    { channel: 0, share: 0.5 },
    { channel: 1, share: 0.25 },
    { channel: 2, share: 0.25 },
  ]);
});

test('a single channel goes from its least to its largest value', () => {
  const found = mapIn(maps(1, 1, 3), Float32Array.of(-2, 0, 6));
  expect(found).toMatchObject({ least: -2, largest: 6, heat: { 0: 0, 1: 0.25, 2: 1 } });
  const even = mapIn(maps(1, 1, 2), Float32Array.of(3, 3));
  expect([...(even?.heat ?? [])]).toEqual([0, 0]);
  expect(mapIn(maps(1, 1, 2), Float32Array.of(3, Number.NaN))).toBeUndefined();
});

const prepared = (resize: number, crop: [number, number]) => ({ resize, crop }) as Preprocess;

test('where the input lies on the picture: resized and cut, cut alone, or filled up', () => {
  const picture = { width: 400, height: 200 };
  const place = (resize: number, crop: [number, number]) =>
    inputOnPicture(NO_EDITS, { picture, preprocess: prepared(resize, crop) });
  // 200 becomes 100, so 64 are 128 of the picture.
  expect(place(100, [64, 64])).toEqual({ x: 136, y: 36, width: 128, height: 128 });
  expect(place(0, [100, 50])).toEqual({ x: 175, y: 50, width: 50, height: 100 });
  expect(place(50, [64, 64])).toEqual({ x: 72, y: -28, width: 256, height: 256 });
});

test('a part that the user chose', () => {
  const picture = { width: 400, height: 200 };
  const edits = { ...NO_EDITS, region: { x: 0.25, y: 0.5, width: 0.25, height: 0.5 } };
  const place = inputOnPicture(edits, { picture, preprocess: prepared(64, [64, 64]) });
  expect(place).toEqual({ x: 100, y: 100, width: 100, height: 100 });
  expect(placed({ x: 16, y: 32, width: 8, height: 4 }, { width: 64, height: 64 }, place)).toEqual({
    x: 125,
    y: 150,
    width: 12.5,
    height: 6.25,
  });
});

test('boxes follow a picture that was letterboxed or stretched', () => {
  const picture = { width: 200, height: 100 };
  const placed = (fit: 'letterbox' | 'stretch') =>
    inputOnPicture(NO_EDITS, { picture, preprocess: { ...prepared(64, [64, 64]), fit } });
  // 64 x 32 of the 64 x 64 show the picture, 16 rows of bars above and below it.
  expect(placed('letterbox')).toEqual({ x: 0, y: -50, width: 200, height: 200 });
  expect(placed('stretch')).toEqual({ x: 0, y: 0, width: 200, height: 100 });
});

const text = (steps: number): TextForm => ({
  kind: 'text',
  value: 'out',
  shape: [1, steps, 3],
  names: [],
  steps,
  alphabet: ['', 'l', 'o'],
});
/** One-hot scores, of this size. */
const scores = (best: readonly number[], size: number) =>
  best.flatMap((index) => [0, 1, 2].map((at) => (at === index ? size : 0)));

test.each([
  [[0, 0, 0], ''],
  [[1, 1, 2, 2], 'lo'],
  // A blank between makes two of them.
  [[1, 0, 1, 2], 'llo'],
  [[0, 2, 0, 1, 1, 0, 1, 0], 'oll'],
])('greedy decoding of %j is "%s"', (best, said) => {
  expect(textIn(text(best.length), scores(best, 7))).toEqual({ text: said });
});

test('the score of a text is the mean over its characters, where scores are shares', () => {
  const data = [0.5, 0.25, 0.25, 0.125, 0.75, 0.125, 0, 0.5, 0.25];
  // Steps: blank, l, l again. The one that is taken counts.
  expect(textIn(text(3), data)).toEqual({ text: 'l', score: 0.75 });
  expect(textIn(text(3), [...data.slice(0, 8), Number.NaN])).toBeUndefined();
});

const rgb = (channelsLast?: boolean): PictureForm => ({
  kind: 'picture',
  value: 'out',
  shape: [1, 3, 1, 2],
  names: [],
  channels: 3,
  height: 1,
  width: 2,
  ...(channelsLast ? { channelsLast } : {}),
});

test.each([
  ['0 to 1', [0, 1, 0.5, 0, 0, 1], { black: 0, white: 1, pixels: [0, 128, 0, 255, 0, 255] }],
  ['-1 to 1', [-1, 1, 0, -1, -1, 1], { black: -1, white: 1, pixels: [0, 128, 0, 255, 0, 255] }],
  ['0 to 255', [0, 255, 90, 0, 0, 260], { black: 0, white: 255, pixels: [0, 90, 0, 255, 0, 255] }],
  ['any others', [-4, 4, 0, -4, -4, 4], { black: -4, white: 4, pixels: [0, 128, 0, 255, 0, 255] }],
])('a picture of values from %s', (_, data, { pixels, ...ends }) => {
  const found = pictureIn(rgb(), data);
  expect(found).toMatchObject(ends);
  expect([...(found?.pixels ?? [])]).toEqual(pixels);
});

test('a picture with its channels last, and one that is not all numbers', () => {
  expect([...(pictureIn(rgb(true), [0, 1, 0, 1, 0, 1])?.pixels ?? [])]).toEqual([
    ...[0, 255, 0],
    ...[255, 0, 255],
  ]);
  expect(pictureIn(rgb(), [0, 1, Infinity, 0, 0, 1])).toBeUndefined();
});

test('maps with channels last, and maps that hold the number of a class', () => {
  const form: MapForm = {
    kind: 'maps',
    value: 'out',
    shape: [1, 1, 2, 3],
    names: [],
    channels: 3,
    height: 1,
    width: 2,
    channelsLast: true,
  };
  expect([...(mapIn(form, [0, 5, 1, 9, 2, 3])?.strongest ?? [])]).toEqual([1, 0]);
  const classes = { ...form, channels: 1, shape: [1, 1, 2], isClasses: true };
  expect(mapIn(classes, [7, 7])?.shares).toEqual([{ channel: 7, share: 1 }]);
  expect(mapIn(classes, [7, -1])).toBeUndefined();
  expect(mapIn(classes, [7, 0.5])).toBeUndefined();
});

test('figures of an output: of its finite values, and the first ones', () => {
  const data = [3, Number.NaN, -1, Infinity, 4, 0, 0, 0, 0, 0];
  expect(figuresOf({ name: 'out', type: 'float32', dims: [10], data })).toEqual({
    name: 'out',
    type: 'float32',
    dims: [10],
    least: -1,
    largest: 4,
    mean: 6 / 8,
    notFinite: 2,
    first: data.slice(0, 8),
  });
  const none = figuresOf({ name: 'out', type: 'int64', dims: [0, 4], data: [] });
  expect(none).toMatchObject({ least: Number.NaN, mean: Number.NaN, first: [] });
});
