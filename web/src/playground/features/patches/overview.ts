// Where the kernels of a layer lie on the canvas that shows all of them.

/** Pixels of a kernel with the gap around it, twice as many as in CSS; below it is room for its number (patches.css). */
export const SIDE = 96;
export const PITCH = 132;
const MOST_COLUMNS = 10;
/** Each is a button, and browsers draw no canvas that is much longer. */
const MOST_KERNELS = 256;

/** How many of a layer's kernels lie there: the first ones. */
export const overviewOf = (kernels: number): number => Math.min(kernels, MOST_KERNELS);

/** Rows as equally long as can be: 32 kernels in rows of 8. */
export function columnsOf(kernels: number): number {
  return Math.ceil(kernels / Math.ceil(kernels / MOST_COLUMNS));
}

export function placeOf(kernel: number, kernels: number): { left: number; top: number } {
  const columns = columnsOf(kernels);
  return { left: SIDE * (kernel % columns), top: PITCH * Math.floor(kernel / columns) };
}
