// Shows what a step of the guided path speaks of: opens it, or brings it into view.

import type { Playground } from '../../kit/playground.js';
import { strongestCell } from '../selection/index.js';
import type { GuideStep, GuideTarget } from './guide.js';

const PLACES = {
  picture: '.picture-card',
  input: '[data-test="seen"]',
  prediction: '.prediction-card',
  editor: '[data-test="edit"]',
} as const;

function openSum(playground: Playground, column: number): void {
  const { actions } = playground;
  actions.changeLayer({ tab: 'sum' });
  actions.openStrongest(column);
  const { open, model, snapshot } = playground.state;
  const of = model?.columns[column];
  const value = of && snapshot?.values.get(of.value);
  const cell = open && of && value && strongestCell(of, value.data, open.channel);
  if (cell) actions.readCell(cell, true);
}

function showLayer(playground: Playground, target: GuideTarget & { column: number }): void {
  const { actions } = playground;
  if (target.kind === 'sum') openSum(playground, target.column);
  else {
    actions.changeLayer({ tab: 'values' });
    actions.openStrongest(target.column);
  }
}

export function showStep(playground: Playground, step: GuideStep | undefined): void {
  if (!step) return;
  const { target } = step;
  if ('column' in target) {
    showLayer(playground, target);
    return;
  }
  playground.actions.close();
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  playground.root
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
