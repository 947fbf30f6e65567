// The comparison as it is seen: fetched when somebody looks at it.

import type { Rest } from '../../kit/feature.js';
import { follow } from './acts.js';
import { paintComparedInput } from './inputs.js';
import { paintCompared } from './maps.js';
import { followNamed } from './named.js';
import { compareView } from './view.js';

export const rest: Rest = {
  tabView: compareView,
  painters: { compared: paintCompared, 'compared-input': paintComparedInput },
  drawn(playground) {
    followNamed(playground);
    follow(playground);
  },
};
