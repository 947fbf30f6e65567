// What a comparison is of: where that has become another, it is made again.

import type { Playground } from '../../kit/playground.js';
import type { Against } from './state.js';

export type Basis = readonly unknown[];

/** What another run on screen, another network or other numbers for its inputs make another. */
export function basisOf({ state, controller }: Playground, against: Against): Basis {
  const { model, instead } = controller.sources();
  const isFed = state.comparison?.result?.fed === 'given' && against.kind === 'values';
  const always = [against, model, instead, state.model?.info.fills];
  return isFed ? always : [...always, state.snapshot?.id];
}

/** Where nothing of a run is in it, none is compared. */
export const alike = (a: Basis, b: Basis): boolean =>
  a.length <= b.length && a.every((part, at) => part === b[at]);
