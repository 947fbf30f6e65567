// Numbers as the page prints them. English spelling, tabular-friendly, never more precision than
// there is, never less than promised.

import { clockStepByNow } from './clock.js';
import type { Spread } from './spread.js';
import { words } from './words-en.js';

/** Shortest decimal that reads back as the same 32-bit float, so nothing is hidden by rounding. */
export function exactFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '+∞' : '−∞';
  for (let digits = 1; digits < 9; digits++) {
    const text = single.toPrecision(digits);
    if (Math.fround(Number(text)) === single) return signed(tidy(text));
  }
  return signed(tidy(single.toPrecision(9)));
}

/** Four significant digits, for legends and lists. */
export function shortFloat(value: number): string {
  if (!Number.isFinite(value)) return exactFloat(value);
  return signed(tidy(value.toPrecision(4)));
}

// 1.500e-7 -> 1.5e-7, 2.000 -> 2, 12e+1 stays out of exponent form.
function tidy(text: string): string {
  const number = Number(text);
  if (number === 0) return '0';
  const size = Math.abs(number);
  if (size >= 1e-4 && size < 1e9) return String(number);
  const [mantissa = '', exponent = ''] = number.toExponential().split('e');
  return `${mantissa}e${exponent.replace('+', '')}`;
}

// A true minus sign has the width of a digit, a hyphen does not.
function signed(text: string): string {
  return text.replace(/-/g, '−');
}

/** Probability 0..1 as a percentage; the ends are only printed where they are true. */
export function percent(probability: number): string {
  if (!Number.isFinite(probability)) return 'NaN';
  return `${hundredths(probability)}${words.percentSign}`;
}

function hundredths(probability: number): string {
  if (probability > 0 && probability < 0.0005) return '<0.1';
  if (probability < 1 && probability >= 0.9995) return '>99.9';
  return (100 * probability).toFixed(1);
}

/** 19920 -> "19,920". */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, words.thousands);
}

/** 1037880 -> "1.04 M": three significant digits above a thousand. */
export function magnitude(value: number): string {
  const units = ['', ' k', ' M', ' G', ' T'];
  let scaled = value;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return unit === 0 ? String(Math.round(scaled)) : `${Number(scaled.toPrecision(3))}${units[unit]}`;
}

/** 0.3141 -> "0.31 ms". */
export function milliseconds(value: number): string {
  if (value < 0.01) return '<0.01 ms';
  if (value < 10) return `${value.toFixed(2)} ms`;
  return value < 100 ? `${value.toFixed(1)} ms` : `${count(value)} ms`;
}

/**
 * What one layer took, as two readings of the clock are apart: "<0.1 ms" where it goes in steps of 0.1 ms, as on pages that
 * are not isolated. step: in ms; one that is finer than what is printed changes nothing.
 */
export function layerTime(value: number, step = clockStepByNow()): string {
  // Differences of readings come out as 0.0999999.
  const least = Number(step.toPrecision(1));
  if (least < 0.05 || !Number.isFinite(least) || value >= 100) return milliseconds(value);
  return value < 0.75 * least ? `<${least} ms` : `${value.toFixed(least < 1 ? 1 : 0)} ms`;
}

/** "0.63–0.71 ms". */
export function rangeText({ low, high }: Spread): string {
  const [from, to] = [milliseconds(low), milliseconds(high)];
  return from === to ? from : `${from.replace(/ ms$/, '')}–${to}`;
}

/** What stands behind a time that was measured while the machine had other work; '' where it had none. */
export const besideText = (beside: Spread | undefined): string =>
  beside ? words.besideOtherWork(rangeText(beside)) : '';

/**
 * "14.1 ms with 1 thread", and whether that is how fast the network is. runs: of how many it is the median. isShort: the
 * range of runs beside other work is left out, so that the text is as long as the one of a first run.
 */
export function runTime(
  run: {
    timings: readonly number[];
    threads: number;
    warm: boolean;
    runs?: number;
    beside?: Spread;
  },
  isShort = false,
): string {
  const total = run.timings.reduce((sum, time) => sum + time, 0);
  const { threads, warm, runs } = run;
  const beside = (run.beside && isShort) || besideText(run.beside);
  return words.runTime({ time: milliseconds(total), threads, isWarm: warm, runs, beside });
}

/** 81234 -> "81 KB", in units of 1000 as download sizes are given. */
export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  if (value < 1e6) return `${Math.round(value / 1e3)} KB`;
  return `${(value / 1e6).toFixed(1)} MB`;
}

/** [10, 62, 62] -> "10 × 62 × 62"; a dimension the file leaves open is "?". */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0
    ? words.scalar
    : shape.map((size) => (size < 0 ? '?' : size)).join(' × ');
}

/** 3 -> "3 channels", 1 -> "1 channel". */
export function plural(value: number, singular: string, many = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : many}`;
}
