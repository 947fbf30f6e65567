// A deep network as a map of stages and blocks.

import type { Feature } from '../../kit/feature.js';
import { valuesOnMap } from './map-view.js';
import { syncMap } from './network-map.js';
import { paintMap, paintOverview } from './paint-map.js';
import { EMPTY_MAP, freshMap, gestures } from './state.js';
import './network-map.css';

export { findLayers } from './map-layout.js';
export { isMapped } from './map-view.js';
export { networkMap } from './network-map.js';

export const map: Feature = {
  name: 'map',
  state: { map: EMPTY_MAP },
  gestures,
  on: { modelReady: ({ map }, model) => ({ map: { ...freshMap(model), width: map.width } }) },
  painters: { 'map-canvas': paintMap, 'map-overview': paintOverview },
  wanted: valuesOnMap,
  drawn: ({ root, state, actions }) => syncMap(root, state, actions),
};
