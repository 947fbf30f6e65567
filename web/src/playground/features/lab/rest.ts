// The lab as it is seen: fetched when somebody looks at it.

import type { Rest } from '../../kit/feature.js';
import { gestures } from './gestures.js';
import { labView } from './lab-panel.js';
import { sourceLayer } from './lab-source.js';
import { paintLab } from './paint-lab.js';

export const rest: Rest = {
  gestures,
  // Of a large network only what is on screen is read.
  wanted(state) {
    const layer = state.view === 'lab' ? sourceLayer(state) : undefined;
    return layer ? layer.node.inputs : [];
  },
  tabView: labView,
  painters: {
    'lab-input': (canvas, state) => paintLab(canvas, state, 'input'),
    'lab-output': (canvas, state) => paintLab(canvas, state, 'output'),
  },
};
