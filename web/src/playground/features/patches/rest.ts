// What a channel looks for, as it is seen: fetched when there is time, or when somebody asks.

import type { Rest } from '../../kit/feature.js';
import { follow } from './follow.js';
import { paintColourKernel, paintOverview, paintPatch, paintRow, paintWhole } from './paint.js';
import { patchesPanel } from './view.js';

export const rest: Rest = {
  views: { patches: patchesPanel },
  painters: {
    patch: paintPatch,
    'patch-whole': paintWhole,
    'patch-row': paintRow,
    'colour-kernel': paintColourKernel,
    'kernel-overview': paintOverview,
  },
  drawn: follow,
};
