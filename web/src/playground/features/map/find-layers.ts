// The search for layers.

import type { Column } from '../../network/columns.js';
import { kindOf } from '../../network/kinds.js';

/** Columns whose name, operator or value's name holds every word of the query, in running order. */
export function findLayers(columns: readonly Column[], query: string): number[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return columns.flatMap(({ name, op, value, index }) => {
    const text = `${op} ${kindOf(op)} ${name} ${value}`.toLowerCase();
    return words.every((word) => text.includes(word)) ? [index] : [];
  });
}
