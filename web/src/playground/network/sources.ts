// Which layers each layer reads.

import type { Column } from './columns.js';
import type { GraphDescription } from './network.js';

const known = new WeakMap<readonly Column[], number[][]>();

/** By column: those it reads, each once. */
export function sourcesOf(
  graph: GraphDescription,
  columns: readonly Column[],
): readonly (readonly number[])[] {
  const found = known.get(columns) ?? madeOf(graph, columns);
  known.set(columns, found);
  return found;
}

function madeOf(graph: GraphDescription, columns: readonly Column[]): number[][] {
  // Values that are not data of the picture, such as weights, have no column.
  const columnOf = new Map<string, number>();
  for (const { node, value, index } of columns) {
    const outputs = node === undefined ? [value] : (graph.nodes[node]?.outputs ?? []);
    for (const name of outputs) columnOf.set(name, index);
  }
  return columns.map(({ node }) => {
    const inputs = node === undefined ? [] : (graph.nodes[node]?.inputs ?? []);
    return [...new Set(inputs.flatMap((name) => columnOf.get(name) ?? []))];
  });
}

/** True where every layer reads the one before it alone: columns side by side show all there is. */
export function isChain(graph: GraphDescription, columns: readonly Column[]): boolean {
  return sourcesOf(graph, columns).every(
    (from, column) => column === 0 || (from.length === 1 && from[0] === column - 1),
  );
}
