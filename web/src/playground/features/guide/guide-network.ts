// What the steps of the guided path ask of the network: its kinds of layers, their sizes, and what a cell sees.

import type { AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { describeSettings } from '../../network/describe.js';
import { factsOf } from '../../network/facts.js';
import type { NodeDescription } from '../../network/network.js';
import { dependsOn } from '../../network/receptive-field.js';
import { boxOf, cellIndex, cellOf } from '../../network/regions.js';
import { slides, weightOf } from '../../network/roles.js';

export const area = ({ layout }: Column): number => layout.height * layout.width;

export interface Network {
  state: AppState;
  columns: readonly Column[];
}

export type Test = (node: NodeDescription) => boolean;

export const isDense: Test = (node) => !slides(node) && weightOf(node) !== undefined;

export function nodeOf({ state }: Network, { node }: Column): NodeDescription | undefined {
  return node === undefined ? undefined : state.model?.info.graph.nodes[node];
}

/** Of a column: false for the input. */
export function is(network: Network, test: Test): (column: Column) => boolean {
  return (column) => {
    const node = nodeOf(network, column);
    return node !== undefined && test(node);
  };
}

export function settingsOf(network: Network, column: Column): string {
  const found = nodeOf(network, column);
  return found ? describeSettings(found) : '';
}

/** Limits each number to a range, as ReLU6 does. */
export function isLimit(node: NodeDescription | undefined): boolean {
  const formula = node && factsOf(node).formula;
  const [inner] = formula?.kind === 'call' && formula.name === 'min' ? formula.of : [];
  return inner?.kind === 'call' && inner.name === 'max';
}

/** Height of the window that the layer moves over its input; undefined where it has none. */
export function windowOf(network: Network, column: Column): number | undefined {
  const kernel = nodeOf(network, column)?.attributes.kernel_shape;
  return Array.isArray(kernel) ? Number(kernel[0]) : undefined;
}

export type Seen = { cells: readonly [number, number]; of: readonly [number, number] };

/** The input's cells that the middle cell of the layer depends on, and all that there are. */
export function seenBy({ state, columns }: Network, column: Column): Seen | undefined {
  const graph = state.model?.info.graph;
  const input = columns[0];
  const node = column.node === undefined ? undefined : graph?.nodes[column.node];
  const shape = node?.outputShapes[0];
  if (!graph || !input || !shape || column.layout.flat) return undefined;
  const { height, width } = column.layout;
  const index = cellIndex(shape, 0, height >> 1, width >> 1);
  const box = boxOf(dependsOn(graph, column.value, cellOf(shape, index)).get(input.value));
  if (!box) return undefined;
  const { layout } = input;
  return {
    cells: [box.height, box.width],
    of: [layout.height, layout.width],
  };
}
