import { describe, expect, test } from 'vitest';
import {
  EXAMPLE_DIGITS,
  isDrawable,
  normalised,
  type Strokes,
} from '../../../../web/src/playground/run/drawing.js';

const box = (strokes: Strokes) => {
  const points = strokes.flat();
  const range = (values: number[]) => [Math.min(...values), Math.max(...values)] as const;
  return { x: range(points.map(([x]) => x)), y: range(points.map(([, y]) => y)) };
};

describe('a drawing is laid out as the digits of MNIST are', () => {
  const square: Strokes = [
    [
      [0.1, 0.1],
      [0.3, 0.1],
      [0.3, 0.3],
      [0.1, 0.3],
      [0.1, 0.1],
    ],
  ];
  test.each([28, 32])('20 of %i pixels, the pen included, centred', (side) => {
    const { x, y } = box(normalised(square, side));
    for (const [low, high] of [x, y]) {
      expect((high - low) * side + 2.4).toBeCloseTo(20, 6);
      expect((low + high) / 2).toBeCloseTo(0.5, 6);
    }
  });

  test('by its mass, not by its outline', () => {
    // A long line, and a short one far to the right: the ink is on the left.
    const strokes: Strokes = [
      [
        [0.2, 0.1],
        [0.2, 0.9],
      ],
      [
        [0.6, 0.5],
        [0.61, 0.5],
      ],
    ];
    const { x } = box(normalised(strokes, 28));
    expect(0.5 - x[0]).toBeLessThan(0.05);
    expect(x[1]).toBeGreaterThan(0.7);
  });

  test('a dot stays a dot, in the middle', () => {
    expect(normalised([[[0.9, 0.1]]], 28)[0]?.[0]).toEqual([0.5, 0.5]);
    expect(normalised([], 28)).toEqual([]);
  });
});

test('there is an example of every digit, inside the pad', () => {
  expect(EXAMPLE_DIGITS).toHaveLength(10);
  for (const digit of EXAMPLE_DIGITS) {
    const { x, y } = box(digit);
    expect(Math.min(x[0], y[0])).toBeGreaterThan(0.05);
    expect(Math.max(x[1], y[1])).toBeLessThan(0.95);
  }
});

test('the pad is for small grey inputs only', () => {
  expect(isDrawable({ channels: 1, crop: [28, 28] })).toBe(true);
  expect(isDrawable({ channels: 1, crop: [224, 224] })).toBe(false);
  expect(isDrawable({ channels: 3, crop: [32, 32] })).toBe(false);
});
