// Shows what a step of the guided path speaks of: opens it, or brings it into view.

import { isStill, scrollBehavior } from '../../kit/motion.js';
import type { Playground } from '../../kit/playground.js';
import { isMapped } from '../map/index.js';
import { strongestCell } from '../selection/index.js';
import type { GuideStep, GuideTarget } from './step.js';

const PLACES = {
  picture: '.picture-card',
  input: '[data-test="seen"]',
  network: '.network-card',
  prediction: '.prediction-card',
  editor: '[data-test="edit"]',
} as const;

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

function close({ actions }: Playground): void {
  actions.changeLayer({ playing: false });
  actions.close();
}

/** Before the question is answered nothing shows the answer, but the network in which the layer is marked. */
export function askStep(playground: Playground, { target }: GuideStep): void {
  const { state, actions } = playground;
  close(playground);
  if (state.view !== 'network') actions.showView('network');
  if ('column' in target && isMapped(state)) actions.showInMap(target.column);
}

export function showStep(playground: Playground, { target }: GuideStep): void {
  if ('column' in target) {
    showLayer(playground, target);
    return;
  }
  const { actions, state } = playground;
  close(playground);
  if (target.kind === 'network' && state.view !== 'network') actions.showView('network');
}

const top = (place: Element): number => place.getBoundingClientRect().top;

/** Scrolls there where it does not begin in the upper half of the window: the panel is in the lower one. */
function intoSight(place: Element | null, behavior: ScrollBehavior): void {
  const { top = 0 } = place?.getBoundingClientRect() ?? {};
  const isSeen = top >= 0 && top < innerHeight / 2;
  if (!isSeen) place?.scrollIntoView({ block: 'start', inline: 'nearest', behavior });
}

const isNarrow = (): boolean => matchMedia('(max-width: 640px)').matches;

/** Once the layer that was open is shut. True when it is done. */
export function focusQuestion({ root, state }: Playground, step: GuideStep): boolean {
  const option = root.querySelector<HTMLElement>('[data-test="guide-option"]');
  if (state.open || !option) return false;
  intoSight(placeOf(root, step), 'auto');
  option.focus({ preventScroll: true });
  return true;
}

/**
 * What the step speaks of, once the layer that was open is shut; and of a layer its sum, which on a small screen
 * stands below its map, where the panel hides it. True when it is done.
 */
export function bringIntoView({ root, state }: Playground, step: GuideStep): boolean {
  const { target } = step;
  if (!('column' in target)) {
    if (state.open) return false;
    const [place, behavior] = [placeOf(root, step), scrollBehavior()] as const;
    // Where there is room the panel stands beside it.
    if (isNarrow()) intoSight(place, behavior);
    else place?.scrollIntoView({ block: 'nearest', behavior });
    return true;
  }
  if (target.kind !== 'sum') return true;
  const sum = root.querySelector('.layer-dialog .dialog-side');
  const panel = root.querySelector('.layer-dialog .guide-panel');
  if (!state.open || !sum || !panel) return false;
  if (top(sum) >= top(panel)) sum.scrollIntoView({ block: 'start', behavior: 'auto' });
  return true;
}

/** The layer in the network: its column, or of the boxes that are seen on the map its own, or its block's. */
function layerIn(root: ParentNode, column: number): Element | null {
  const boxes = [...root.querySelectorAll<HTMLElement>('.map-item[data-column]')];
  if (boxes.length === 0) return root.querySelectorAll('.strip .column')[column] ?? null;
  // A block goes by its last layer.
  const at = boxes.findIndex(({ dataset }) => Number(dataset.column) >= column);
  const isOwn = Number(boxes[at]?.dataset.column) === column;
  return (isOwn || at > 0 ? boxes[at] : undefined) ?? null;
}

/** On a narrow screen some cards have no box of their own: the first part that has one. */
function boxed(place: Element | null): Element | null {
  const parts = place ? [place, ...place.querySelectorAll('*')] : [];
  return parts.find((part) => part.getClientRects().length > 0) ?? null;
}

/** What the step speaks of, as far as it is on the page. */
function placeOf(root: ParentNode, { target }: GuideStep): Element | null {
  if ('column' in target) return layerIn(root, target.column);
  return boxed(root.querySelector(PLACES[target.kind]));
}

/** Marks what the step speaks of; call after the templates are rendered. */
export function markGuided(root: ParentNode, step: GuideStep | undefined): void {
  const wanted = step ? placeOf(root, step) : null;
  for (const marked of root.querySelectorAll('.is-guided'))
    if (marked !== wanted) marked.classList.remove('is-guided');
  wanted?.classList.add('is-guided');
}
