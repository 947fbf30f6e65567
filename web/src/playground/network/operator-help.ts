// What a layer does, in one sentence: the page's own where it has one in its language, else the engine's in English.

import type { Column } from './columns.js';
import type { NodeDescription } from './network.js';
import { words } from './words-en.js';

type Help = Pick<Column, 'help' | 'isHelpEnglish'>;

/** Each channel has a kernel of its own. */
function isDepthwise({ op, attributes, inputShapes }: NodeDescription): boolean {
  const { group } = attributes;
  return op === 'Conv' && typeof group === 'number' && group > 1 && group === inputShapes[0]?.[1];
}

export function helpOf(node: NodeDescription): Help {
  const own = words.helps[isDepthwise(node) ? 'DepthwiseConv' : node.op];
  return { help: own ?? node.help, isHelpEnglish: own === undefined };
}
