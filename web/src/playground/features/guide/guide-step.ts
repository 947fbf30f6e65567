// Shows what a step of the guided path speaks of: opens it, or brings it into view.

import type { Playground } from '../../kit/playground.js';
import { strongestCell } from '../selection/index.js';
import type { GuideStep, GuideTarget } from './guide.js';

const PLACES = {
  picture: '.picture-card',
  input: '[data-test="seen"]',
  network: '.network-card',
  prediction: '.prediction-card',
  editor: '[data-test="edit"]',
} as const;

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

function openSum(playground: Playground, plays: boolean): void {
  const { actions } = playground;
  const { open, model, snapshot } = playground.state;
  const of = open && model?.columns[open.column];
  const value = of && snapshot?.values.get(of.value);
  const cell = open && of && value && strongestCell(of, value.data, open.channel);
  if (cell) actions.readCell(cell, true);
  actions.changeLayer({ playing: plays && !isStill() });
}

function showLayer(playground: Playground, target: Extract<GuideTarget, { column: number }>): void {
  const { actions } = playground;
  const { kind, column, channel, plays = false } = target;
  actions.changeLayer({ tab: kind === 'sum' ? 'sum' : 'values', playing: false });
  if (channel === undefined) actions.openStrongest(column);
  else actions.open({ column, channel });
  if (kind === 'sum') openSum(playground, plays);
}

/** Before the question is answered nothing shows the answer. */
export function askStep({ actions }: Playground): void {
  actions.changeLayer({ playing: false });
  actions.close();
}

export function showStep(playground: Playground, { target }: GuideStep): void {
  if ('column' in target) {
    showLayer(playground, target);
    return;
  }
  const { actions, state } = playground;
  askStep(playground);
  if (target.kind === 'network' && state.view !== 'network') actions.showView('network');
  playground.root
    .querySelector(PLACES[target.kind])
    ?.scrollIntoView({ block: 'nearest', behavior: isStill() ? 'auto' : 'smooth' });
}

/** Once the layer that was open is shut. True when it is done. */
export function focusQuestion({ root, state }: Playground): boolean {
  const option = root.querySelector<HTMLElement>('[data-test="guide-option"]');
  if (state.open || !option) return false;
  option.focus({ preventScroll: true });
  return true;
}

/** On a narrow screen the sum stands below its map, where the panel would hide it. True when it is done. */
export function bringIntoView({ root, state }: Playground, { target }: GuideStep): boolean {
  if (target.kind !== 'sum') return true;
  const sum = root.querySelector('.layer-dialog .dialog-side');
  if (!state.open || !sum) return false;
  const isNarrow = matchMedia('(max-width: 640px)').matches;
  if (isNarrow) sum.scrollIntoView({ block: 'start', behavior: 'auto' });
  return true;
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
