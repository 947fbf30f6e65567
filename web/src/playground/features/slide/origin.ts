// Where the numbers of a vector come from: the maps before a Flatten.

import type { Column } from '../../network/columns.js';
import { graphIndex } from '../../network/graph-index.js';
import { isSameOrder } from '../../network/roles.js';
import type { LoadedModel } from '../../run/state.js';

/** The column that shows a value, or the maps that the value is a list of; undefined where there are none. */
export function originOf({ info, columns }: LoadedModel, value: string): Column | undefined {
  const { producer } = graphIndex(info.graph);
  for (let name = value; ; ) {
    const column = columns.find((candidate) => candidate.value === name);
    if (column && !column.layout.flat) return column;
    const node = info.graph.nodes[producer.get(name) ?? -1];
    if (!node || !isSameOrder(node)) return undefined;
    name = node.inputs[0] ?? '';
  }
}
