import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytes,
  count,
  exactFloat,
  layerTime,
  magnitude,
  milliseconds,
  percent,
  plural,
  runTime,
  shapeText,
  shortFloat,
} from '../../../../web/src/playground/kit/format.js';

const read = (text: string): number => Math.fround(Number(text.replaceAll('−', '-')));

describe('exactFloat', () => {
  test('reads back as the same 32-bit float', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // The sign of zero is not shown.
        expect(read(exactFloat(value))).toBe(value + 0);
      }),
      { numRuns: 2000 },
    );
  });

  test('is as short as that allows', () => {
    expect(exactFloat(0.1)).toBe('0.1');
    expect(exactFloat(0)).toBe('0');
    expect(exactFloat(-1.5)).toBe('−1.5');
    expect(exactFloat(Math.fround(1 / 3))).toBe('0.33333334');
    expect(exactFloat(Math.fround(1.25e-7))).toBe('1.25e−7');
  });

  test('names what is no number', () => {
    expect(exactFloat(Number.NaN)).toBe('NaN');
    expect(exactFloat(Number.NEGATIVE_INFINITY)).toBe('−∞');
    // The largest float32 is 3.4028235e38.
    expect(exactFloat(1e39)).toBe('+∞');
    expect(exactFloat(-1e39)).toBe('−∞');
  });
});

test('shortFloat has four significant digits', () => {
  expect(shortFloat(5.76432)).toBe('5.764');
  expect(shortFloat(-0.012345)).toBe('−0.01235');
  expect(shortFloat(12345.6)).toBe('12350');
  expect(shortFloat(0)).toBe('0');
});

test('percent prints 0% and 100% only where they are true', () => {
  expect(percent(0.9312)).toBe('93.1%');
  expect(percent(1)).toBe('100.0%');
  expect(percent(0)).toBe('0.0%');
  expect(percent(0.99999)).toBe('>99.9%');
  expect(percent(1e-9)).toBe('<0.1%');
  expect(percent(Number.NaN)).toBe('NaN');
});

test('counts, magnitudes, times, bytes', () => {
  expect(count(19920)).toBe('19,920');
  expect(count(1234567)).toBe('1,234,567');
  expect(magnitude(280)).toBe('280');
  expect(magnitude(1037880)).toBe('1.04 M');
  expect(magnitude(999_900)).toBe('1 M');
  expect(milliseconds(0.3141)).toBe('0.31 ms');
  expect(milliseconds(0.004)).toBe('<0.01 ms');
  expect(milliseconds(0)).toBe('<0.01 ms');
  expect(milliseconds(1234.5)).toBe('1,235 ms');
  expect(bytes(999)).toBe('999 B');
  expect(bytes(81234)).toBe('81 KB');
  expect(bytes(13_964_571)).toBe('14.0 MB');
  expect(plural(1, 'layer')).toBe('1 layer');
  expect(plural(13, 'layer')).toBe('13 layers');
});

test('shapes', () => {
  expect(shapeText([10, 62, 62])).toBe('10 × 62 × 62');
  expect(shapeText([3, -1, -1])).toBe('3 × ? × ?');
  expect(shapeText([])).toBe('scalar');
});

test('the time of a run says its threads, and where it is not the speed of the network', () => {
  const timings = [1.5, 12.6];
  expect(runTime({ timings, threads: 2, warm: true })).toBe(
    '14.1 ms with 2 threads on this device',
  );
  expect(runTime({ timings, threads: 1, warm: false })).toBe(
    '14.1 ms with 1 thread on this device (first run; later runs are faster)',
  );
  expect(runTime({ timings, threads: 1, warm: true, runs: 7 })).toBe(
    '14.1 ms with 1 thread on this device (median of 7 warm runs)',
  );
  const beside = { low: 12.2, high: 17.3 };
  expect(runTime({ timings, threads: 1, warm: true, runs: 7, beside })).toBe(
    '14.1 ms with 1 thread on this device (median of 7 warm runs, measured beside other work: at least half of the runs took 12.2–17.3 ms)',
  );
  expect(runTime({ timings, threads: 1, warm: true, runs: 7, beside }, true)).toBe(
    '14.1 ms with 1 thread on this device (median of 7 runs beside other work)',
  );
});

test.each([
  // Chromium's clock on an isolated page.
  [0.0312, 0.005, '0.03 ms'],
  [0.002, 0.005, '<0.01 ms'],
  // On another page; what is told are multiples of 0.1, up to rounding.
  [0, 0.0999999, '<0.1 ms'],
  [0.0999999, 0.1, '0.1 ms'],
  // The median of one run at 0 and one at 0.1.
  [0.05, 0.1, '<0.1 ms'],
  [0.2000001, 0.1, '0.2 ms'],
  [14.1, 0.1, '14.1 ms'],
  // Firefox's and Safari's.
  [0, 1, '<1 ms'],
  [3, 1, '3 ms'],
  [1234.5, 1, '1,235 ms'],
  // A clock that stands still tells no step.
  [0.3141, Number.POSITIVE_INFINITY, '0.31 ms'],
])('%d ms by a clock in steps of %d ms is "%s"', (value, step, text) => {
  expect(layerTime(value, step)).toBe(text);
});
