// Numbers about measured numbers.

/** The value below which that share of the numbers lies, on a straight line between the two nearest, as in NumPy. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (place - Math.floor(place)) * (above - below);
}

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);
