// Pooling: the largest or the mean of a window, or of a whole map.

import { type Axis, planeAxes, windowAxes, windowStart } from '../window.js';
import { input, numberOf, outputDims, type Place, product, unravel } from './access.js';
import type { WindowSum } from './types.js';

/** Position of the first largest one that is not padding. */
function winnerOf(cells: readonly (number | undefined)[]): number | undefined {
  let winner: number | undefined;
  cells.forEach((cell, index) => {
    if (cell === undefined) return;
    if (winner === undefined || cell > (cells[winner] as number)) winner = index;
  });
  return winner;
}

/** Cells that count in the divisor of a mean: ONNX counts padding only where it is asked to. */
function divisorOf(place: Place, start: [number, number], axes: [Axis, Axis]): number {
  const counts = axes.map((axis, index) => {
    const first = start[index] as number;
    const [low, high] =
      numberOf(place, 'count_include_pad', 0) === 1
        ? [-axis.before, axis.input + axis.after]
        : [0, axis.input];
    let inside = 0;
    for (let k = 0; k < axis.kernel; k++) {
      const at = first + k * axis.dilation;
      if (at >= low && at < high) inside++;
    }
    return inside;
  });
  return product(counts);
}

function gather(place: Place, [rows, columns]: [Axis, Axis]) {
  const x = input(place, 0);
  if (!x) return undefined;
  const at = unravel(place.position, outputDims(place));
  const channel = at[1] ?? 0;
  const top = windowStart(rows, at.length > 3 ? (at[2] ?? 0) : 0);
  const left = windowStart(columns, at.at(-1) ?? 0);
  const cells: (number | undefined)[] = [];
  for (let ky = 0; ky < rows.kernel; ky++) {
    for (let kx = 0; kx < columns.kernel; kx++) {
      const [y, column] = [top + ky * rows.dilation, left + kx * columns.dilation];
      const inside = y >= 0 && y < rows.input && column >= 0 && column < columns.input;
      const index = (channel * rows.input + y) * columns.input + column;
      cells.push(inside ? x.data[index] : undefined);
    }
  }
  return { cells, start: [top, left] as [number, number] };
}

export function windowSum(place: Place): WindowSum | undefined {
  const axes = windowAxes(place.node);
  const plane = axes && planeAxes(axes);
  const found = plane && gather(place, plane);
  if (!found) return undefined;
  const size = { height: plane[0].kernel, width: plane[1].kernel, cells: found.cells };
  return finish(place.node.op === 'MaxPool', size, divisorOf(place, found.start, plane));
}

function finish(
  isMax: boolean,
  size: Pick<WindowSum, 'height' | 'width' | 'cells'>,
  divisor: number,
): WindowSum {
  if (isMax) {
    const winner = winnerOf(size.cells);
    const value = winner === undefined ? Number.NaN : (size.cells[winner] as number);
    return { kind: 'window', ...size, winner, divisor: undefined, value };
  }
  const sum = size.cells.reduce<number>((all, cell) => all + (cell ?? 0), 0);
  return { kind: 'window', ...size, winner: undefined, divisor, value: sum / divisor };
}

/** GlobalAveragePool and GlobalMaxPool: the window is the map. */
export function globalSum(place: Place): WindowSum | undefined {
  const x = input(place, 0);
  if (!x || x.dims.length < 3) return undefined;
  const width = x.dims.at(-1) as number;
  const area = product(x.dims.slice(2));
  const channel = unravel(place.position, outputDims(place))[1] ?? 0;
  const cells = Array.from(x.data.subarray(channel * area, (channel + 1) * area));
  const size = { height: area / width, width, cells };
  return finish(place.node.op === 'GlobalMaxPool', size, area);
}
