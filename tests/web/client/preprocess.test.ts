import { expect, test } from 'vitest';
import {
  choosePicture,
  choosePreprocess,
  mergePreprocess,
} from '../../../web/src/client/preprocess.js';
import type { GraphDescription, Preprocess } from '../../../web/src/protocol/index.js';
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
  expect(choice).toEqual({ preprocess: IMAGENET, isSizeGuessed: false, notes: [] });
});

test('without them: resize, centre crop, divided by 255, and a note that it is a guess', () => {
  const { preprocess, notes } = choosePreprocess(input(1, 3, 96, 96), {});
  expect(preprocess).toEqual({
    resize: 96,
    crop: [96, 96],
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
  expect(notes[0]).toContain('96 x 96');
});

test.each([
  [[1, 1, 28, 28], { channels: 1, layout: 'NCHW', crop: [28, 28] }],
  [[1, 224, 192, 3], { channels: 3, layout: 'NHWC', crop: [224, 192] }],
  [[-1, 3, -1, -1], { channels: 3, layout: 'NCHW', crop: [224, 224] }],
])('shape %o gives %o', (shape, expected) => {
  expect(choosePreprocess(input(...shape), {}).preprocess).toMatchObject(expected);
});

test.each([[[1, 10]], [[1, 5, 8, 8]], [[3, 8, 8]], [[]]])('shape %o is no picture', (shape) => {
  const none = { preprocess: undefined, isSizeGuessed: false, notes: [] };
  expect(choosePreprocess(input(...shape), {})).toEqual(none);
  expect(choosePreprocess(undefined, {})).toEqual(none);
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
  [{ fit: 'cover' }, 'fit'],
  [{ bars: [0, 0, 256] }, 'bars'],
  [{ bars: 114 }, 'bars'],
  [{ multiple: 0 }, 'multiple'],
])('a user who gives %o is told', (given, key) => {
  const error = thrownBy(() => mergePreprocess(IMAGENET, given as unknown as Partial<Preprocess>));
  expect(error.code).toBe('invalid-argument');
  expect(error.message).toContain(`preprocess.${key}`);
  expect(error.hint).toMatch(/^Give /);
});

test.each([
  // A strip is not cut out of the middle.
  [[1, 3, 60, 160], {}, { fit: 'stretch', crop: [60, 160] }],
  [[1, 60, 160, 1], {}, { fit: 'stretch', crop: [60, 160], layout: 'NHWC' }],
  // What Ultralytics writes: its detectors get bars of its grey, its classifiers a crop.
  [
    [1, 3, 640, 640],
    { stride: '32', names: '{0: "cat"}' },
    { fit: 'letterbox', bars: [114, 114, 114] },
  ],
  [[1, 3, -1, -1], { imgsz: '[320, 480]' }, { fit: 'letterbox', crop: [320, 480], multiple: 32 }],
  [[1, 3, -1, -1], { imgsz: '[320, 480]', stride: '64' }, { multiple: 64 }],
  // Text readers: the width follows the picture.
  [[1, 3, 48, -1], {}, { fit: 'height', crop: [48, 224], multiple: 8 }],
  [[-1, 1, 32, -1], {}, { fit: 'height', crop: [32, 224], multiple: 8 }],
  [[1, 3, 384, -1], {}, { fit: 'height', multiple: 32 }],
])('shape %o with %o is prepared as %o', (shape, metadata, expected) => {
  const choice = choosePreprocess(input(...shape), metadata as Record<string, string>);
  expect(choice.preprocess).toMatchObject(expected);
  expect(choice.isSizeGuessed).toBe(false);
});

test('a classifier of Ultralytics gets the crop it was trained with', () => {
  const metadata = { imgsz: '[224, 224]', stride: '1', task: 'classify' };
  const { preprocess } = choosePreprocess(input(1, 3, 224, 224), metadata);
  expect(preprocess).toMatchObject({ resize: 224, crop: [224, 224] });
  expect(preprocess).not.toHaveProperty('fit');
});

test('a size that nothing tells is a guess, and said to be one', () => {
  const open = choosePreprocess(input(1, 3, -1, -1), {}, [1, 3, 224, 224]);
  expect(open).toMatchObject({ isSizeGuessed: true, preprocess: { crop: [224, 224] } });
  expect(open.notes.join(' ')).toContain('224 x 224 is a guess');
  // The engine went on to 96 because a layer takes nothing else.
  const found = choosePreprocess(input(1, 3, -1, -1), {}, [1, 3, 96, 96]);
  expect(found).toMatchObject({ isSizeGuessed: false, preprocess: { crop: [96, 96] } });
  const written = choosePreprocess(input(1, 3, -1, -1), {
    preprocess: '{"fit":"own","multiple":32}',
  });
  expect(written).toMatchObject({ isSizeGuessed: false, preprocess: { fit: 'own', multiple: 32 } });
});

test('who says how the shorter side is resized, or a size for an open one, is taken at his word', () => {
  const stretched = { ...IMAGENET, fit: 'stretch' as const };
  expect(mergePreprocess(stretched, { resize: 256 })).not.toHaveProperty('fit');
  expect(mergePreprocess(stretched, { crop: [32, 64] }).fit).toBe('stretch');
  expect(mergePreprocess({ ...IMAGENET, fit: 'height' }, { crop: [32, 64] }).fit).toBe('stretch');
  expect(mergePreprocess(IMAGENET, { fit: 'letterbox', resize: 9 }).fit).toBe('letterbox');
});

const graphOf = (...inputs: { name: string; type: string; shape: number[] }[]) =>
  ({ inputs, nodes: [], metadata: {} }) as unknown as GraphDescription;

test.each([
  [['im_shape', [1, 2]], ['image', [1, 3, 64, 64]], ['scale_factor', [1, 2]], 'image'],
  [['mask', [1, 1, 64, 64]], ['picture', [1, 1, 64, 64]], ['x', [1]], 'picture'],
  [['depth', [1, 1, 64, 64]], ['colour', [1, 3, 64, 64]], ['x', [1]], 'colour'],
])('of the inputs %o, %o and %o the picture is for %s', (a, b, c, expected) => {
  const value = ([name, shape]: unknown[]) => ({ name, type: 'float32', shape }) as never;
  expect(choosePicture(graphOf(value(a), value(b), value(c))).input).toBe(expected);
});

test('a network without an input for pictures has none', () => {
  const graph = graphOf({ name: 'x', type: 'float32', shape: [1, 10] });
  expect(choosePicture(graph)).toEqual({ preprocess: undefined, isSizeGuessed: false, notes: [] });
  expect(choosePicture(graphOf()).input).toBeUndefined();
});
