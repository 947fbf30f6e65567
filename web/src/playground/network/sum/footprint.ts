// Where the cells of an input lie that one cell of the output is made of, with those in the padding.

import {
  type AxisRead,
  type Facts,
  factsOf,
  type Read,
  rawPosition,
  termsAlong,
} from '../facts.js';
import type { NodeDescription } from '../network.js';
import { unravel } from './access.js';

/** Of one input of a node. Positions may lie outside of the axis: there is the padding. */
export interface Footprint {
  letter: string;
  /** Index into the node's inputs. */
  input: number;
  /** Under which the positions are counted. */
  shape: readonly number[];
  /** For each axis the positions that are read, in the order of the terms; undefined: this term reads no cell. */
  axes: readonly (readonly (number | undefined)[])[];
  /** True where the axes of terms go backwards from the output: each input cell is spread over several. */
  isSpread: boolean;
}

function along(facts: Facts, axis: AxisRead, o: number): (number | undefined)[] {
  const terms = termsAlong(facts, axis);
  return Array.from({ length: terms }, (_, t) => rawPosition(axis, o, t, terms));
}

function footprint(facts: Facts, read: Read, at: readonly number[]): Footprint {
  return {
    letter: read.letter,
    input: read.input,
    shape: read.shape,
    axes: read.axes.map((axis) => along(facts, axis, at[axis.from ?? -1] ?? 0)),
    isSpread: read.axes.some((axis) => axis.table !== undefined && axis.along !== undefined),
  };
}

/** One for each input, and each letter, that the formula reads at that flat position of output 0. */
export function footprintsOf(node: NodeDescription, position: number): Footprint[] {
  const facts = factsOf(node);
  const at = unravel(position, facts.out);
  return facts.reads.filter(({ input }) => input >= 0).map((read) => footprint(facts, read, at));
}

export interface Margins {
  before: number;
  after: number;
}

/** How many cells of padding the windows of all outputs reach on that axis of the read. */
export function marginsOf(node: NodeDescription, input: number, axis: number): Margins {
  const facts = factsOf(node);
  const read = facts.reads.find((candidate) => candidate.input === input);
  const moving = read?.axes[axis];
  const none = { before: 0, after: 0 };
  if (!read || !moving || moving.table || moving.from === undefined) return none;
  const ends = [0, (facts.out[moving.from] ?? 1) - 1].flatMap((o) => along(facts, moving, o));
  const positions = ends.filter((at) => at !== undefined);
  return {
    before: Math.max(0, -Math.min(...positions)),
    after: Math.max(0, Math.max(...positions) - (read.shape[axis] ?? 1) + 1),
  };
}
