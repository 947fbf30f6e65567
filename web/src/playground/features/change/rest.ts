// The form and the list of changes: fetched when there is time, or when somebody wants to change something.

import type { Rest } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { focusAfterTakingBack } from './after-taking-back.js';
import { followBlocks } from './blocks.js';
import { keepChanges } from './kept.js';
import { list } from './list.js';
import { panel } from './panel.js';
import { rememberPast } from './past.js';
import './change.css';

function drawn(playground: Playground): void {
  keepChanges(playground);
  rememberPast(playground);
  focusAfterTakingBack(playground);
  followBlocks(playground);
}

export const rest: Rest = { views: { change: panel, main: list }, drawn };
