// What the list of models says of each of them.

import { bytes, percent } from '../../kit/format.js';
import type { CatalogEntry } from '../../run/state.js';
import type { Place } from './catalogue.js';
import type { KeptModel } from './state.js';
import { words } from './words-en.js';

/** Host of a download; '' for what comes with the page. */
export function hostOf(entry: CatalogEntry): string {
  return entry.url === undefined ? '' : (/^https?:\/\/([^/:]+)/.exec(entry.url)?.[1] ?? '');
}

/** "4.5 MB · 92.1% correct on 3,925 pictures · Apache-2.0": what is known, in that order. */
export function factsOf(entry: CatalogEntry, place: Place): string {
  const facts: string[] = [];
  // What still has to be downloaded says its size on the button.
  if (entry.bytes !== undefined && place !== 'elsewhere') facts.push(bytes(entry.bytes));
  if (entry.accuracy) {
    const { top1, count: pictures } = entry.accuracy;
    facts.push(words.correct(percent(top1), pictures));
  }
  if (entry.license) facts.push(entry.license);
  return facts.join(' · ');
}

/** Bytes that all kept models take. */
export function keptBytes(kept: readonly KeptModel[]): number {
  return kept.reduce((sum, model) => sum + model.bytes, 0);
}
