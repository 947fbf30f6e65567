// What the engine says of a node: which cells of its inputs a cell of an output is made of, and by which
// formula. Nothing here or in its users goes by the name of an operator.

import type { NodeFacts } from '../../protocol/index.js';
import { type Expression, parseFormula } from './formula.js';
import type { NodeDescription } from './network.js';

type Shape = readonly number[];

/**
 * The position read along one axis: start + floor(o[from] / divide) * stride + t[along] * step, for
 * position o of the output and t of the term; or table[o][t]. Outside of the axis nothing is there.
 */
export interface AxisRead {
  from: number | undefined;
  along: number | undefined;
  start: number;
  stride: number;
  divide: number;
  step: number;
  table: readonly number[] | undefined;
  /** What each cell of the table counts for; undefined: all of it. */
  shares: readonly number[] | undefined;
}

export interface Read {
  letter: string;
  /** Index into the node's inputs; -1: ones, to count cells with. */
  input: number;
  /** Under which its cells are counted, in order; the value's own may be another. */
  shape: Shape;
  /** One for each axis of `shape`. */
  axes: readonly AxisRead[];
}

export interface Facts {
  /** As the engine writes it. */
  text: string;
  /** undefined where it is a sentence. */
  formula: Expression | undefined;
  reads: readonly Read[];
  /** Sizes of the axes over which the formula adds up. */
  terms: Shape;
  /** The shape that `from` counts the axes of; the output's own may be another. */
  out: Shape;
  /** False: a cell may depend on everything. */
  isKnown: boolean;
}

const UNKNOWN: Facts = {
  text: '',
  formula: undefined,
  reads: [],
  terms: [],
  out: [],
  isKnown: false,
};

type Given = NodeFacts['reads'][number];

function axisOf(given: NonNullable<Given['axes']>[number]): AxisRead {
  return {
    from: given.from,
    along: given.along,
    start: given.start ?? 0,
    stride: given.stride ?? 1,
    divide: given.divide ?? 1,
    step: given.step ?? 1,
    table: given.table,
    shares: given.shares?.map((share) => share / 2 ** 30),
  };
}

/** The output's own cell: axes stand at their ends over each other, those of length 1 repeat. */
function sameCell(shape: Shape, out: Shape): AxisRead[] {
  const skip = out.length - shape.length;
  return shape.map((size, axis) => axisOf(size === 1 ? {} : { from: axis + skip }));
}

function readOf(node: NodeDescription, given: Given, out: Shape): Read {
  const shape = given.as ?? node.inputShapes[given.input] ?? [];
  const axes = given.axes?.map(axisOf) ?? sameCell(shape, out);
  return { letter: given.letter, input: given.input, shape, axes };
}

function build(node: NodeDescription): Facts[] {
  return node.facts.map(({ formula, reads, terms, out, unknown }, output) => {
    const shape = out ?? node.outputShapes[output] ?? [];
    return {
      text: formula,
      formula: parseFormula(formula),
      reads: reads.map((read) => readOf(node, read, shape)),
      terms: terms ?? [],
      out: shape,
      isKnown: unknown === undefined,
    };
  });
}

/** By what is given of a node: by its shapes, which the rest depends on. */
const known = new WeakMap<NodeDescription['facts'], Map<string, Facts[]>>();
const ofNode = new WeakMap<NodeDescription, Facts[]>();

function shared(node: NodeDescription): Facts[] {
  const byShapes = known.get(node.facts) ?? new Map<string, Facts[]>();
  known.set(node.facts, byShapes);
  const shapes = `${node.inputShapes.join(';')}|${node.outputShapes.join(';')}`;
  const found = byShapes.get(shapes) ?? build(node);
  byShapes.set(shapes, found);
  return found;
}

/** Of an output; unknown where the engine does not say. Nodes that are alike share it. */
export function factsOf(node: NodeDescription, output = 0): Facts {
  const found = ofNode.get(node) ?? shared(node);
  ofNode.set(node, found);
  return found[output] ?? UNKNOWN;
}

/** At o and t, also outside of the axis, where the padding is; undefined where a table says that nothing is read. */
export function rawPosition(
  axis: AxisRead,
  o: number,
  t: number,
  terms: number,
): number | undefined {
  if (!axis.table) return axis.start + Math.floor(o / axis.divide) * axis.stride + t * axis.step;
  const at = axis.table[o * terms + t];
  return at !== undefined && at >= 0 ? at : undefined;
}

/** Of the read axis with `size` cells at o and t; undefined outside. */
export function positionOn(
  axis: AxisRead,
  size: number,
  o: number,
  t: number,
  terms: number,
): number | undefined {
  const at = rawPosition(axis, o, t, terms);
  return at !== undefined && at >= 0 && at < size ? at : undefined;
}

/** How many terms run along that axis. */
export function termsAlong({ terms }: Facts, { along }: AxisRead): number {
  return along === undefined ? 1 : (terms[along] ?? 1);
}

export interface Parameter {
  name: string;
  /** '' where there is none. */
  standard: string;
  meaning: string;
}

/** From the engine's "x; bias: added | group=1: parts". */
export function parametersOf({ parameters }: NodeDescription): {
  inputs: Parameter[];
  attributes: Parameter[];
} {
  const [inputs = '', attributes = ''] = parameters.split('|').map((part) =>
    part
      .split(';')
      .map((entry) => entry.trim())
      .filter(Boolean)
      .map((entry) => {
        const [head = '', ...meaning] = entry.split(':');
        const [name = '', standard = ''] = head.split('=');
        return { name: name.trim(), standard: standard.trim(), meaning: meaning.join(':').trim() };
      }),
  ) as Parameter[][];
  return { inputs: inputs || [], attributes: attributes || [] };
}

/** A number that the formula names and that is no input: an attribute, or what it is without. */
export function settingOf(node: NodeDescription, name: string): number | undefined {
  const given = node.attributes[name];
  if (typeof given === 'number') return given;
  const found = parametersOf(node).attributes.find((attribute) => attribute.name === name);
  return found && found.standard !== '' ? Number(found.standard) : undefined;
}
