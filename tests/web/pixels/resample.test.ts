import { describe, expect, test } from 'vitest';
import {
  type Axis,
  type Interpolation,
  type Rgba,
  resampleInto,
} from '../../../web/src/pixels/resample.js';
import { halveRows } from '../../../web/src/playground/kit/halves.js';
import { patterned } from '../support/pixels.js';

interface Case {
  source: [number, number];
  alpha: boolean;
  size: [number, number];
  box: [number, number, number, number];
  mode: Interpolation;
  grey: boolean;
  hash: number;
}

// From Pillow: Image.alpha_composite on white, convert('RGB') or convert('L'), resize(size, mode, box);
// hash: FNV-1a of the RGB bytes.
const PILLOW: Case[] = [
  {
    source: [13, 9],
    alpha: false,
    size: [4, 3],
    box: [0, 0, 13, 9],
    mode: 'bilinear',
    grey: false,
    hash: 3207512959,
  },
  {
    source: [13, 9],
    alpha: true,
    size: [4, 3],
    box: [0, 0, 13, 9],
    mode: 'bicubic',
    grey: false,
    hash: 2215206047,
  },
  {
    source: [13, 9],
    alpha: true,
    size: [4, 3],
    box: [0, 0, 13, 9],
    mode: 'nearest',
    grey: true,
    hash: 2062496731,
  },
  {
    source: [61, 43],
    alpha: true,
    size: [32, 22],
    box: [0, 0, 61, 43],
    mode: 'nearest',
    grey: false,
    hash: 822955064,
  },
  {
    source: [9, 7],
    alpha: false,
    size: [31, 24],
    box: [0, 0, 9, 7],
    mode: 'nearest',
    grey: false,
    hash: 3408495893,
  },
  {
    source: [61, 43],
    alpha: false,
    size: [17, 17],
    box: [0, 0, 61, 43],
    mode: 'nearest',
    grey: true,
    hash: 3867497787,
  },
  {
    source: [61, 43],
    alpha: true,
    size: [32, 22],
    box: [0, 0, 61, 43],
    mode: 'bilinear',
    grey: false,
    hash: 1113992986,
  },
  {
    source: [9, 7],
    alpha: false,
    size: [31, 24],
    box: [0, 0, 9, 7],
    mode: 'bilinear',
    grey: false,
    hash: 1389624314,
  },
  {
    source: [61, 43],
    alpha: false,
    size: [17, 17],
    box: [0, 0, 61, 43],
    mode: 'bilinear',
    grey: true,
    hash: 2922615622,
  },
  {
    source: [61, 43],
    alpha: true,
    size: [32, 22],
    box: [0, 0, 61, 43],
    mode: 'bicubic',
    grey: false,
    hash: 1922763134,
  },
  {
    source: [9, 7],
    alpha: false,
    size: [31, 24],
    box: [0, 0, 9, 7],
    mode: 'bicubic',
    grey: false,
    hash: 600457176,
  },
  {
    source: [61, 43],
    alpha: false,
    size: [17, 17],
    box: [0, 0, 61, 43],
    mode: 'bicubic',
    grey: true,
    hash: 3147241112,
  },
  {
    source: [61, 43],
    alpha: false,
    size: [24, 24],
    box: [10.25, 3.5, 42.75, 36.0],
    mode: 'bilinear',
    grey: false,
    hash: 3124377937,
  },
  {
    source: [61, 43],
    alpha: true,
    size: [24, 24],
    box: [10.25, 3.5, 42.75, 36.0],
    mode: 'bicubic',
    grey: false,
    hash: 1649754979,
  },
  {
    source: [61, 43],
    alpha: false,
    size: [24, 24],
    box: [40, 20, 50, 30],
    mode: 'bilinear',
    grey: true,
    hash: 2276033385,
  },
  {
    source: [61, 43],
    alpha: false,
    size: [20, 20],
    box: [5, 6, 25, 26],
    mode: 'bilinear',
    grey: false,
    hash: 1300639189,
  },
];

