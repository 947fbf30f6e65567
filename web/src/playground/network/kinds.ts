// Kinds of layers by the names that learners know; ONNX's own stands beside them where there is room.

import { words } from './words-en.js';

/** "Dense (fully connected)" for Gemm; the operator itself where that is its usual name. */
export function kindOf(op: string): string {
  const kinds: Readonly<Record<string, string>> = words.kinds;
  return kinds[op] ?? op;
}

/** Letters that there is room for above a column. */
const MOST_LETTERS = 7;

/** "Dense" for Gemm; ONNX's name where the other is too long. */
export function shortKind(op: string): string {
  const [short = ''] = kindOf(op).split(' (');
  return short.length > MOST_LETTERS ? op : short;
}
