// What the views of all channels do when one is chosen.

import type { Actions } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';

/** Opens a channel, or a number of a vector: that is the cell of a map of one. */
export function openChannel(
  { value, index, layout }: Column,
  actions: Actions,
  channel: number,
): void {
  if (layout.flat) actions.openValue(value, channel);
  else actions.open({ column: index, channel });
}
