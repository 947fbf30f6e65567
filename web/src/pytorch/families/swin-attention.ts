// Attention within windows of a map [1, height, width, channels], which every other block shifts.

import { attention } from './attention.js';
import { concat } from './layers.js';
import type { Net, Value } from './net.js';
import { reshape, slice, transpose } from './tokens.js';
import { Departure } from './types.js';
import { positionBias, positionTable, shiftMask } from './windows.js';

/** V2's logits are multiplied by e^scale, at most 100. */
const MAX_SCALE = Math.log(100);

interface Position {
  /** Cells along a side of a window. */
  readonly window: number;
  readonly heads: number;
  /** Name of [1, heads, cells, cells], what is added to the scores. */
  readonly bias: string;
}

/** The window, the heads and the bias, which is in the file as a table or as a network that makes it. */
function positionOf(net: Net, path: string): Position {
  const key = `${path}.relative_position_bias`;
  const isV2 = net.has(`${path}.logit_scale`);
  const rows = isV2
    ? net.size(`${path}.relative_coords_table`, 1) ** 2
    : net.size(`${path}.relative_position_bias_table`, 0);
  const heads = isV2
    ? net.size(`${path}.logit_scale`, 0)
    : net.size(`${path}.relative_position_bias_table`, 1);
  const window = (Math.sqrt(rows) + 1) / 2;
  if (!Number.isInteger(window)) throw new Departure(`"${path}" has ${rows} distances in a window`);
  const cells = window * window;
  net.take(`${path}.relative_position_index`, [cells * cells]);
  const table = isV2 ? mlpTable(net, path, window, heads) : plainTable(net, path, rows, heads);
  const bias = net.constant(key, [1, heads, cells, cells], () =>
    positionBias(table(), window, heads),
  );
  return { window, heads, bias };
}

function plainTable(net: Net, path: string, rows: number, heads: number) {
  const tensor = net.take(`${path}.relative_position_bias_table`, [rows, heads]);
  return () => tensor.floats();
}

function mlpTable(net: Net, path: string, window: number, heads: number) {
  const side = 2 * window - 1;
  const hidden = net.size(`${path}.cpb_mlp.0.weight`, 0);
  const parts = {
    coordinates: net.take(`${path}.relative_coords_table`, [1, side, side, 2]),
    first: net.take(`${path}.cpb_mlp.0.weight`, [hidden, 2]),
    bias: net.take(`${path}.cpb_mlp.0.bias`, [hidden]),
    second: net.take(`${path}.cpb_mlp.2.weight`, [heads, hidden]),
  };
  return () => positionTable(parts);
}

/** Moves the first `by` rows and columns behind the last ones; a negative one the other way. */
function rolled(net: Net, x: Value, name: string, by: readonly [number, number]): Value {
  return by.reduce((value, shift, index) => {
    if (shift === 0) return value;
    const axis = index + 1;
    const size = value.dims[axis] as number;
    const at = (shift + size) % size;
    const own = `${name}.${axis === 1 ? 'rows' : 'columns'}`;
    const parts = [
      slice(net, value, `${own}.rest`, [{ axis, start: at, end: size }]),
      slice(net, value, `${own}.first`, [{ axis, start: 0, end: at }]),
    ];
    return concat(net, parts, own, axis);
  }, x);
}

/** Multiples of the window, with zeros to the right and below. */
function padded(net: Net, x: Value, path: string, window: number): Value {
  const [, height = 0, width = 0, channels = 0] = x.dims;
  const [below, right] = [height, width].map((size) => (window - (size % window)) % window) as [
    number,
    number,
  ];
  if (below + right === 0) return x;
  const pads = net.integers(`${path}.pads`, [0, 0, 0, 0, 0, below, right, 0]);
  return net.node('Pad', `${path}.pad`, [x, pads], [1, height + below, width + right, channels]);
}

export function shiftedAttention(net: Net, x: Value, path: string, isShifted: boolean): Value {
  const position = positionOf(net, path);
  const { window } = position;
  const whole = padded(net, x, path, window);
  const [, height = 0, width = 0, channels = 0] = whole.dims;
  // A window as large as the map has nowhere to go.
  const shiftOf = (size: number) => (isShifted && window < size ? Math.floor(window / 2) : 0);
  const shift = [shiftOf(height), shiftOf(width)] as const;
  const moved = rolled(net, whole, `${path}.shift`, shift);
  const [rows, columns, cells] = [height / window, width / window, window * window];
  const grid = [1, rows, window, columns, window, channels];
  const order = [0, 1, 3, 2, 4, 5];
  const cut = transpose(net, reshape(net, moved, `${path}.grid`, grid), `${path}.grid.swap`, order);
  const windows = reshape(net, cut, `${path}.windows`, [rows * columns, cells, channels]);
  const mask =
    shift[0] + shift[1] === 0
      ? undefined
      : net.constant(`${path}.mask`, [rows * columns, 1, cells, cells], () =>
          shiftMask([height, width], window, shift),
        );
  const seen = windowAttention(net, windows, path, position, mask);
  const apart = [1, rows, columns, window, window, channels];
  const back = reshape(net, seen, `${path}.back`, apart);
  const joined = reshape(net, transpose(net, back, `${path}.back.swap`, order), `${path}.map`, [
    1,
    height,
    width,
    channels,
  ]);
  const unmoved = rolled(net, joined, `${path}.unshift`, [-shift[0], -shift[1]]);
  return cropped(net, unmoved, path, x.dims);
}

function cropped(net: Net, x: Value, path: string, dims: readonly number[]): Value {
  if (String(x.dims) === String(dims)) return x;
  const cuts = [1, 2].map((axis) => ({ axis, start: 0, end: dims[axis] as number }));
  return slice(net, x, `${path}.crop`, cuts);
}

function windowAttention(
  net: Net,
  windows: Value,
  path: string,
  { heads, bias }: Position,
  mask: string | undefined,
): Value {
  const channels = windows.dims[2] as number;
  if (channels % heads !== 0) throw new Departure(`"${path}" has ${heads} heads of ${channels}`);
  const added = (scores: Value, what: string, name: string) =>
    net.node('Add', `${path}.${name}`, [scores, what], scores.dims);
  const common = {
    heads,
    qkv: `${path}.qkv`,
    out: `${path}.proj`,
    factor: (channels / heads) ** -0.5,
    biased: (scores: Value) => {
      const placed = added(scores, bias, 'position');
      return mask === undefined ? placed : added(placed, mask, 'masked');
    },
  };
  if (!net.has(`${path}.logit_scale`)) return attention(net, windows, path, common);
  const scale = net.take(`${path}.logit_scale`, [heads, 1, 1]);
  const factors = net.constant(`${path}.logit_scale`, [heads, 1, 1], () =>
    scale.floats().map((value) => Math.exp(Math.min(value, MAX_SCALE))),
  );
  return attention(net, windows, path, {
    ...common,
    cosine: (scores) => net.node('Mul', `${path}.scaled`, [scores, factors], scores.dims),
    // V2's keys have no bias, whatever the file has there.
    changedBias: (values) => values.slice().fill(0, channels, 2 * channels),
  });
}
