// Why this class: what each part of the picture adds to its score.

import { colourMap } from '../../kit/colour-map.js';
import type { Feature } from '../../kit/feature.js';
import { tensorPixels } from '../../kit/input-picture.js';
import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { themeOf } from '../../kit/theme.js';
import { layoutOf } from '../../network/network.js';
import { blendOver, enlargePixels } from './overlay.js';
import { gestures, USUAL_WHY } from './state.js';
import { headOf, needsOfWhy } from './why.js';
import { whyPanel } from './why-panel.js';
import { chosenClasses, mapShown } from './why-view.js';
import { words } from './words-en.js';
import './why-panel.css';

export { occluded } from './occlusion.js';
export * from './why.js';
export { chosenClasses } from './why-view.js';

/** Pixels of the longer side of a picture with a map over it: a small input is enlarged. */
const SIDE = 448;

function paintWhy(canvas: HTMLCanvasElement, state: AppState) {
  const { model, snapshot, why } = state;
  const input = model?.info.graph.inputs[0];
  const value = input && snapshot?.values.get(input.name);
  if (!model || !snapshot || !value) return paintNothing(canvas);
  const { channels, height, width } = layoutOf(value.dims);
  const enlarged = Math.max(1, Math.floor(SIDE / Math.max(height, width)));
  if (canvas.width !== enlarged * width) canvas.width = enlarged * width;
  if (canvas.height !== enlarged * height) canvas.height = enlarged * height;
  const shown = mapShown(state);
  const theme = themeOf(state);
  const { occlusion } = state;
  const key = `${snapshot.id} ${why.opacity} ${why.isSmooth} ${theme} ${shown?.kind} ${shown?.limit} ${occlusion?.scores.length} ${JSON.stringify(chosenClasses(state))}`;
  paintOnce(canvas, key, (context) => {
    const tensor = { data: value.data, channels, height, width };
    const small = context.createImageData(width, height);
    tensorPixels(small.data, tensor, model.info.preprocess);
    const image = context.createImageData(canvas.width, canvas.height);
    enlargePixels(small, image);
    const look = { limit: shown?.limit ?? 0, opacity: why.opacity, isSmooth: why.isSmooth };
    if (shown) blendOver(image.data, image, shown.map, look, colourMap(theme));
    context.putImageData(image, 0, 0);
  });
}

export const why: Feature = {
  name: 'why',
  state: { why: USUAL_WHY, occluding: false },
  gestures,
  // Its classes are others.
  on: {
    modelReady: ({ why }) => ({
      occlusion: undefined,
      why: { ...why, index: undefined, against: undefined, cell: undefined },
    }),
  },
  tab: {
    id: 'why',
    get title() {
      return words.tab;
    },
    view: whyPanel,
  },
  painters: { why: paintWhy },
  wanted({ model, view, open }) {
    const head = model && headOf(model.info.graph);
    const opened = open && model?.columns[open.column]?.value;
    return head && (view === 'why' || opened === head.maps) ? needsOfWhy(head) : [];
  },
};
