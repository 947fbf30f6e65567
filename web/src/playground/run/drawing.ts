// Digits drawn on the pad, as lines: what is drawn, and how it is laid out for a network that was
// trained on MNIST.

/** Points in units of the pad's side, x to the right, y down. */
export type Stroke = readonly (readonly [x: number, y: number])[];
export type Strokes = readonly Stroke[];

/** MNIST's digits fill a box of 20 pixels, centred by their mass, in pictures of 28 or, padded, 32. */
const DIGIT_BOX = 20;
/** A pen of MNIST is about this wide in those pixels. */
export const PEN = 2.4;

/** Networks that take small grey squares read digits and letters: they get the pad. */
export function isDrawable(preprocess: { channels: number; crop: readonly number[] }): boolean {
  const [height = 0, width = 0] = preprocess.crop;
  return preprocess.channels === 1 && height === width && height <= 64;
}

const distance = (a: readonly number[], b: readonly number[]) =>
  Math.hypot((b[0] ?? 0) - (a[0] ?? 0), (b[1] ?? 0) - (a[1] ?? 0));

/** Middle of the ink: of the segments, weighted by their length; a dot counts a little. */
function centreOf(strokes: Strokes): [number, number] {
  let [mass, x, y] = [0, 0, 0];
  for (const stroke of strokes) {
    stroke.forEach((point, i) => {
      const before = stroke[i - 1] ?? point;
      const weight = distance(before, point) + 1e-6;
      mass += weight;
      x += (weight * (before[0] + point[0])) / 2;
      y += (weight * (before[1] + point[1])) / 2;
    });
  }
  return [x / mass, y / mass];
}

/** The drawing scaled to MNIST's box and centred as MNIST's are; side: of the network's input. */
export function normalised(strokes: Strokes, side: number): Strokes {
  const points = strokes.flat();
  if (points.length === 0) return strokes;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  // The box holds the ink, whose edge is half a pen outside of the line. A dot stays a dot.
  const scale = extent > 0.02 ? (DIGIT_BOX - PEN) / side / extent : 1;
  const [x0, y0] = centreOf(strokes);
  return strokes.map((stroke) =>
    stroke.map(([x, y]) => [0.5 + (x - x0) * scale, 0.5 + (y - y0) * scale] as const),
  );
}

/** An arc as points; angles in turns, clockwise from the right. */
function arc(
  [cx, cy]: readonly [number, number],
  [rx, ry]: readonly [number, number],
  from: number,
  to: number,
): Stroke {
  const steps = 24;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = 2 * Math.PI * (from + ((to - from) * i) / steps);
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)] as const;
  });
}

/** One digit each, 0 to 9, to start from and for those who cannot draw. */
export const EXAMPLE_DIGITS: readonly Strokes[] = [
  [arc([0.5, 0.5], [0.2, 0.32], -0.25, 0.75)],
  [
    [
      [0.42, 0.27],
      [0.53, 0.18],
      [0.5, 0.82],
    ],
  ],
  [[...arc([0.5, 0.36], [0.19, 0.18], -0.48, 0.1), [0.32, 0.8], [0.45, 0.78], [0.72, 0.8]]],
  [
    [
      ...arc([0.48, 0.34], [0.18, 0.16], -0.42, 0.22),
      ...arc([0.48, 0.66], [0.21, 0.17], -0.22, 0.42),
    ],
  ],
  [
    [
      [0.36, 0.2],
      [0.3, 0.52],
      [0.7, 0.5],
    ],
    [
      [0.66, 0.2],
      [0.62, 0.84],
    ],
  ],
  [[[0.7, 0.2], [0.38, 0.21], [0.35, 0.46], ...arc([0.48, 0.62], [0.21, 0.19], -0.28, 0.4)]],
  [[[0.62, 0.18], [0.45, 0.32], ...arc([0.5, 0.65], [0.17, 0.17], -0.45, 0.6)]],
  [
    [
      [0.3, 0.22],
      [0.7, 0.21],
      [0.56, 0.5],
      [0.45, 0.82],
    ],
  ],
  [[...arc([0.5, 0.34], [0.15, 0.15], 0.25, 1.25), ...arc([0.5, 0.66], [0.19, 0.17], -0.25, 0.75)]],
  [[...arc([0.48, 0.36], [0.17, 0.17], 0, -1), [0.64, 0.55], [0.58, 0.84]]],
];
