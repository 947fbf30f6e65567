// The map: fetched for the first network that is shown as one.

import type { Rest } from '../../kit/feature.js';
import { gestures } from './gestures.js';
import { valuesOnMap } from './map-view.js';
import { networkMap, syncMap } from './network-map.js';
import { paintMap, paintOverview } from './paint-map.js';
import { layOut, putAway } from './print-map.js';
import './map-print.css';

export const rest: Rest = {
  gestures: { ...gestures, layMapOut: layOut, putMapAway: putAway },
  views: { map: networkMap },
  painters: { 'map-canvas': paintMap, 'map-overview': paintOverview },
  wanted: valuesOnMap,
  drawn: ({ root, state, actions }) => syncMap(root, state, actions),
};
