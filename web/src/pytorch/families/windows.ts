// What attention within windows adds to its scores: a learned number for every distance between two
// cells, and for windows that lie across an edge a mask.

import type { StateTensor } from '../state-dict.js';

/** Calls back with cells i and j of a window, and the row of their distance in a table (2 side - 1)². */
function eachPair(side: number, visit: (i: number, j: number, distance: number) => void): void {
  const cells = side * side;
  for (let i = 0; i < cells; i++) {
    for (let j = 0; j < cells; j++) {
      const dy = Math.floor(i / side) - Math.floor(j / side) + side - 1;
      const dx = (i % side) - (j % side) + side - 1;
      visit(i, j, dy * (2 * side - 1) + dx);
    }
  }
}

/** [1, heads, cells, cells] from a table [distances, heads]. */
export function positionBias(table: ArrayLike<number>, side: number, heads: number): Float32Array {
  const cells = side * side;
  const bias = new Float32Array(heads * cells * cells);
  eachPair(side, (i, j, distance) => {
    for (let head = 0; head < heads; head++) {
      bias[(head * cells + i) * cells + j] = table[distance * heads + head] as number;
    }
  });
  return bias;
}

export interface PositionMlp {
  /** [1, 2 side - 1, 2 side - 1, 2] */
  readonly coordinates: StateTensor;
  /** [hidden, 2], [hidden] and [heads, hidden] */
  readonly first: StateTensor;
  readonly bias: StateTensor;
  readonly second: StateTensor;
}

/** The table [distances, heads] of Swin V2: a small network over the distances, once and for all. */
export function positionTable({ coordinates, first, bias, second }: PositionMlp): Float64Array {
  const [x, w, b, v] = [coordinates, first, bias, second].map((tensor) => tensor.floats()) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const [heads = 1, hidden = 1] = second.dims;
  const distances = x.length / 2;
  const table = new Float64Array(distances * heads);
  for (let d = 0; d < distances; d++) {
    for (let h = 0; h < hidden; h++) {
      const sum = at(w, 2 * h) * at(x, 2 * d) + at(w, 2 * h + 1) * at(x, 2 * d + 1) + at(b, h);
      if (!(sum > 0)) continue;
      for (let head = 0; head < heads; head++) {
        table[d * heads + head] = at(table, d * heads + head) + sum * at(v, head * hidden + h);
      }
    }
  }
  return table.map((value) => 16 / (1 + Math.exp(-value)));
}

const at = (values: ArrayLike<number>, index: number) => values[index] as number;

/** Of a side of `size` cells, shifted: which of the three parts a cell comes from. */
function part(position: number, size: number, window: number, shift: number): number {
  if (shift === 0 || position < size - window) return 0;
  return position < size - shift ? 1 : 2;
}

/** [windows, 1, cells, cells]: -100 between cells that the shift has brought together. */
export function shiftMask(
  [height, width]: readonly [number, number],
  window: number,
  [down, across]: readonly [number, number],
): Float32Array {
  const cells = window * window;
  const [rows, columns] = [height / window, width / window];
  const mask = new Float32Array(rows * columns * cells * cells);
  for (let index = 0; index < rows * columns; index++) {
    const region = (cell: number) => {
      const y = Math.floor(index / columns) * window + Math.floor(cell / window);
      const x = (index % columns) * window + (cell % window);
      return 3 * part(y, height, window, down) + part(x, width, window, across);
    };
    for (let i = 0; i < cells; i++) {
      for (let j = 0; j < cells; j++) {
        if (region(i) !== region(j)) mask[(index * cells + i) * cells + j] = -100;
      }
    }
  }
  return mask;
}
