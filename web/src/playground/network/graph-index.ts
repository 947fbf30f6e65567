// Who makes a value and who reads it. Built once a graph, in time linear in its edges.

import type { GraphDescription, ValueDescription } from '../../protocol/index.js';

export interface GraphIndex {
  /** Index into graph.nodes of the node that makes a value; absent for inputs and weights. */
  producer: ReadonlyMap<string, number>;
  /** Indices of the nodes that read a value, in running order, each once. */
  consumers: ReadonlyMap<string, readonly number[]>;
  /** Weights by value name: shape and type. */
  weights: ReadonlyMap<string, ValueDescription>;
}

const built = new WeakMap<GraphDescription, GraphIndex>();

function build({ nodes, initializers }: GraphDescription): GraphIndex {
  const producer = new Map<string, number>();
  const consumers = new Map<string, number[]>();
  nodes.forEach(({ inputs, outputs }, index) => {
    for (const name of outputs) if (name !== '') producer.set(name, index);
    for (const name of new Set(inputs)) {
      if (name === '') continue;
      const known = consumers.get(name);
      if (known) known.push(index);
      else consumers.set(name, [index]);
    }
  });
  return {
    producer,
    consumers,
    weights: new Map(initializers.map((value) => [value.name, value])),
  };
}

export function graphIndex(graph: GraphDescription): GraphIndex {
  const known = built.get(graph);
  if (known) return known;
  const made = build(graph);
  built.set(graph, made);
  return made;
}
