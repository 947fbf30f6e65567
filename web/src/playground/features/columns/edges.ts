// Lines between two neighbouring columns of maps, as one SVG path: every map to every map where a
// layer mixes its channels (convolution, dense), one to one where it does not (ReLU, pooling).

export interface EdgeSpace {
  /** Horizontal room between the columns. */
  width: number;
  /** Vertical centres of the maps on the left and on the right, in order. */
  from: readonly number[];
  to: readonly number[];
}

function line(width: number, y0: number, y1: number): string {
  return `M0 ${y0}L${width} ${y1}`;
}

/** Path data; `only` keeps the lines that end in that map on the right. */
export function edgePath(space: EdgeSpace, mixes: boolean, only?: number): string {
  const { width, from, to } = space;
  const parts: string[] = [];
  to.forEach((y1, target) => {
    if (only !== undefined && target !== only) return;
    if (mixes) for (const y0 of from) parts.push(line(width, y0, y1));
    else if (from[target] !== undefined) parts.push(line(width, from[target], y1));
  });
  return parts.join('');
}
