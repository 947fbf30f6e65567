// In which of its two forms a network is drawn.

import type { AppState } from '../../kit/playground.js';
import { isChain } from '../../network/sources.js';

/** Networks up to this many layers, one behind the other, are columns side by side. */
const COLUMNS = 26;

/** True where the network is shown as a map instead of columns. */
export function isMapped({ model }: AppState): boolean {
  if (!model) return false;
  return model.columns.length > COLUMNS || !isChain(model.info.graph, model.columns);
}
