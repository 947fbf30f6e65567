import { describe, expect, test } from 'vitest';
import {
  colourMap,
  levelOf,
  STEPS,
  type Theme,
  unpack,
} from '../../../../web/src/playground/kit/colour-map.js';

const THEMES: Theme[] = ['light', 'dark'];

/** CIE L* of an sRGB colour, written from the standard and not from the code under test. */
function lightness(packed: number): number {
  const [r, g, b] = unpack(packed).map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (y * 24389) / 27;
}

describe.each(THEMES)('the %s scale', (theme) => {
  const { packed } = colourMap(theme);
  const at = (level: number) => lightness(packed[STEPS + level] as number);

  test('gets steadily darker, or lighter, away from zero on both sides', () => {
    const direction = theme === 'light' ? -1 : 1;
    for (const side of [-1, 1]) {
      for (let level = 1; level <= STEPS; level++) {
        const change = direction * (at(side * level) - at(side * (level - 1)));
        // Rounding to 8 bits may undo a step, never more.
        expect(change, `level ${side * level}`).toBeGreaterThan(-0.6);
      }
      expect(direction * (at(side * STEPS) - at(0))).toBeGreaterThan(50);
    }
  });

  test('is as light at -x as at +x', () => {
    for (let level = 0; level <= STEPS; level++) {
      expect(Math.abs(at(level) - at(-level)), `level ${level}`).toBeLessThan(4);
    }
  });

  test('is grey at zero, blue below and orange above', () => {
    const [r0, g0, b0] = unpack(packed[STEPS] as number);
    expect(Math.max(r0, g0, b0) - Math.min(r0, g0, b0)).toBeLessThanOrEqual(1);
    for (const level of [STEPS / 4, STEPS / 2, STEPS].map(Math.round)) {
      const [negativeRed, , negativeBlue] = unpack(packed[STEPS - level] as number);
      const [positiveRed, , positiveBlue] = unpack(packed[STEPS + level] as number);
      expect(negativeBlue).toBeGreaterThan(negativeRed + 15);
      expect(positiveRed).toBeGreaterThan(positiveBlue + 15);
    }
  });

  test('is opaque everywhere', () => {
    for (const entry of packed) expect(entry >>> 24).toBe(255);
  });
});

describe('levelOf', () => {
  test('is symmetric, saturates at the limit, and is zero without one', () => {
    expect(levelOf(0, 2)).toBe(STEPS);
    expect(levelOf(2, 2)).toBe(2 * STEPS);
    expect(levelOf(-2, 2)).toBe(0);
    expect(levelOf(9, 2)).toBe(2 * STEPS);
    expect(levelOf(1, 2) + levelOf(-1, 2)).toBeGreaterThanOrEqual(2 * STEPS);
    expect(levelOf(5, 0)).toBe(STEPS);
  });
});
