// How the numbers of a map become colours.

import { type ColourMap, colourMap, greyMap } from '../../kit/colour-map.js';
import type { AppState } from '../../kit/playground.js';
import { themeOf } from '../../kit/theme.js';
import type { Column } from '../../network/columns.js';
import { type Ends, endsOf, UNMEASURED } from '../../network/scale.js';

export interface Shades {
  map: ColourMap;
  /** Value in the middle of the colours, and how far from it their ends are. */
  middle: number;
  limit: number;
  /** Another one for other colours. */
  key: string;
}

/** ends of the colours for a map, as the choice of a scale has them. */
export function shownEnds(state: AppState, column: Column, channel: number): Ends {
  const run = state.snapshot ?? UNMEASURED;
  return endsOf(state.scale, state.model?.columns ?? [], run, column, channel);
}

export function shadesBetween(state: AppState, { isGrey, low, high }: Ends): Shades {
  const theme = themeOf(state);
  return {
    // Pixels are as bright as they are, whatever the page looks like.
    map: isGrey ? greyMap() : colourMap(theme),
    middle: (low + high) / 2,
    limit: (high - low) / 2,
    key: `${isGrey ? 'grey' : theme} ${low} ${high}`,
  };
}

export const shadesOf = (state: AppState, column: Column, channel: number): Shades =>
  shadesBetween(state, shownEnds(state, column, channel));
