// Where a network stopped computing with numbers: the first layer with NaN or infinity in its values.

import type { AppState } from '../kit/playground.js';
import { words } from './words-en.js';

/** A sentence that names the layer, where the run on screen has one; undefined where all is finite. */
export function notFinite({ snapshot, model }: AppState): string | undefined {
  if (!snapshot || !model) return undefined;
  // Statistics come in running order, the picture first.
  for (const [name, of] of snapshot.statistics) {
    if (of.nonFinite === 0) continue;
    const node = model.info.graph.nodes.find(({ outputs }) => outputs.includes(name));
    return node
      ? words.notFiniteInLayer(node.name, node.op, of.nonFinite, of.elements)
      : words.notFiniteInInput(name, of.nonFinite, of.elements);
  }
  return undefined;
}
