// Finds for each value of the other side its layer, and how far the two are from each other.

import type { Column } from '../../network/columns.js';
import type { KeptValue } from '../../network/network.js';
import { type Difference, differenceOf } from './difference.js';
import {
  byName,
  byOrder,
  type Candidate,
  type How,
  Names,
  sameShape,
  type Theirs,
} from './match.js';

/** A layer and what the other side has for it. */
export interface Row {
  column: number;
  theirs: number;
  how: How;
  /** undefined where the shapes differ, one of the two could not be read, or a difference would mean nothing. */
  difference: Difference | undefined;
}

export type Reader = (name: string) => Promise<KeptValue | undefined>;

export interface Measuring {
  columns: readonly Column[];
  theirs: readonly Theirs[];
  own: Reader;
  other: Reader;
  /** True where values alone tell which of several layers is meant: those of the very same network. */
  isSame: boolean;
  /** True where channels of the same number are different things on both sides: no difference is taken. */
  areUnlike?: boolean;
  /** As a share of the largest value: what is closer agrees. */
  tolerance: number;
  /** Throws where nobody waits for it any more. */
  step(done: number): void;
}

/** Layers that are tried for a value which names do not tell. */
const MOST_TRIED = 12;

class Search {
  private readonly used = new Set<number>();
  /** By the place of the other side's value. */
  readonly rows = new Map<number, Row>();
  private readonly names: Names;

  constructor(private readonly of: Measuring) {
    this.names = new Names(new Set(of.theirs.map(({ name }) => name)));
  }

  isFar({ difference }: Row): boolean {
    return difference === undefined || difference.relative > this.of.tolerance;
  }

  private async rowOf(theirs: number, { column, how }: Candidate): Promise<Row> {
    const { columns, own, other, areUnlike } = this.of;
    const value = this.of.theirs[theirs];
    const layer = columns[column];
    const isAlike = !areUnlike && value && layer && sameShape(layer.shape, value.shape);
    const [a, b] = isAlike ? [await own(layer.value), await other(value.name)] : [];
    const isWhole = a && b && a.data.length === b.data.length;
    return {
      ...{ column, theirs, how },
      difference: isWhole ? differenceOf(a.data, b.data) : undefined,
    };
  }

  /** The first that agrees; where none does, the likeliest, unless another value has it. */
  private async best(theirs: number, candidates: readonly Candidate[]): Promise<Row | undefined> {
    let likeliest: Row | undefined;
    for (const [place, candidate] of candidates.slice(0, MOST_TRIED).entries()) {
      if (this.used.has(candidate.column)) continue;
      const row = await this.rowOf(theirs, candidate);
      if (place === 0) likeliest = row;
      if (!this.of.isSame) break;
      if (!this.isFar(row)) return row;
    }
    return likeliest;
  }

  private keep(row: Row | undefined): void {
    if (!row) return;
    this.used.add(row.column);
    this.rows.set(row.theirs, row);
  }

  async byNames(): Promise<void> {
    const { columns, theirs, step } = this.of;
    for (const [index, value] of theirs.entries()) {
      step(index / theirs.length / 2);
      this.keep(await this.best(index, byName(columns, value, this.names)));
    }
  }

  /** An exporter that puts a normalisation into the convolution before it leaves what the normalisation gave. */
  async takeNext(): Promise<void> {
    for (const row of [...this.rows.values()]) {
      const next = row.theirs + 1;
      if (row.how === 'name' && !this.of.isSame) continue;
      if (!this.isFar(row) || !this.of.theirs[next] || this.rows.has(next)) continue;
      const other = await this.rowOf(next, { column: row.column, how: 'order' });
      if (this.isFar(other)) continue;
      this.rows.delete(row.theirs);
      this.rows.set(next, other);
    }
  }

  async byOrder(): Promise<void> {
    const { columns, theirs, step, isSame } = this.of;
    // Where names fit, what they do not tell is the same as another value, or no layer: only what agrees is taken.
    const isNamed = isSame && this.rows.size > 0;
    for (const [index, value] of theirs.entries()) {
      step(0.5 + index / theirs.length / 2);
      if (this.rows.has(index)) continue;
      const before = [...this.rows.values()].filter((row) => row.theirs < index);
      const after = [...this.rows.values()].filter((row) => row.theirs > index);
      const low = Math.max(-1, ...before.map(({ column }) => column));
      const high = Math.min(columns.length, ...after.map(({ column }) => column));
      const free = byOrder(columns, value, low, high).filter(
        ({ column }) => !this.used.has(column),
      );
      const row = await this.best(index, free);
      if (row && !(isNamed && this.isFar(row))) this.keep(row);
    }
  }

  /**
   * Other networks have other layers: of each kind the first ones stand beside each other, and the last ones, so that
   * maps of both can be seen.
   */
  async byEnds(): Promise<void> {
    const { columns, theirs } = this.of;
    const kinds = new Set(columns.filter(({ kind }) => kind === 'maps').map(({ op }) => op));
    for (const op of kinds) {
      const own = columns.filter((column) => column.op === op && column.kind === 'maps');
      const other = [...theirs.keys()].filter((index) => {
        const value = theirs[index];
        return value?.op === op && value.shape.length > 2;
      });
      for (const how of ['first', 'last'] as const) {
        const at = how === 'first' ? 0 : -1;
        const [column, index] = [own.at(at)?.index, other.at(at)];
        if (column === undefined || index === undefined) continue;
        if (this.used.has(column) || this.rows.has(index)) continue;
        this.keep(await this.rowOf(index, { column, how }));
      }
    }
  }
}

/** In the order of the layers. */
export async function measured(of: Measuring): Promise<Row[]> {
  const search = new Search(of);
  await search.byNames();
  if (of.isSame) await search.takeNext();
  await search.byOrder();
  if (!of.isSame) await search.byEnds();
  return [...search.rows.values()].sort((a, b) => a.column - b.column);
}

/** The first layer that is further from the other side than the tolerance. */
export function firstFar(rows: readonly Row[], tolerance: number): Row | undefined {
  return rows.find(({ difference }) => !difference || difference.relative > tolerance);
}
