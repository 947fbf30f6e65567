import { describe, expect, test } from 'vitest';
import { cropBox, cropNotes } from '../../../../web/src/playground/network/crop.js';
import { tinyInfo } from '../../support/app.js';

const spec = tinyInfo().preprocess;

describe('cropBox', () => {
  test('the middle square of a landscape picture', () => {
    expect(cropBox({ width: 300, height: 200 }, spec)).toEqual({
      x: 50,
      y: 0,
      width: 200,
      height: 200,
    });
  });

  test('the middle square of a portrait picture', () => {
    expect(cropBox({ width: 64, height: 128 }, spec)).toEqual({
      x: 0,
      y: 32,
      width: 64,
      height: 64,
    });
  });

  test('a crop smaller than the resized picture: ImageNet style', () => {
    const imagenet = { ...spec, resize: 256, crop: [224, 224] as [number, number] };
    expect(cropBox({ width: 512, height: 512 }, imagenet)).toEqual({
      x: 32,
      y: 32,
      width: 448,
      height: 448,
    });
  });
});

describe('cropNotes', () => {
  test('a square picture of the right size needs no words', () => {
    expect(cropNotes({ width: 64, height: 64 }, spec)).toEqual([]);
  });

  test('a tiny picture was enlarged', () => {
    expect(cropNotes({ width: 1, height: 1 }, spec)).toEqual([
      'This picture has only 1 × 1 pixels. It was enlarged to 64 × 64, so the network sees a blurred picture.',
    ]);
  });

  test('a large wide picture was reduced and lost its sides', () => {
    expect(cropNotes({ width: 4000, height: 3000 }, spec)).toEqual([
      'The picture was reduced from 4000 × 3000 to 64 × 64 pixels.',
      '25% of it, at the left and right, is outside the crop.',
    ]);
  });

  test('a tall one its top and bottom', () => {
    expect(cropNotes({ width: 64, height: 128 }, spec)).toEqual([
      '50% of it, at the top and bottom, is outside the crop.',
    ]);
  });

  const imagenet = { ...spec, resize: 256, crop: [224, 224] as [number, number] };

  test('a smaller crop cuts all four sides', () => {
    // (224 / 256)² = 0.766 of a square picture is left.
    expect(cropNotes({ width: 512, height: 512 }, imagenet)).toContain(
      '23% of it, at all four sides, is outside the crop.',
    );
    // 525 of 800 across and of 600 down: 0.574 is left.
    expect(cropNotes({ width: 800, height: 600 }, imagenet)).toContain(
      '43% of it, at all four sides, is outside the crop.',
    );
  });

  test('what is left of a strip is never rounded away', () => {
    expect(cropNotes({ width: 800, height: 1 }, spec)).toContain(
      'More than 99% of it, at the left and right, is outside the crop.',
    );
    // A hundredth is left: 99% is exact.
    expect(cropNotes({ width: 6400, height: 64 }, spec)).toContain(
      '99% of it, at the left and right, is outside the crop.',
    );
  });
});

describe('a picture that is fed whole', () => {
  const strip = { ...spec, crop: [60, 160] as [number, number] };

  test('is outlined whole', () => {
    const whole = { x: 0, y: 0, width: 300, height: 200 };
    expect(cropBox({ width: 300, height: 200 }, { ...strip, fit: 'stretch' })).toEqual(whole);
    expect(cropBox({ width: 300, height: 200 }, { ...strip, fit: 'letterbox' })).toEqual(whole);
  });

  test('is said to be stretched where that can be seen', () => {
    // 160 / 300 across, 60 / 200 down: 1.78 times as wide.
    expect(cropNotes({ width: 300, height: 200 }, { ...strip, fit: 'stretch' })).toEqual([
      'The picture was reduced from 300 × 200 to 160 × 60 pixels.',
      'It was stretched: the network sees it 1.8 times as wide as it is.',
    ]);
    expect(cropNotes({ width: 400, height: 100 }, { ...strip, fit: 'stretch' })).toEqual([
      'The picture was reduced from 400 × 100 to 160 × 60 pixels.',
      'It was stretched: the network sees it 1.5 times as high as it is.',
    ]);
  });

  test('keeps its proportions between bars', () => {
    expect(cropNotes({ width: 300, height: 200 }, { ...strip, fit: 'letterbox' })).toEqual([
      'The picture was reduced from 300 × 200 to 90 × 60 pixels.',
    ]);
    expect(cropNotes({ width: 160, height: 60 }, { ...strip, fit: 'stretch' })).toEqual([]);
  });
});
