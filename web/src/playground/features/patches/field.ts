// Which pixels of the network's input the cell of a patch sees.

import { graphIndex } from '../../network/graph-index.js';
import type { GraphDescription, Preprocess } from '../../network/network.js';
import { dependsOn } from '../../network/receptive-field.js';
import { type Box, boxOf, cellOf, type Region } from '../../network/regions.js';
import { mapsOf } from './best.js';

export interface FieldQuery {
  /** Name of the layer's value. */
  value: string;
  channel: number;
  y: number;
  x: number;
}

function shapeOf(graph: GraphDescription, value: string): readonly number[] | undefined {
  const index = graphIndex(graph).producer.get(value);
  const node = index === undefined ? undefined : graph.nodes[index];
  return node?.outputShapes[node.outputs.indexOf(value)];
}

/** Channels first, whatever the network has. */
function turned(region: Region | undefined, layout: Preprocess['layout']): Region | undefined {
  const [batch, rows, columns, channels] = region ?? [];
  const isTurned = layout === 'NHWC' && batch && rows && columns && channels;
  return isTurned ? [batch, channels, rows, columns] : region;
}

const known = new WeakMap<GraphDescription, Map<string, Box | undefined>>();

/**
 * Exact, and clipped at the border: padding is no pixel. graph: at the shapes of that picture. undefined where the
 * cell sees none of the input.
 */
export function fieldOf(
  graph: GraphDescription,
  layout: Preprocess['layout'],
  { value, channel, y, x }: FieldQuery,
): Box | undefined {
  const boxes = known.get(graph) ?? new Map<string, Box | undefined>();
  known.set(graph, boxes);
  const key = `${value} ${channel} ${y} ${x}`;
  if (boxes.has(key)) return boxes.get(key);
  const shape = shapeOf(graph, value);
  const input = graph.inputs[0]?.name ?? '';
  if (!shape) return undefined;
  const { height, width } = mapsOf(shape);
  const cell = cellOf(shape, (channel * height + y) * width + x);
  const box = boxOf(turned(dependsOn(graph, value, cell).get(input), layout));
  boxes.set(key, box);
  return box;
}
