// The lab as it is seen: fetched when somebody looks at it.

import type { Rest } from '../../kit/feature.js';
import { labView } from './lab-panel.js';
import { paintLab } from './paint-lab.js';

export const rest: Rest = {
  tabView: labView,
  painters: {
    'lab-input': (canvas, state) => paintLab(canvas, state, 'input'),
    'lab-output': (canvas, state) => paintLab(canvas, state, 'output'),
  },
};
