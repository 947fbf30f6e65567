// How far two values are from each other.

export interface Difference {
  /** Largest absolute difference; infinite where one has a number and the other has none. */
  largest: number;
  /** Where it is, row-major. */
  at: number;
  /** Of the other value: its largest absolute number. */
  scale: number;
  /** largest as a share of scale: 0 where both are 0 everywhere. */
  relative: number;
}

function apart(a: number, b: number): number {
  // Two infinities of one sign, or the very same number.
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const size = Math.abs(a - b);
  return Number.isNaN(size) ? Number.POSITIVE_INFINITY : size;
}

/** Of two values of the same number of elements; other: what the difference is a share of. */
export function differenceOf(own: Float32Array, other: Float32Array): Difference {
  let largest = 0;
  let at = 0;
  let scale = 0;
  for (let index = 0; index < own.length; index++) {
    const [a, b] = [own[index] as number, other[index] as number];
    const size = apart(a, b);
    if (size > largest) [largest, at] = [size, index];
    const reach = Math.abs(b);
    if (reach > scale && reach < Number.POSITIVE_INFINITY) scale = reach;
  }
  const relative = largest === 0 ? 0 : scale === 0 ? Number.POSITIVE_INFINITY : largest / scale;
  return { largest, at, scale, relative };
}

/** Of each plane of `area` numbers the largest difference: the channel that differs most is looked at first. */
export function mostDifferent(own: Float32Array, other: Float32Array, area: number): number {
  return area > 0 ? Math.floor(differenceOf(own, other).at / area) : 0;
}
