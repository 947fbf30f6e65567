// Every layer as a row: what it is, what it costs, what it gave on this picture.

import { csvText } from '../../kit/csv.js';
import { describeSettings } from '../../network/describe.js';
import { kindOf } from '../../network/kinds.js';
import type { GraphDescription } from '../../network/network.js';
import type { Statistics } from '../../network/statistics.js';

export interface LayerRow {
  /** Index into graph.nodes. */
  node: number;
  op: string;
  name: string;
  /** Names of what it makes. */
  outputs: readonly string[];
  settings: string;
  /** Of its first output, with the batch. */
  shape: readonly number[];
  params: number;
  macs: number;
  /** Of the last run; undefined before one. */
  ms: number | undefined;
  /** Of all layers together, 0..1. */
  share: number | undefined;
  /** Of its first output as float32; undefined for other types, which are not measured. */
  bytes: number | undefined;
  statistics: Statistics | undefined;
}

/** What a run told; both are empty before one. */
export interface Measurement {
  timings: readonly number[];
  statistics: ReadonlyMap<string, Statistics>;
}

export function layerRows(
  graph: GraphDescription,
  { timings, statistics }: Measurement,
): LayerRow[] {
  const total = timings.reduce((sum, time) => sum + time, 0);
  return graph.nodes.map((node, index) => {
    const found = statistics.get(node.outputs[0] ?? '');
    const ms = timings[index];
    return {
      node: index,
      op: node.op,
      name: node.name,
      outputs: node.outputs,
      settings: describeSettings(node),
      shape: node.outputShapes[0] ?? [],
      params: node.params,
      macs: node.macs,
      ms,
      share: ms === undefined || total === 0 ? undefined : ms / total,
      bytes: found && 4 * found.elements,
      statistics: found,
    };
  });
}

export type SortKey =
  | 'order'
  | 'op'
  | 'name'
  | 'params'
  | 'macs'
  | 'ms'
  | 'bytes'
  | 'min'
  | 'mean'
  | 'max'
  | 'zeros';

/** A column beside the number and the name. */
export type Figure = Exclude<SortKey, 'order' | 'name'>;

export interface TableSort {
  key: SortKey;
  isDescending: boolean;
}

type Comparable = number | string | undefined;

function keyOf(row: LayerRow, key: SortKey): Comparable {
  const { statistics: of } = row;
  switch (key) {
    case 'order':
      return row.node;
    case 'min':
    case 'mean':
    case 'max':
      return of && of.nonFinite < of.elements ? of[key] : undefined;
    case 'zeros':
      return of && of.zeros / of.elements;
    default:
      return row[key];
  }
}

/** Rows without a value stand last either way; equal ones stay in running order. */
export function sortRows(rows: readonly LayerRow[], { key, isDescending }: TableSort): LayerRow[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [keyOf(a, key), keyOf(b, key)];
    if (x === y) return a.node - b.node;
    if (x === undefined) return 1;
    if (y === undefined) return -1;
    if (typeof x === 'string' || typeof y === 'string') {
      return sign * String(x).localeCompare(String(y), 'en') || a.node - b.node;
    }
    return sign * (x - y) || a.node - b.node;
  });
}

/**
 * Those whose name, operator, output or settings hold every word of the query. Of settings a word begins with
 * it: "add" means the operator, not "padding".
 */
export function filterRows(rows: readonly LayerRow[], query: string): LayerRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ op, name, outputs, settings }) => {
    const text = `${op} ${kindOf(op)} ${name} ${outputs.join(' ')}`.toLowerCase();
    const parts = settings.toLowerCase().split(/[\s,]+/);
    return words.every(
      (word) => text.includes(word) || parts.some((part) => part.startsWith(word)),
    );
  });
}

export interface TableTotals {
  params: number;
  macs: number;
  ms: number | undefined;
  bytes: number;
}

export function totalsOf(rows: readonly LayerRow[]): TableTotals {
  const sum = (of: (row: LayerRow) => number | undefined): number =>
    rows.reduce((all, row) => all + (of(row) ?? 0), 0);
  return {
    params: sum(({ params }) => params),
    macs: sum(({ macs }) => macs),
    ms: rows.some(({ ms }) => ms !== undefined) ? sum(({ ms }) => ms) : undefined,
    bytes: sum(({ bytes }) => bytes),
  };
}

const HEAD = [
  'layer',
  'operator',
  'name',
  'settings',
  'output shape',
  'parameters',
  'MACs',
  'time (ms)',
  'share of time',
  'output (bytes)',
  'minimum',
  'mean',
  'maximum',
  'zeros',
  'not finite',
];

/** Numbers are not rounded; what is not known is left empty. */
export function tableCsv(rows: readonly LayerRow[]): string {
  const lines = rows.map((row) => {
    const { statistics: of } = row;
    const isKnown = of !== undefined && of.nonFinite < of.elements;
    return [
      row.node,
      row.op,
      row.name,
      row.settings,
      row.shape.join(' x '),
      row.params,
      row.macs,
      row.ms,
      row.share,
      row.bytes,
      isKnown ? of.min : undefined,
      isKnown ? of.mean : undefined,
      isKnown ? of.max : undefined,
      of?.zeros,
      of?.nonFinite,
    ];
  });
  return csvText([HEAD, ...lines]);
}
