// Which cells of other layers a cell depends on, and which it reaches: what the engine says of each
// layer, followed axis by axis, so that holes of dilation and stride stay holes.

import { type AxisRead, type Facts, factsOf, positionOn, type Read, termsAlong } from './facts.js';
import { graphIndex } from './graph-index.js';
import type { GraphDescription, NodeDescription } from './network.js';
import { all, isEmpty, type Region, reshaped, union, whole } from './regions.js';

type Shape = readonly number[];

/** Calls back with each position of the input's axis that position o of the output reads. */
function visit(
  facts: Facts,
  axis: AxisRead,
  size: number,
  o: number,
  found: (at: number) => void,
): void {
  const terms = termsAlong(facts, axis);
  for (let t = 0; t < terms; t++) {
    const at = positionOn(axis, size, o, t, terms);
    if (at !== undefined) found(at);
  }
}

/** Cells of an input under live cells of the output. */
function under(facts: Facts, { axes, shape }: Read, region: Region): Region {
  return axes.map((axis, index) => {
    const size = shape[index] ?? 1;
    const found = new Uint8Array(size);
    const live = axis.from === undefined ? all(1) : (region[axis.from] ?? all(1));
    live.forEach((is, o) => {
      if (!is) return;
      visit(facts, axis, size, o, (at) => {
        found[at] = 1;
      });
    });
    return found;
  });
}

/** Cells of the output that read a live cell of an input. */
function over(facts: Facts, { axes, shape }: Read, region: Region): Region {
  const found = whole(facts.out) as Uint8Array[];
  axes.forEach((axis, index) => {
    const live = region[index] ?? all(1);
    const reads = (o: number): boolean => {
      let hits = false;
      visit(facts, axis, shape[index] ?? 1, o, (at) => {
        hits ||= live[at] === 1;
      });
      return hits;
    };
    if (axis.from !== undefined) {
      const out = found[axis.from];
      out?.forEach((is, o) => {
        if (is && !reads(o)) out[o] = 0;
      });
    } else if (!reads(0)) for (const out of found) out.fill(0);
  });
  return found;
}

export type Regions = ReadonlyMap<string, Region>;

/** Cells of the node's inputs, by their number, behind a part of an output. */
function back(node: NodeDescription, output: number, region: Region): [number, Region][] {
  const facts = factsOf(node, output);
  const shapeOf = (input: number): Shape => node.inputShapes[input] ?? [];
  if (!facts.isKnown) return node.inputs.map((_, input) => [input, whole(shapeOf(input))]);
  const seen = reshaped(region, facts.out);
  return facts.reads.flatMap((read): [number, Region][] => {
    const found = read.input < 0 ? undefined : under(facts, read, seen);
    if (!found || isEmpty(found)) return [];
    return [[read.input, reshaped(found, shapeOf(read.input))]];
  });
}

/** Cells of an output that a part of an input has a share in. */
function forth(node: NodeDescription, output: number, input: number, region: Region) {
  const facts = factsOf(node, output);
  const shape = node.outputShapes[output] ?? [];
  if (!facts.isKnown) return whole(shape);
  let found: Region | undefined;
  for (const read of facts.reads) {
    if (read.input !== input) continue;
    const next = over(facts, read, reshaped(region, read.shape));
    if (!isEmpty(next)) found = union(found, reshaped(next, shape));
  }
  return found;
}

/** The region of every value that this part of `value` is computed from, itself included. */
export function dependsOn(graph: GraphDescription, value: string, region: Region): Regions {
  const { producer, weights } = graphIndex(graph);
  const regions = new Map<string, Region>([[value, region]]);
  for (let index = producer.get(value) ?? -1; index >= 0; index--) {
    const node = graph.nodes[index] as NodeDescription;
    node.outputs.forEach((name, output) => {
      const of = name === '' ? undefined : regions.get(name);
      if (!of) return;
      for (const [input, next] of back(node, output, of)) {
        const from = node.inputs[input] ?? '';
        if (from === '' || weights.has(from)) continue;
        regions.set(from, union(regions.get(from), next));
      }
    });
  }
  return regions;
}

/** The region of every value that this part of `value` has a share in, itself included. */
export function reaches(graph: GraphDescription, value: string, region: Region): Regions {
  const regions = new Map<string, Region>([[value, region]]);
  const { producer } = graphIndex(graph);
  for (let index = (producer.get(value) ?? -1) + 1; index < graph.nodes.length; index++) {
    const node = graph.nodes[index] as NodeDescription;
    node.inputs.forEach((name, input) => {
      const of = name === '' ? undefined : regions.get(name);
      if (!of) return;
      node.outputs.forEach((to, output) => {
        const next = to === '' ? undefined : forth(node, output, input, of);
        if (next) regions.set(to, union(regions.get(to), next));
      });
    });
  }
  return regions;
}
