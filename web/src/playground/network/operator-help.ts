// What a layer does, in one sentence: the page's own where it has one in its language, else the engine's in English.

import type { Column } from './columns.js';
import type { NodeDescription } from './network.js';
import { isDepthwise } from './roles.js';
import { words } from './words-en.js';

type Help = Pick<Column, 'help' | 'isHelpEnglish'>;

export function helpOf(node: NodeDescription): Help {
  const own = words.helps[node.op === 'Conv' && isDepthwise(node) ? 'DepthwiseConv' : node.op];
  return { help: own ?? node.help, isHelpEnglish: own === undefined };
}
