// State dicts as tests/golden/make_state_dicts.py describes them: keys, shapes, and numbers from seeds.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { StateDict, StateTensor } from '../../../web/src/pytorch/state-dict.js';
import { uniform } from '../../golden/splitmix.mjs';
import { fromRoot } from './package.js';

export type Shapes = Record<string, number[]>;

export interface Golden {
  state: Shapes;
  input: number[];
  assume: Record<string, string | boolean | number | number[]>;
  output: number[];
}

export function readGoldens(): Record<string, Golden> {
  return JSON.parse(readFileSync(fromRoot('tests/golden/state-dicts.json'), 'utf8'));
}

/** Every classifier of torchvision, by the name of its constructor. */
export function readShapes(): Record<string, Shapes> {
  const zipped = readFileSync(fromRoot('tests/golden/state-shapes.json.gz'));
  return JSON.parse(gunzipSync(zipped).toString('utf8'));
}

const count = (dims: readonly number[]) => dims.reduce((product, size) => product * size, 1);

/** As `spread` in make_state_dicts.py has it. */
function spread(key: string, dims: readonly number[]): [number, number] {
  if (key.endsWith('running_var')) return [0.5, 1.5];
  if (key.endsWith('running_mean')) return [-0.2, 0.2];
  if (dims.length === 1 && key.endsWith('weight')) return [0.8, 1.2];
  if (key.endsWith('logit_scale')) return [1, 5];
  if (dims.length < 2) return [-0.1, 0.1];
  const [first = 1] = dims;
  const bound = first > 1 ? Math.sqrt(3 / (count(dims) / first)) : 0.5;
  return [-bound, bound];
}

/** What Swin V2's constructor puts there: distances within a window, on a scale of logarithms. */
function coordinates([, side = 1]: readonly number[]): Float32Array {
  const reach = (side - 1) / 2;
  const scaled = (at: number) => {
    const distance = ((at - reach) / reach) * 8;
    return (Math.sign(distance) * Math.log2(Math.abs(distance) + 1)) / 3;
  };
  const cells = Array.from({ length: side * side }, (_, cell) => cell);
  return Float32Array.from(
    cells.flatMap((cell) => [scaled(Math.floor(cell / side)), scaled(cell % side)]),
  );
}

/** Values are made when they are asked for, as readers of files do. */
export function stateOf(shapes: Shapes): StateDict {
  const entries = Object.entries(shapes).map(([key, dims], seed): [string, StateTensor] => {
    const floats = () =>
      key.endsWith('relative_coords_table')
        ? coordinates(dims)
        : uniform(seed, count(dims), ...spread(key, dims));
    return [key, { type: 'float32', dims, floats }];
  });
  return new Map(entries);
}

export const inputOf = ({ input }: Golden) => uniform(1000, count(input), -2, 2);
