// A part of a picture at another size, to the last bit as the engine (and Pillow) computes it: then
// an edited picture differs from the unedited one where it was edited, and nowhere else.

export interface Rgba {
  /** Rows top to bottom, 4 bytes a pixel, alpha not premultiplied. */
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
}

export type Interpolation = 'nearest' | 'bilinear' | 'bicubic';

/** One axis: [from, to) of the source, in its pixels, becomes `size` pixels, of which
 * [begin, begin + count) are wanted. */
export interface Axis {
  from: number;
  to: number;
  size: number;
  begin: number;
  count: number;
}

interface Taps {
  /** First source pixel and number of them, for every wanted pixel. */
  first: Int32Array;
  count: Int32Array;
  /** Weights in units of 2^-22, `stride` for every wanted pixel. */
  weights: Int32Array;
  stride: number;
}

const BITS = 22;
const HALF = 1 << (BITS - 1);

function triangle(x: number): number {
  return Math.max(0, 1 - Math.abs(x));
}

/** Keys' cubic convolution with a = -0.5. */
function cubic(at: number): number {
  const x = Math.abs(at);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
}

function fixed(weight: number): number {
  return Math.trunc(weight * (1 << BITS) + (weight < 0 ? -0.5 : 0.5));
}

function nearestTaps({ from, to, size, begin, count }: Axis, length: number): Taps {
  const first = new Int32Array(count);
  const step = (to - from) / size;
  // Added up and not multiplied, as Pillow does it: rounding then falls the same way.
  let position = from + 0.5 * step;
  for (let i = 0; i < begin; i++) position += step;
  for (let i = 0; i < count; i++, position += step) {
    first[i] = Math.min(length - 1, Math.max(0, Math.floor(position)));
  }
  return {
    first,
    count: new Int32Array(count).fill(1),
    weights: new Int32Array(count).fill(1 << BITS),
    stride: 1,
  };
}

/** length: pixels the source has along this axis. */
function tapsOf(axis: Axis, length: number, interpolation: Interpolation): Taps {
  if (interpolation === 'nearest') return nearestTaps(axis, length);
  const weightAt = interpolation === 'bicubic' ? cubic : triangle;
  const scale = (axis.to - axis.from) / axis.size;
  // Enlarging interpolates, it does not blur.
  const spread = Math.max(1, scale);
  const support = (interpolation === 'bicubic' ? 2 : 1) * spread;
  const stride = Math.min(length, Math.ceil(support) * 2 + 1);
  const first = new Int32Array(axis.count);
  const count = new Int32Array(axis.count);
  const weights = new Int32Array(axis.count * stride);
  const exact = new Float64Array(stride);
  for (let i = 0; i < axis.count; i++) {
    const centre = axis.from + (axis.begin + i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const taps = Math.min(length, Math.trunc(centre + support + 0.5)) - start;
    let sum = 0;
    for (let t = 0; t < taps; t++) {
      const weight = weightAt((t + start - centre + 0.5) / spread);
      exact[t] = weight;
      sum += weight;
    }
    for (let t = 0; t < taps; t++) weights[i * stride + t] = fixed((exact[t] as number) / sum);
    first[i] = start;
    count[i] = taps;
  }
  return { first, count, weights, stride };
}

const clipped = (sum: number) => Math.min(255, Math.max(0, sum >> BITS));

/** Pixels [from, to) of a row without alpha: on white, and grey where the network takes grey.
 * row: [source.width * 3]. */
function opaqueRow(
  { data, width }: Rgba,
  y: number,
  [from, to]: readonly [number, number],
  isGrey: boolean,
  row: Uint8Array,
): void {
  let at = 4 * (y * width + from);
  for (let x = 3 * from; x < 3 * to; x += 3, at += 4) {
    const alpha = data[at + 3] as number;
    let r = onWhite(data[at] as number, alpha);
    let g = onWhite(data[at + 1] as number, alpha);
    let b = onWhite(data[at + 2] as number, alpha);
    // Integer luma of ITU-R 601, as Pillow's convert('L').
    if (isGrey) r = g = b = (19595 * r + 38470 * g + 7471 * b + 0x8000) >> 16;
    row[x] = r;
    row[x + 1] = g;
    row[x + 2] = b;
  }
}

/** As Image.alpha_composite on white; alpha 0..255. */
export function onWhite(value: number, alpha: number): number {
  return alpha === 255 ? value : Math.round((value * alpha) / 255 + 255 - alpha);
}

function alongX(row: Uint8Array, taps: Taps, out: Uint8Array, at: number): void {
  const { first, count, weights, stride } = taps;
  for (let i = 0; i < count.length; i++) {
    let [r, g, b] = [HALF, HALF, HALF];
    let from = 3 * (first[i] as number);
    const end = i * stride + (count[i] as number);
    for (let t = i * stride; t < end; t++, from += 3) {
      const weight = weights[t] as number;
      r += weight * (row[from] as number);
      g += weight * (row[from + 1] as number);
      b += weight * (row[from + 2] as number);
    }
    out[at + 3 * i] = clipped(r);
    out[at + 3 * i + 1] = clipped(g);
    out[at + 3 * i + 2] = clipped(b);
  }
}

/** Source pixels [from, to) that the taps read. */
function readBy({ first, count }: Taps): readonly [number, number] {
  const last = count.length - 1;
  return [first[0] as number, (first[last] as number) + (count[last] as number)];
}

/** Rows between the two passes, 8 bits as Pillow has them: [rows that are read, x.count, 3]. */
function firstPass(source: Rgba, x: Taps, rows: readonly [number, number], isGrey: boolean) {
  const columns = readBy(x);
  const width = 3 * x.count.length;
  const between = new Uint8Array(width * (rows[1] - rows[0]));
  const row = new Uint8Array(3 * source.width);
  for (let y = rows[0]; y < rows[1]; y++) {
    opaqueRow(source, y, columns, isGrey, row);
    alongX(row, x, between, (y - rows[0]) * width);
  }
  return between;
}

/**
 * The wanted pixels as RGBA, opaque: composited on white, grey where asked for, then resampled along
 * x and y. Writes into `out` with its top left corner at (left, top); out: an RGBA picture.
 */
export function resampleInto(
  out: Rgba,
  [left, top]: readonly [number, number],
  source: Rgba,
  axes: { x: Axis; y: Axis },
  interpolation: Interpolation,
  isGrey: boolean,
): void {
  const x = tapsOf(axes.x, source.width, interpolation);
  const y = tapsOf(axes.y, source.height, interpolation);
  const rows = readBy(y);
  const between = firstPass(source, x, rows, isGrey);
  const width = 3 * x.count.length;
  const sums = new Int32Array(width);
  for (let i = 0; i < y.count.length; i++) {
    sums.fill(HALF);
    for (let t = 0; t < (y.count[i] as number); t++) {
      const weight = y.weights[i * y.stride + t] as number;
      const from = ((y.first[i] as number) + t - rows[0]) * width;
      for (let at = 0; at < width; at++) {
        sums[at] = (sums[at] as number) + weight * (between[from + at] as number);
      }
    }
    let to = 4 * ((top + i) * out.width + left);
    for (let at = 0; at < width; at += 3, to += 4) {
      out.data[to] = clipped(sums[at] as number);
      out.data[to + 1] = clipped(sums[at + 1] as number);
      out.data[to + 2] = clipped(sums[at + 2] as number);
      out.data[to + 3] = 255;
    }
  }
}
