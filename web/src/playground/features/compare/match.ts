// Which layer of the network is which value of the other side.

import type { Column } from '../../network/columns.js';

/** name: of the value or the layer; module: of the PyTorch module that it comes out of; order: by its place and shape; first, last: of all layers of its kind. */
export type How = 'name' | 'module' | 'order' | 'first' | 'last';

/** A value of the other side. */
export interface Theirs {
  name: string;
  /** Of the layer, where it is a network's. */
  node?: string;
  /** Where it is another network's: in the same one, names alone tell. */
  op?: string | undefined;
  shape: readonly number[];
}

export interface Candidate {
  column: number;
  how: How;
}

/** Sizes of 1 in front say nothing: PyTorch has a batch of one where a file may have none. */
function plain(shape: readonly number[]): string {
  const from = shape.findIndex((size) => size !== 1);
  return from < 0 ? '' : shape.slice(from).join(',');
}

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  plain(a) === plain(b);

/** Names of all values of the other side. */
export class Names {
  private readonly counted = new Map<string, number>();

  constructor(private readonly all: ReadonlySet<string>) {}

  /** "layer1.0.relu_2" is the third call of "layer1.0.relu", where there are values of the calls before it. */
  callOf(name: string): { base: string; call: number } {
    const [, base = '', number = ''] = /^(.*)_(\d+)$/.exec(name) ?? [];
    return this.all.has(base) ? { base, call: Number(number) } : { base: name, call: 0 };
  }

  /** Calls of one module. They are counted once: a file may have thousands. */
  callsOf(base: string): number {
    const known = this.counted.get(base);
    if (known !== undefined) return known;
    let calls = 1;
    while (this.all.has(`${base}_${calls}`)) calls++;
    this.counted.set(base, calls);
    return calls;
  }
}

/** The layer that has a name of the value. */
function namedBy(columns: readonly Column[], { name, node, op }: Theirs): Column | undefined {
  const ofLayer = columns.find((column) => column.name === name || column.name === node);
  const ofValue = columns.find(({ value }) => value === name);
  if (op === undefined) return ofValue ?? ofLayer;
  // Old exporters call values by numbers, which mean other layers in another network.
  return [ofLayer, ofValue].find((column) => column?.op === op);
}

/** Layers of that name, the likeliest first. What has the very name is it, whatever its shape. */
export function byName(columns: readonly Column[], theirs: Theirs, names: Names): Candidate[] {
  const { name, node, shape } = theirs;
  const exact = namedBy(columns, theirs);
  if (exact) return [{ column: exact.index, how: 'name' }];
  if (node !== undefined) return [];
  const { base, call } = names.callOf(name);
  const inside = (path: string): number[] =>
    columns
      .filter((column) => column.path.includes(path) && sameShape(column.shape, shape))
      .map(({ index }) => index);
  const own = inside(name);
  // A module gives what the last of its layers gives; of a module that is called often, each call has its own.
  const shared = own.length > 0 ? own : inside(base);
  const calls = names.callsOf(base);
  const isCalledOften = calls > 1 && shared.length === calls;
  const first = isCalledOften ? shared[call] : shared.at(-1);
  const others = shared.filter((index) => index !== first).reverse();
  return (first === undefined ? [] : [first, ...others]).map((column) => ({
    column,
    how: 'module' as const,
  }));
}

/** Layers between two that were found, as good as the shape tells. after, before: columns, or -1 and their number. */
export function byOrder(
  columns: readonly Column[],
  { shape, op }: Theirs,
  after: number,
  before: number,
): Candidate[] {
  return columns
    .slice(after + 1, before)
    .filter((column) => column.node !== undefined && sameShape(column.shape, shape))
    .filter((column) => op === undefined || column.op === op)
    .map(({ index }) => ({ column: index, how: 'order' }));
}
