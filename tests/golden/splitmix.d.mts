export function splitmix(seed: number, index: number): number;
export function uniform(
  seed: number,
  count: number,
  low: number,
  high: number,
): Float32Array<ArrayBuffer>;
