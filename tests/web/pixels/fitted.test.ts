import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fittedPicture, tensorValues } from '../../../web/src/pixels/fitted.js';
import { type FitSpec, fedSize, inputBox, placeOf } from '../../../web/src/pixels/place.js';
import type { Preprocess } from '../../../web/src/protocol/index.js';
import { patterned } from '../support/pixels.js';

interface Case {
  picture: [number, number];
  alpha: boolean;
  preprocess: Preprocess;
  size: [number, number];
  pixels: number;
  tensor: number;
}

const golden = new URL('../../golden/fits.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(golden, 'utf8')) as { cases: Case[] };

describe.each(cases)('$preprocess.fit of $picture in $preprocess.crop', (expected) => {
  const picture = patterned(...expected.picture, expected.alpha);
  const { preprocess } = expected;

  test('has the size, the pixels and the numbers that Pillow and numpy compute', () => {
    expect(fedSize(preprocess, picture)).toEqual(expected.size);
    const fitted = fittedPicture(picture, preprocess);
    const rgb = fitted.data.filter((_, at) => at % 4 !== 3);
    // Bars around a grey picture keep their colour until they become numbers.
    if (preprocess.channels === 3) expect(crc32(rgb)).toBe(expected.pixels);
    const values = tensorValues(fitted, preprocess);
    expect(crc32(new Uint8Array(values.buffer))).toBe(expected.tensor);
  });
});

const spec = (
  fit: FitSpec['fit'],
  crop: [number, number],
  more: Partial<FitSpec> = {},
): FitSpec => ({
  resize: Math.max(...crop),
  crop,
  ...(fit ? { fit } : {}),
  ...more,
});

test.each([
  // 200 x 100 in 50 x 50: the picture is 50 x 25, so the input is 200 x 200 of its pixels.
  [spec('letterbox', [50, 50]), { x: 0, y: -48, width: 200, height: 200 }],
  [spec('stretch', [50, 50]), { x: 0, y: 0, width: 200, height: 100 }],
  [spec('own', [1, 1], { multiple: 32 }), { x: 0, y: 0, width: 200, height: 100 }],
  // The shorter side becomes 50, the middle half of the width is cut out.
  [spec('crop', [50, 50]), { x: 50, y: 0, width: 100, height: 100 }],
])('where the input of %o lies on a picture of 200 x 100', (given, box) => {
  expect(inputBox({ width: 200, height: 100 }, given)).toEqual(box);
});

test('a region is fed whole, whatever the fit', () => {
  const region = { x: 0.25, y: 0, width: 0.5, height: 1 };
  const { left, top, x, y } = placeOf(
    { width: 80, height: 40 },
    spec('letterbox', [20, 20]),
    region,
  );
  expect([left, top]).toEqual([0, 0]);
  expect(x).toEqual({ from: 20, to: 60, size: 20, begin: 0, count: 20 });
  expect(y).toEqual({ from: 0, to: 40, size: 20, begin: 0, count: 20 });
});

test('beside a crop that reaches past the picture it is black, whatever the colour of bars', () => {
  const feed = {
    ...spec('crop', [4, 4], { resize: 2 }),
    interpolation: 'nearest',
    channels: 3,
  } as const;
  const { data } = fittedPicture(patterned(2, 2), { ...feed, bars: [9, 9, 9] });
  expect([...data.slice(0, 4)]).toEqual([0, 0, 0, 255]);
});
