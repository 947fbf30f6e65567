// A network whose file fixes a batch above 1 gets one picture as often as that. All its results are the same,
// so that the first is shown, as if the batch were 1.

import { Tensor } from '../../client/index.js';
import type { ValueStatistics } from '../../protocol/index.js';
import type { GraphDescription } from '../network/network.js';

export interface FirstOfBatch {
  graph(graph: GraphDescription): GraphDescription;
  tensors(tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor>;
  /** Of one picture in place of all of them. */
  statistics(all: readonly ValueStatistics[]): readonly ValueStatistics[];
}

/** Values by name whose first axis is the batch; weights may have such an axis by chance. */
function batchedValues({ nodes, inputs }: GraphDescription, batch: number): Set<string> {
  const names = inputs.filter(({ shape }) => shape[0] === batch).map(({ name }) => name);
  const made = nodes.flatMap(({ outputs, outputShapes }) =>
    outputs.filter((_, index) => outputShapes[index]?.[0] === batch),
  );
  return new Set([...names, ...made]);
}

export function firstOfBatch(loaded: GraphDescription, batch: number): FirstOfBatch | undefined {
  if (batch <= 1) return undefined;
  const batched = batchedValues(loaded, batch);
  const one = <Dims extends readonly number[]>(name: string, shape: Dims): number[] =>
    batched.has(name) ? [1, ...shape.slice(1)] : [...shape];
  const ofOne = <Value extends { name: string; shape: number[] }>(value: Value): Value => ({
    ...value,
    shape: one(value.name, value.shape),
  });
  return {
    graph: (graph) => ({
      ...graph,
      inputs: graph.inputs.map(ofOne),
      outputs: graph.outputs.map(ofOne),
      macs: Math.round(graph.macs / batch),
      nodes: graph.nodes.map((node) => ({
        ...node,
        macs: Math.round(node.macs / batch),
        inputShapes: node.inputShapes.map((shape, i) => one(node.inputs[i] ?? '', shape)),
        outputShapes: node.outputShapes.map((shape, i) => one(node.outputs[i] ?? '', shape)),
      })),
    }),
    tensors: (tensors) =>
      Object.fromEntries(
        Object.entries(tensors).map(([name, tensor]) => {
          const { type, data, dims } = tensor;
          if (!batched.has(name) || dims[0] !== batch) return [name, tensor];
          const first = data.slice(0, data.length / batch) as typeof data;
          return [name, new Tensor(type, first, one(name, dims))];
        }),
      ),
    statistics: (all) =>
      all.map((of) =>
        batched.has(of.name)
          ? {
              ...of,
              elements: of.elements / batch,
              zeros: of.zeros / batch,
              nonFinite: of.nonFinite / batch,
            }
          : of,
      ),
  };
}
