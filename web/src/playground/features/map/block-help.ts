// What a block does, in one line, told by its own layers.

import type { AppState } from '../../kit/playground.js';
import { isAddition, isDepthwise } from '../../network/roles.js';
import { type Block, isPointwise } from '../../network/structure.js';
import { words } from './words-en.js';

const help = new WeakMap<Block, string>();

/** How many channels it makes of how many, and how many its depthwise convolution looks at in between. */
function channelsIn({ model }: AppState, { columns }: Block) {
  const nodes = columns.flatMap((column) => {
    const node = model?.columns[column]?.node;
    const found = node === undefined ? undefined : model?.info.graph.nodes[node];
    return found ? [found] : [];
  });
  const depthwise = nodes.findIndex(isDepthwise);
  const before = nodes.slice(0, depthwise).find(isPointwise) ?? nodes[depthwise];
  // Those of a squeeze-and-excite come before it.
  const after = nodes.slice(depthwise + 1).findLast(isPointwise);
  const last = nodes.at(-1);
  return {
    from: before?.inputShapes[0]?.[1] ?? 0,
    between: nodes[depthwise]?.inputShapes[0]?.[1] ?? 0,
    to: after?.outputShapes[0]?.[1],
    isAdded: last !== undefined && isAddition(last),
  };
}

/** '' where its kind says nothing of that. */
export function blockHelp(state: AppState, block: Block): string {
  const known = help.get(block);
  if (known !== undefined) return known;
  const found =
    block.kind === 'inverted residual'
      ? words.invertedResidual(channelsIn(state, block))
      : words.does[block.kind];
  help.set(block, found);
  return found;
}
