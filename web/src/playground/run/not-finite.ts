// Where a network stopped computing with numbers: the first layer with NaN or infinity in its values.

import { count } from '../kit/format.js';
import type { AppState } from '../kit/playground.js';

/** A sentence that names the layer, where the run on screen has one; undefined where all is finite. */
export function notFinite({ snapshot, model }: AppState): string | undefined {
  if (!snapshot || !model) return undefined;
  // Statistics come in running order, the picture first.
  for (const [name, of] of snapshot.statistics) {
    if (of.nonFinite === 0) continue;
    const node = model.info.graph.nodes.find(({ outputs }) => outputs.includes(name));
    const layer = node ? `The layer "${node.name}" (${node.op})` : `The input "${name}"`;
    const which =
      of.nonFinite === of.elements
        ? 'All of its values are'
        : `${count(of.nonFinite)} of its ${count(of.elements)} values are`;
    return `${layer} is the first where that happens. ${which} NaN ("not a number") or infinite.`;
  }
  return undefined;
}
