// What a column is headed with.

import type { Column } from '../../network/columns.js';

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

/**
 * Names that exporters make are paths: a column is too narrow for what they begin with, which is the same for many, and
 * its kind stands below it. "/conv_block_1/conv_block_1.0/Conv" is "conv_block_1.0".
 */
export function shortName({ name, op }: Pick<Column, 'name' | 'op'>): string {
  const parts = name.split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? name;
  const isKind = letters(last).startsWith(letters(op));
  return (isKind ? parts.at(-2) : undefined) ?? last;
}