const BILINEAR = [
  67, 101, 194, 161, 122, 156, 94, 117, 114, 149, 120, 76, 97, 115, 135, 165, 116, 157, 98, 121,
  158, 179, 125, 144, 127, 133, 143, 142, 123, 126, 105, 122, 113, 173, 116, 124,
];
const BICUBIC = [
  120, 141, 219, 202, 161, 194, 139, 160, 157, 188, 163, 135, 151, 160, 175, 198, 161, 183, 143,
  169, 195, 210, 166, 183, 168, 175, 177, 183, 175, 170, 152, 164, 158, 203, 167, 177,
];

const whole = (from: number, to: number, size: number): Axis => ({
  from,
  to,
  size,
  begin: 0,
  count: size,
});

const rgb = ({ data }: Rgba) => Array.from(data).filter((_, i) => i % 4 !== 3);

function resampled({ source, alpha, size, box, mode, grey }: Case): Rgba {
  const [width, height] = size;
  const out = { data: new Uint8ClampedArray(4 * width * height), width, height };
  const axes = { x: whole(box[0], box[2], width), y: whole(box[1], box[3], height) };
  resampleInto(out, [0, 0], patterned(source[0], source[1], alpha), axes, mode, grey);
  return out;
}

function fnv(bytes: number[]): number {
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 16777619), 2166136261 | 0) >>> 0;
}

describe('every byte is that of Pillow', () => {
  test.each(PILLOW)('$mode, $source to $size of $box, alpha $alpha, grey $grey', (given) => {
    const out = resampled(given);
    expect(fnv(rgb(out))).toBe(given.hash);
    expect(out.data.filter((_, i) => i % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
  });

  test('two small ones in full', () => {
    expect(rgb(resampled(PILLOW[0] as Case))).toEqual(BILINEAR);
    expect(rgb(resampled(PILLOW[1] as Case))).toEqual(BICUBIC);
  });
});

test('a window of the result is the same pixels, put where it is asked for', () => {
  const source = patterned(61, 43, false);
  const all = { data: new Uint8ClampedArray(4 * 32 * 22), width: 32, height: 22 };
  const x = whole(0, 61, 32);
  const y = whole(0, 43, 22);
  resampleInto(all, [0, 0], source, { x, y }, 'bilinear', false);
  const part = { data: new Uint8ClampedArray(4 * 10 * 8), width: 10, height: 8 };
  const cut = { x: { ...x, begin: 5, count: 7 }, y: { ...y, begin: 9, count: 4 } };
  resampleInto(part, [2, 3], source, cut, 'bilinear', false);
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 10; column++) {
      const isIn = column >= 2 && column < 9 && row >= 3 && row < 7;
      const at = 4 * ((row - 3 + 9) * 32 + column - 2 + 5);
      const wanted = isIn ? [...all.data.slice(at, at + 4)] : [0, 0, 0, 0];
      const from = 4 * (row * 10 + column);
      expect([...part.data.slice(from, from + 4)]).toEqual(wanted);
    }
  }
});

test('halving puts what is transparent on white first', () => {
  // Black that is not seen at all, and black at 102 of 255: (0 + 0 + 255 + 153) / 4.
  const alphas = [255, 255, 0, 102];
  const data = Uint8Array.from(alphas.flatMap((alpha) => [0, 0, 0, alpha]));
  const out = { data: new Uint8ClampedArray(4), width: 1, height: 1 };
  halveRows({ data, width: 2, height: 2 }, out, 0, 1);
  expect([...out.data]).toEqual([102, 102, 102, 255]);
});

test('halving takes the mean of four pixels, rounded, and leaves odd ends out', () => {
  const channel = (values: number[]) => values.flatMap((v) => [v, 2 * v, 0, 255]);
  const source = {
    data: Uint8Array.from(channel([1, 2, 90, 3, 5, 90, 90, 90, 90])),
    width: 3,
    height: 3,
  };
  const out = { data: new Uint8ClampedArray(4), width: 1, height: 1 };
  halveRows(source, out, 0, 1);
  // (1 + 2 + 3 + 5) / 4 = 2.75, and twice as much.
  expect([...out.data]).toEqual([3, 6, 0, 255]);
});
