import { describe, expect, test } from 'vitest';
import {
  fitsOf,
  fixedSize,
  formOf,
  type InputForm,
  layoutsOf,
  readForm,
} from '../../../../../web/src/playground/features/input-form/input-form.js';
import { preprocessSentence } from '../../../../../web/src/playground/features/input-form/sentence.js';
import {
  presetOf,
  VALUE_PRESETS,
  valuesOf,
} from '../../../../../web/src/playground/features/input-form/value-presets.js';
import { tinyInfo } from '../../../support/app.js';

const OPEN = [1, 3, -1, -1];
const base = { ...tinyInfo().preprocess, mean: [0.5, 0.25, 0.125] as [number, number, number] };
const typed = (changes: Partial<InputForm>) =>
  readForm({ ...formOf(base), ...changes }, base, OPEN);

test('what is in use reads back as itself', () => {
  expect(readForm(formOf(base), base, OPEN)).toEqual({ preprocess: base, errors: {} });
});

describe('what is typed', () => {
  test.each([
    [
      { resize: '256', height: '224', width: '192' },
      { resize: 256, crop: [224, 192] },
    ],
    [{ resize: '0' }, { resize: 0 }],
    [{ mean: '0.5' }, { mean: [0.5, 0.5, 0.5] }],
    [{ std: ' 1;2   3 ' }, { std: [1, 2, 3] }],
    [
      { divisor: '127.5', order: 'BGR' },
      { divisor: 127.5, order: 'BGR' },
    ],
  ])('%j', (changes, expected) => {
    expect(typed(changes).preprocess).toMatchObject(expected);
  });

  test.each([
    [{ resize: '' }, 'resize'],
    [{ resize: '-1' }, 'resize'],
    [{ resize: '63' }, 'resize'],
    [{ height: '0' }, 'height'],
    [{ width: '3.5' }, 'width'],
    [{ width: '99999' }, 'width'],
    [{ divisor: '0' }, 'divisor'],
    [{ divisor: 'x' }, 'divisor'],
    [{ mean: '1, 2' }, 'mean'],
    [{ std: '1, 0, 1' }, 'std'],
    [{ std: '1, -2, 1' }, 'std'],
  ] as const)('%j is refused at that field, in a sentence', (changes, field) => {
    const { preprocess, errors } = typed(changes);
    expect(preprocess).toBeUndefined();
    expect(Object.keys(errors)).toEqual([field]);
    expect(errors[field]).toMatch(/\.$/);
  });

  test('every field that cannot be used is named at once', () => {
    expect(Object.keys(typed({ height: 'a', divisor: '', mean: 'b' }).errors).sort()).toEqual([
      'divisor',
      'height',
      'mean',
    ]);
  });
});

test('a size that the file fixes cannot be typed over', () => {
  const form = { ...formOf(base), height: '999', width: '7' };
  expect(readForm(form, base, [1, 3, 64, 48]).preprocess?.crop).toEqual([64, 48]);
  expect(fixedSize([1, 224, 192, 3], 'NHWC')).toEqual([224, 192]);
  expect(fixedSize(OPEN, 'NCHW')).toEqual([undefined, undefined]);
});

test('which order of axes a shape allows', () => {
  expect(layoutsOf([1, 3, 224, 224])).toEqual(['NCHW']);
  expect(layoutsOf([-1, 224, 224, 3])).toEqual(['NHWC']);
  expect(layoutsOf([1, 3, 5, 3])).toEqual(['NCHW', 'NHWC']);
});

test('a preset is recognised once it is chosen, until something else is typed', () => {
  for (const preset of VALUE_PRESETS) {
    const form = { ...formOf(base), ...valuesOf(preset) };
    expect(presetOf(form)).toBe(preset);
    expect(presetOf({ ...form, mean: '0.3, 0.3, 0.3' })).toBeUndefined();
    expect(readForm(form, base, OPEN).errors).toEqual({});
  }
});

