// The guided path from the picture to the answer, computed from the network that is open.

import type { GraphDescription, ValueStatistics } from '../../protocol/index.js';
import type { Column } from '../columns.js';
import { describeSettings } from '../describe.js';
import { percent, shapeText } from '../format.js';
import { type GuideWords, WORDS_EN } from './words-en.js';

export interface GuideTarget {
  kind: 'picture' | 'input' | 'layer' | 'cell' | 'prediction' | 'editor';
  /** Column.index. */
  column?: number;
  channel?: number;
  cell?: { y: number; x: number };
}

export interface GuideStep {
  title: string;
  text: string;
  target: GuideTarget;
}

export interface GuideFacts {
  statistics: ReadonlyMap<string, ValueStatistics>;
  /** The most probable class; absent before a run. */
  top?: { label: string; probability: number };
}

const ACTIVATIONS = new Set(['Relu', 'Clip', 'LeakyRelu', 'Sigmoid', 'HardSwish', 'Elu', 'PRelu']);
const DENSE = new Set(['Gemm', 'MatMul']);

function area({ layout }: Column): number {
  return layout.height * layout.width;
}

/** Steps the network has nothing to show for are left out. */
export function guideSteps(
  graph: GraphDescription,
  columns: readonly Column[],
  facts: GuideFacts,
  words: GuideWords = WORDS_EN,
): GuideStep[] {
  const steps: GuideStep[] = [];
  const add = ([title, text]: [string, string], target: GuideTarget) =>
    steps.push({ title, text, target });
  const layer = ({ index }: Column): GuideTarget => ({ kind: 'layer', column: index });
  const settings = ({ node }: Column) => {
    const found = node === undefined ? undefined : graph.nodes[node];
    return found ? describeSettings(found) : '';
  };
  add(words.picture(), { kind: 'picture' });
  const input = columns.find(({ op }) => op === 'Input');
  if (input) add(words.input(shapeText(input.shape)), { kind: 'input', column: input.index });
  const maps = columns.filter(({ kind }) => kind === 'maps');
  const convs = maps.filter(({ op }) => op === 'Conv');
  const first = convs[0];
  if (first) {
    add(words.convolution(first.name, settings(first), shapeText(first.shape)), layer(first));
    const cell = { y: first.layout.height >> 1, x: first.layout.width >> 1 };
    add(words.cell(first.name), { kind: 'cell', column: first.index, channel: 0, cell });
  }
  const active = columns.find(({ op }) => ACTIVATIONS.has(op));
  if (active) {
    const seen = facts.statistics.get(active.value);
    const zeros = seen && seen.elements > 0 ? percent(seen.zeros / seen.elements) : undefined;
    add(words.activation(active.name, active.op, zeros), layer(active));
  }
  const smaller = maps.find((column) => {
    const left = columns[column.index - 1];
    const after = first !== undefined && column.index > first.index;
    return after && left?.kind === 'maps' && column.follows && area(column) < area(left);
  });
  const before = smaller && columns[smaller.index - 1];
  if (smaller && before) {
    add(
      words.smaller(smaller.name, shapeText(before.shape), shapeText(smaller.shape)),
      layer(smaller),
    );
  }
  const last = convs.at(-1);
  if (last && last !== first) add(words.deeper(last.name, shapeText(last.shape)), layer(last));
  const vector = columns.find(({ op }) => op === 'GlobalAveragePool' || op === 'Flatten');
  if (vector) add(words.vector(vector.name, vector.op, shapeText(vector.shape)), layer(vector));
  const dense = columns.filter(({ op }) => DENSE.has(op)).at(-1);
  if (dense) add(words.dense(dense.name, settings(dense)), layer(dense));
  const { top } = facts;
  add(words.answer(top?.label, top && percent(top.probability)), { kind: 'prediction' });
  add(words.change(), { kind: 'editor' });
  return steps;
}
