// A deep network as a map of stages and blocks.

import type { Feature } from '../../kit/feature.js';
import type { AppState } from '../../kit/playground.js';
import { isMapped } from './is-mapped.js';
import { EMPTY_MAP } from './state.js';
import './network-map.css';

export { findLayers } from './find-layers.js';
export { isMapped } from './is-mapped.js';

/** A download of so many bytes is hardly ever a short chain: what draws the map comes beside it. */
const MUCH = 1e6;

function isWanted(state: AppState): boolean {
  if (state.map.isMissing) return false;
  return isMapped(state) || (state.progress?.total ?? 0) > MUCH;
}

export const map: Feature = {
  name: 'map',
  state: { map: EMPTY_MAP },
  on: { modelReady: ({ map }) => ({ map: { ...EMPTY_MAP, width: map.width } }) },
  rest: {
    isWanted,
    gestures: ['showInMap', 'layMapOut', 'putMapAway'],
    load: () => import('./rest.js'),
    giveUp: ({ state, set }) => set({ map: { ...state.map, isMissing: true } }),
  },
  start({ actions }) {
    const before = (): void => actions.layMapOut();
    const after = (): void => actions.putMapAway();
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  },
};
