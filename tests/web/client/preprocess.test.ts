import { expect, test } from 'vitest';
import { choosePreprocess, mergePreprocess } from '../../../web/src/client/preprocess.js';
import type { Preprocess } from '../../../web/src/protocol/index.js';
import { thrownBy } from '../support/errors.js';

const input = (...shape: number[]) => ({ name: 'x', type: 'float32', shape });

const IMAGENET: Preprocess = {
  resize: 256,
  crop: [224, 200],
  interpolation: 'bicubic',
  divisor: 255,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  order: 'BGR',
  layout: 'NCHW',
  channels: 3,
};

test("the file's own words are taken as they are", () => {
  const metadata = { preprocess: JSON.stringify(IMAGENET) };
  const choice = choosePreprocess(input(1, 3, 224, 200), metadata);
  expect(choice).toEqual({ preprocess: IMAGENET, notes: [] });
});

test('without them: resize, centre crop, divided by 255, and a note that it is a guess', () => {
  const { preprocess, notes } = choosePreprocess(input(1, 3, 64, 96), {});
  expect(preprocess).toEqual({
    resize: 96,
    crop: [64, 96],
    interpolation: 'bilinear',
    divisor: 255,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    order: 'RGB',
    layout: 'NCHW',
    channels: 3,
  });
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain('guess');
  expect(notes[0]).toContain('96 x 64');
});

test.each([
  [[1, 1, 28, 28], { channels: 1, layout: 'NCHW', crop: [28, 28] }],
  [[1, 224, 192, 3], { channels: 3, layout: 'NHWC', crop: [224, 192] }],
  [[-1, 3, -1, -1], { channels: 3, layout: 'NCHW', crop: [224, 224] }],
])('shape %o gives %o', (shape, expected) => {
  expect(choosePreprocess(input(...shape), {}).preprocess).toMatchObject(expected);
});

test.each([[[1, 10]], [[1, 5, 8, 8]], [[3, 8, 8]], [[]]])('shape %o is no picture', (shape) => {
  expect(choosePreprocess(input(...shape), {})).toEqual({ preprocess: undefined, notes: [] });
  expect(choosePreprocess(undefined, {})).toEqual({ preprocess: undefined, notes: [] });
});

test('a network that takes bytes is given them as they are', () => {
  const bytes = { name: 'x', type: 'uint8', shape: [1, -1, -1, 3] };
  const { preprocess, notes } = choosePreprocess(bytes, {});
  expect(preprocess).toMatchObject({ divisor: 1, mean: [0, 0, 0], layout: 'NHWC' });
  expect(notes[0]).toContain('taken as they are');
  expect(choosePreprocess({ ...bytes, type: 'int64' }, {}).preprocess).toBeUndefined();
  const half = { name: 'x', type: 'float16', shape: [1, 3, 8, 8] };
  expect(choosePreprocess(half, {}).preprocess).toMatchObject({ divisor: 255 });
});

test.each([
  ['[320, 480]', [320, 480]],
  ['640', [640, 640]],
])('the size %s that Ultralytics writes, where the file leaves it open', (imgsz, crop) => {
  expect(choosePreprocess(input(1, 3, -1, -1), { imgsz }).preprocess).toMatchObject({ crop });
  expect(choosePreprocess(input(1, 3, 64, 64), { imgsz }).preprocess?.crop).toEqual([64, 64]);
});

test.each(['0', '[1, 2, 3]', 'large', '-5'])('a size %s is none', (imgsz) => {
  const { preprocess } = choosePreprocess(input(1, 3, -1, -1), { imgsz });
  expect(preprocess?.crop).toEqual([224, 224]);
});

test('part of the words is completed from the shape', () => {
  const metadata = { preprocess: '{"mean":[0.5,0.5,0.5]}' };
  const { preprocess, notes } = choosePreprocess(input(1, 3, 32, 32), metadata);
  expect(preprocess).toMatchObject({ mean: [0.5, 0.5, 0.5], crop: [32, 32], divisor: 255 });
  expect(notes).toEqual([]);
});

test('a key that is not known leaves the others in force, with a note', () => {
  const metadata = { preprocess: '{"mean":[0.5,0.5,0.5],"size":224,"toString":1}' };
  const { preprocess, notes } = choosePreprocess(input(1, 3, 32, 32), metadata);
  expect(preprocess).toMatchObject({ mean: [0.5, 0.5, 0.5], crop: [32, 32] });
  expect(preprocess).not.toHaveProperty('size');
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain('"size", "toString"');
});

test('a user who gives a key that is not known is told', () => {
  const given = { size: 3 } as unknown as Partial<Preprocess>;
  expect(thrownBy(() => mergePreprocess(IMAGENET, given)).message).toContain('no option "size"');
});

test('a key that is undefined is not given', () => {
  const given = { resize: undefined, divisor: 1 } as unknown as Partial<Preprocess>;
  expect(mergePreprocess(IMAGENET, given)).toEqual({ ...IMAGENET, divisor: 1 });
});

test.each([
  ['{', '('],
  ['[]', 'object'],
  ['null', 'object'],
  ['{"resize":"big"}', 'preprocess.resize is "big"'],
])('words that cannot be used (%s) are noted, and the guess stands', (preprocess, why) => {
  const choice = choosePreprocess(input(1, 3, 8, 8), { preprocess });
  expect(choice.notes).toHaveLength(1);
  expect(choice.notes[0]).toContain('cannot be used');
  expect(choice.notes[0]).toContain(why);
  expect(choice.preprocess).toMatchObject({ crop: [8, 8], divisor: 255 });
});

test.each([
  [{ divisor: 0 }, 'divisor'],
  [{ std: [1, 0, 1] }, 'std'],
  [{ mean: [1, 2] }, 'mean'],
  [{ crop: [224] }, 'crop'],
  [{ crop: [224, -1] }, 'crop'],
  [{ interpolation: 'lanczos' }, 'interpolation'],
  [{ order: 'GBR' }, 'order'],
  [{ layout: 'CHW' }, 'layout'],
  [{ channels: 4 }, 'channels'],
  [{ resize: 1.5 }, 'resize'],
])('a user who gives %o is told', (given, key) => {
  const error = thrownBy(() => mergePreprocess(IMAGENET, given as unknown as Partial<Preprocess>));
  expect(error.code).toBe('invalid-argument');
  expect(error.message).toContain(`preprocess.${key}`);
  expect(error.hint).toMatch(/^Give /);
});
