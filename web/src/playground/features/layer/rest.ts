// An open layer as it is seen: fetched when there is time, or when one is opened.

import type { Rest } from '../../kit/feature.js';
import { layerInPlace, layerView, openUsual, syncLayerView } from './layer-view.js';
import { openKernels } from './layer-weights.js';
import { paintGallery, paintKernels } from './paint-gallery.js';

export const rest: Rest = {
  views: { main: layerInPlace, over: layerView },
  painters: {
    gallery(canvas, state) {
      const column = state.model?.columns[Number(canvas.dataset.column)];
      if (column) paintGallery(canvas, state, column);
    },
    kernels(canvas, state) {
      const shown = openKernels(state);
      if (shown) paintKernels(canvas, shown.kernels, shown.limit, state);
    },
  },
  // Its gallery is as wide as there is room once it is open.
  rendered: ({ root, state }) => syncLayerView(root, state),
  drawn: openUsual,
};
