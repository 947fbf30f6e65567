// A layer step by step as it is seen: fetched when there is time, or when one is opened so.

import type { Rest } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { strongestCell } from '../selection/index.js';
import { paintMap, paintWindow } from './paint-map.js';
import { paintOutput } from './paint-output.js';
import { paintMarks, paintTiles } from './paint-tiles.js';
import { isSliding } from './state.js';
import { slideView } from './view.js';

export { step } from './cursor.js';

/** Begins with the strongest cell where none is chosen. */
function chooseCell({ state, actions }: Playground): void {
  const { open, cell, model, snapshot } = state;
  if (!open || cell || !isSliding(state)) return;
  const column = model?.columns[open.column];
  const value = column && snapshot?.values.get(column.value);
  if (value) actions.readCell(strongestCell(column, value.data, open.channel), true);
}

/** Keeps the row that is shown closely in sight, in the list of terms alone. */
function followRow({ root, state }: Playground): void {
  if (!state.open || !isSliding(state)) return;
  const list = root.querySelector<HTMLElement>('.slide-terms');
  const row = list?.querySelector<HTMLElement>('.is-close');
  if (!list || !row || (!state.slide.done && state.slide.chosen === undefined)) return;
  const head = list.querySelector('thead')?.clientHeight ?? 0;
  const [top, bottom] = [row.offsetTop - head, row.offsetTop + row.offsetHeight];
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
}

const slid = new WeakMap<Playground, boolean>();

/** Who clicked on this form has its keys at once; who chose it by a key stays where the choice is. */
function takeFocus(playground: Playground): void {
  const { root, state } = playground;
  const isOn = state.open !== undefined && isSliding(state);
  if (slid.get(playground) === isOn) return;
  slid.set(playground, isOn);
  const { activeElement } = root.getRootNode() as Document | ShadowRoot;
  if (isOn && activeElement?.matches('[name$="layer-form"]:not(:focus-visible)'))
    root.querySelector<HTMLElement>('[data-test="slide-output"]')?.focus({ preventScroll: true });
}

export const rest: Rest = {
  views: { steps: slideView },
  painters: {
    'slide-map': paintMap,
    'slide-window': paintWindow,
    'slide-tiles': paintTiles,
    'slide-marks': paintMarks,
    'slide-output': paintOutput,
  },
  drawn(playground) {
    followRow(playground);
    takeFocus(playground);
    chooseCell(playground);
  },
};
