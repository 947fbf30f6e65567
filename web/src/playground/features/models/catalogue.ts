// The list of models: what comes with the page, what the browser keeps, what can be downloaded.

import { bytes, percent } from '../../kit/format.js';
import type { CatalogEntry } from '../../run/state.js';
import type { KeptModel } from './state.js';
import { words } from './words-en.js';

export type Place = 'page' | 'kept' | 'elsewhere';

export function placeOf(entry: CatalogEntry, kept: readonly KeptModel[]): Place {
  if (entry.file !== undefined) return 'page';
  return kept.some(({ sha256 }) => sha256 === entry.sha256) ? 'kept' : 'elsewhere';
}

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
