// Shows what a step of the guided path speaks of: opens it, or brings it into view.

import type { Actions } from '../../actions.js';
import type { Store } from '../../kit/store.js';
import { strongestCell } from '../../network/trace.js';
import type { GuideStep, GuideTarget } from './guide.js';

const PLACES = {
  picture: '.picture-card',
  input: '[data-test="seen"]',
  prediction: '.prediction-card',
  editor: '[data-test="edit"]',
} as const;

function openSum(store: Store, actions: Actions, column: number): void {
  actions.changeLayer({ tab: 'sum' });
  actions.openStrongest(column);
  const { open, model, snapshot } = store.state;
  const of = model?.columns[column];
  const value = of && snapshot?.values.get(of.value);
  const cell = open && of && value && strongestCell(of, value.data, open.channel);
  if (cell) actions.readCell(cell, true);
}

function showLayer(store: Store, actions: Actions, target: GuideTarget & { column: number }): void {
  if (target.kind === 'sum') openSum(store, actions, target.column);
  else {
    actions.changeLayer({ tab: 'values' });
    actions.openStrongest(target.column);
  }
}

export function showStep(store: Store, actions: Actions, step: GuideStep | undefined): void {
  if (!step) return;
  const { target } = step;
  if ('column' in target) {
    showLayer(store, actions, target);
    return;
  }
  actions.close();
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  document
    .querySelector(PLACES[target.kind])
    ?.scrollIntoView({ block: 'nearest', behavior: still ? 'auto' : 'smooth' });
}

/** Marks what the step speaks of; call after the templates are rendered. */
export function markGuided(root: ParentNode, step: GuideStep | undefined): void {
  const kind = step?.target.kind;
  const selector = kind && kind in PLACES ? PLACES[kind as keyof typeof PLACES] : undefined;
  const wanted = selector === undefined ? null : root.querySelector(selector);
  for (const marked of root.querySelectorAll('.is-guided'))
    if (marked !== wanted) marked.classList.remove('is-guided');
  wanted?.classList.add('is-guided');
}
