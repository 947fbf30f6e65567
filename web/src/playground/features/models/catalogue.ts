// Where a model comes from: with the page, out of the browser's memory, or from elsewhere.

import type { CatalogEntry } from '../../run/state.js';
import type { KeptModel } from './state.js';

export type Place = 'page' | 'kept' | 'elsewhere';

export function placeOf(entry: CatalogEntry, kept: readonly KeptModel[]): Place {
  if (entry.file !== undefined) return 'page';
  return kept.some(({ sha256 }) => sha256 === entry.sha256) ? 'kept' : 'elsewhere';
}
