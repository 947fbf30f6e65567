// What stands below a layer's numbers while a change of the user's mutes the channel that is looked at.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { AppState } from '../../kit/playground.js';
import { weightOf } from '../../network/roles.js';
import { unitOf } from './layer-weights.js';
import { words } from './words-en.js';

/** True where the weights of the channel are 0 for that reason: elsewhere a layer behind it multiplies. */
export function isMuted(state: AppState): boolean {
  const column = state.open && state.model?.columns[state.open.column];
  const node = column?.node === undefined ? undefined : state.model?.info.graph.nodes[column.node];
  if (!node || weightOf(node) === undefined) return false;
  return state.changes.some(
    ({ change }) =>
      change.kind === 'scale' &&
      change.factor === 0 &&
      change.value === column?.value &&
      change.channel === unitOf(state),
  );
}

export const mutedNote = (state: AppState): TemplateResult | typeof nothing =>
  isMuted(state) ? html`<p class="note" data-test="muted">${words.muted}</p>` : nothing;
