// Conv: for each input channel of the group patch times kernel, then the bias.

import type { KeptValue } from '../network.js';
import { type Axis, planeAxes, windowAxes, windowStart } from '../window.js';
import { input, numberOf, outputDims, type Place, unravel } from './access.js';
import type { ConvolutionSum, Patch, PatchTerm } from './types.js';

interface Geometry {
  x: KeptValue;
  weight: KeptValue;
  rows: Axis;
  columns: Axis;
  /** First input cell of the window. */
  top: number;
  left: number;
  /** Output channel, first input channel it reads, and how many. */
  output: number;
  first: number;
  count: number;
}

function geometryOf(place: Place): Geometry | undefined {
  const [x, weight] = [input(place, 0), input(place, 1)];
  const axes = windowAxes(place.node);
  const plane = axes && planeAxes(axes);
  if (!x || !weight || !plane) return undefined;
  const [rows, columns] = plane;
  const at = unravel(place.position, outputDims(place));
  const [outputs = 1, count = 1] = weight.dims;
  const output = at[1] ?? 0;
  const perGroup = outputs / numberOf(place, 'group', 1);
  return {
    x,
    weight,
    rows,
    columns,
    top: windowStart(rows, at.length > 3 ? (at[2] ?? 0) : 0),
    left: windowStart(columns, at.at(-1) ?? 0),
    output,
    first: Math.floor(output / perGroup) * count,
    count,
  };
}

/** Calls back for each cell of the kernel with its value (undefined in the padding) and weight. */
function walk(
  geometry: Geometry,
  channel: number,
  visit: (value: number | undefined, weight: number) => void,
): void {
  const { x, weight, rows, columns, top, left, output, count } = geometry;
  const plane = (geometry.first + channel) * rows.input;
  let at = (output * count + channel) * rows.kernel * columns.kernel;
  for (let ky = 0; ky < rows.kernel; ky++) {
    const y = top + ky * rows.dilation;
    for (let kx = 0; kx < columns.kernel; kx++) {
      const column = left + kx * columns.dilation;
      const inside = y >= 0 && y < rows.input && column >= 0 && column < columns.input;
      const value = inside ? x.data[(plane + y) * columns.input + column] : undefined;
      visit(value, weight.data[at++] as number);
    }
  }
}

function termOf(geometry: Geometry, index: number): PatchTerm {
  let amount = 0;
  walk(geometry, index, (value, weight) => {
    if (value !== undefined) amount += value * weight;
  });
  const channel = geometry.first + index;
  return { label: `channel ${channel}`, channel, amount };
}

/** In double precision; the engine adds in single, in another order. */
export function convolutionSum(place: Place): ConvolutionSum | undefined {
  const geometry = geometryOf(place);
  if (!geometry) return undefined;
  const terms = Array.from({ length: geometry.count }, (_, index) => termOf(geometry, index));
  const bias = input(place, 2)?.data[geometry.output];
  const value = terms.reduce((sum, { amount }) => sum + amount, bias ?? 0);
  return { kind: 'convolution', terms, bias, value };
}

/** The cells and weights behind one term; channel: of the input. */
export function patchOf(place: Place, channel: number): Patch | undefined {
  const geometry = geometryOf(place);
  if (!geometry) return undefined;
  const values: (number | undefined)[] = [];
  const weights: number[] = [];
  walk(geometry, channel - geometry.first, (value, weight) => {
    values.push(value);
    weights.push(weight);
  });
  const { rows, columns } = geometry;
  return { height: rows.kernel, width: columns.kernel, values, weights };
}
