// Of which networks a form in which they can be looked at has something to show. Also before the first run has told.

import type { AppState } from '../kit/playground.js';

export const takesPicture = ({ model }: AppState): boolean => !model?.info.hasNoPicture;

/** A picture in, classes out. */
export const hasClasses = (state: AppState): boolean =>
  takesPicture(state) && (!state.snapshot || state.snapshot.scores !== undefined);
