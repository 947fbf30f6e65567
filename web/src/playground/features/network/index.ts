// The network, in one of its forms: itself, or one of the tabs that features add.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { WHOLE } from '../../kit/shown.js';
import { networkCard } from './network-card.js';
import { gestures } from './state.js';
import './network-card.css';

/** Of each row of tabs, the one that was brought into sight last. */
const brought = new WeakMap<Element, string>();

/** A narrow page has no room for all tabs: the one that is chosen is in sight, between its neighbours. */
function bringTab({ root, state: { view } }: Playground): void {
  const row = root.querySelector('.view-choice');
  const tab = row?.querySelector(':checked')?.parentElement;
  if (!row || !tab || brought.get(row) === view) return;
  brought.set(row, view);
  const [all, one] = [row.getBoundingClientRect(), tab.getBoundingClientRect()];
  row.scrollLeft += one.left + one.width / 2 - all.left - all.width / 2;
}

export const network: Feature = {
  name: 'network',
  state: { view: 'network', shown: WHOLE },
  gestures,
  views: { main: networkCard },
  drawn: bringTab,
};
