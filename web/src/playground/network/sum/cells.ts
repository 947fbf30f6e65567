// The cells that the engine's formula reads for one cell of the output, by their letters.

import { type Facts, positionOn, type Read, settingOf, termsAlong } from '../facts.js';
import type { Scope } from '../formula-value.js';
import type { KeptValue } from '../network.js';
import { type Place, product, ravel, unravel } from './access.js';

export class Cells {
  readonly place: Place;
  readonly facts: Facts;
  private readonly byLetter = new Map<string, Read[]>();
  /** Of the output, under the facts' shape. */
  private readonly at: readonly number[];

  constructor(place: Place, facts: Facts) {
    this.place = place;
    this.facts = facts;
    this.at = unravel(place.position, facts.out);
    for (const read of facts.reads) {
      const others = this.byLetter.get(read.letter);
      if (others) others.push(read);
      else this.byLetter.set(read.letter, [read]);
    }
  }

  readsOf(letter: string): readonly Read[] {
    return this.byLetter.get(letter) ?? [];
  }

  valueOf({ input }: Read): KeptValue | undefined {
    const name = this.place.node.inputs[input];
    return name ? this.place.read(name) : undefined;
  }

  /** Position along each axis of the read, for a term; undefined in the padding. */
  positions(read: Read, term: number): number[] | undefined {
    const t = unravel(term, this.facts.terms);
    const found: number[] = [];
    for (const [index, axis] of read.axes.entries()) {
      const o = axis.from === undefined ? 0 : (this.at[axis.from] ?? 0);
      const own = axis.along === undefined ? 0 : (t[axis.along] ?? 0);
      const at = positionOn(axis, read.shape[index] ?? 1, o, own, termsAlong(this.facts, axis));
      if (at === undefined) return undefined;
      found.push(at);
    }
    return found;
  }

  /** Flat index into the input. */
  indexOf(read: Read, term: number): number | undefined {
    const at = this.positions(read, term);
    return at && ravel(at, read.shape);
  }

  numberOf(read: Read, term: number): number | undefined {
    const index = this.indexOf(read, term);
    if (index === undefined) return undefined;
    return read.input < 0 ? 1 : this.valueOf(read)?.data[index];
  }

  /** What the cell of a term counts for: the product over the axes of the read that say so. */
  share(term: number): number | undefined {
    const t = unravel(term, this.facts.terms);
    const read = this.facts.reads.find(({ axes }) => axes.some(({ shares }) => shares));
    return read?.axes.reduce((all, axis) => {
      const o = axis.from === undefined ? 0 : (this.at[axis.from] ?? 0);
      const own = axis.along === undefined ? 0 : (t[axis.along] ?? 0);
      return all * (axis.shares?.[o * termsAlong(this.facts, axis) + own] ?? 1);
    }, 1);
  }

  letter(name: string, term: number, which: number): number | undefined {
    const reads = this.readsOf(name);
    if (reads.length > 0) {
      const read = reads[which] ?? reads[0];
      return read && this.numberOf(read, term);
    }
    if (name === 'share') return this.share(term);
    if (name === 'position') return this.place.position;
    return settingOf(this.place.node, name);
  }

  scope(term = 0, which = 0): Scope {
    return {
      letter: (name) => this.letter(name, term, which),
      each: (letters) => this.each(letters),
    };
  }

  private *each(letters: ReadonlySet<string>): Iterable<Scope> {
    const most = Math.max(1, ...[...letters].map((letter) => this.readsOf(letter).length));
    const count = product(this.facts.terms);
    for (let which = 0; which < most; which++) {
      for (let term = 0; term < count; term++) yield this.scope(term, which);
    }
  }
}