test('the sentence tells what is done, and nothing that is not', () => {
  expect(preprocessSentence(tinyInfo().preprocess)).toBe(
    'The shorter side is resized to 64 px, then the central 64 × 64 is cropped. RGB values from 0 to 255 are divided by 255.',
  );
  const lite = { ...base, resize: 0, divisor: 1, std: [128, 128, 128] as [number, number, number] };
  expect(preprocessSentence({ ...lite, mean: [127, 127, 127], layout: 'NHWC' })).toBe(
    'The central 64 × 64 is cropped. RGB values from 0 to 255 are reduced by the mean 127 and divided by the deviation 128. The channels come last.',
  );
});

describe('the ways to fit a picture', () => {
  test.each([
    [
      [1, 3, 60, 160],
      ['crop', 'stretch', 'letterbox'],
    ],
    [
      [1, 3, -1, 160],
      ['crop', 'stretch', 'letterbox'],
    ],
    [
      [1, 3, 48, -1],
      ['crop', 'stretch', 'letterbox', 'height'],
    ],
    [OPEN, ['crop', 'stretch', 'letterbox', 'height', 'own']],
  ])('of an input %o are %o', (shape, fits) => {
    expect(fitsOf(shape, 'NCHW')).toEqual(fits);
  });

  test('each reads its own fields, and leaves the others alone', () => {
    const wrong = { resize: 'x', height: 'x', width: 'x', multiple: 'x' };
    expect(Object.keys(typed({ ...wrong, fit: 'crop' }).errors)).toEqual([
      'resize',
      'height',
      'width',
    ]);
    expect(Object.keys(typed({ ...wrong, fit: 'stretch' }).errors)).toEqual(['height', 'width']);
    expect(Object.keys(typed({ ...wrong, fit: 'height' }).errors)).toEqual(['height', 'multiple']);
    expect(Object.keys(typed({ ...wrong, fit: 'own' }).errors)).toEqual(['multiple']);
    expect(Object.keys(typed({ fit: 'letterbox', bars: 'grey' }).errors)).toEqual(['bars']);
  });

  test.each([
    [
      { fit: 'letterbox', bars: '#0a7f00' },
      { fit: 'letterbox', bars: [10, 127, 0] },
    ],
    [
      { fit: 'own', multiple: '32' },
      { fit: 'own', multiple: 32 },
    ],
    [
      { fit: 'height', height: '48', multiple: '8' },
      { fit: 'height', multiple: 8 },
    ],
    // Smaller than the input: it counts for the crop alone.
    [
      { fit: 'stretch', resize: '3' },
      { fit: 'stretch', crop: base.crop },
    ],
  ])('%o is read as %o', (changes, expected) => {
    expect(typed(changes).preprocess).toMatchObject(expected);
  });

  test('back at the crop nothing is left of another fit, but what the file says of bars', () => {
    const used = { ...base, fit: 'letterbox', bars: [114, 114, 114] } as typeof base;
    const { preprocess } = readForm({ ...formOf(used), fit: 'crop' }, used, OPEN);
    expect(preprocess).toEqual({ ...base, bars: [114, 114, 114] });
  });

  test.each([
    [{ fit: 'stretch' }, 'The whole picture is stretched to 64 × 64.'],
    [{ fit: 'letterbox' }, 'The whole picture is fitted into 64 × 64, with bars beside it.'],
    [{ fit: 'own', multiple: 32 }, 'The picture keeps its own size, to a multiple of 32.'],
    [
      { fit: 'height', multiple: 8 },
      'The height becomes 64 px, and the width follows the picture, to a multiple of 8.',
    ],
  ])('%o in a sentence', (changes, sentence) => {
    const preprocess = { ...tinyInfo().preprocess, ...changes } as typeof base;
    expect(preprocessSentence(preprocess)).toContain(sentence);
  });
});
