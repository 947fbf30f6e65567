// What the row of tabs does once one of them is chosen.

import type { Rest } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';

/** Of each row of tabs, the one that was brought into sight last. */
const brought = new WeakMap<Element, string>();

/** Share of the window above a view from which on it is brought up. */
const MOST_ABOVE = 0.6;

/** A narrow page has no room for all tabs: the one that is chosen is in sight, between its neighbours. */
function bringTab({ root, state: { view } }: Playground): void {
  const row = root.querySelector('.view-choice');
  const tab = row?.querySelector(':checked')?.parentElement;
  if (!row || !tab || brought.get(row) === view) return;
  const isChosen = brought.has(row);
  brought.set(row, view);
  const [all, one] = [row.getBoundingClientRect(), tab.getBoundingClientRect()];
  row.scrollLeft += one.left + one.width / 2 - all.left - all.width / 2;
  // What was chosen is to be seen: on a phone the picture and its answer may leave no room for it.
  if (isChosen && all.bottom > innerHeight * MOST_ABOVE) row.scrollIntoView({ block: 'start' });
}

export const rest: Rest = { drawn: bringTab };
