// What the run cycle does once the page rests: fetched after the first run.

import type { Rest } from '../kit/feature.js';
import { watchTimes } from './retime.js';

export const rest: Rest = {
  drawn(playground) {
    void playground.controller.readWanted();
    watchTimes(playground);
  },
};
