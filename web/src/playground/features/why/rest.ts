// Why this class, as it is seen: fetched when somebody looks at it.

import { colourMap } from '../../kit/colour-map.js';
import type { Rest } from '../../kit/feature.js';
import { tensorPixels } from '../../kit/input-picture.js';
import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { themeOf } from '../../kit/theme.js';
import { layoutOf } from '../../network/network.js';
import { chosenClasses } from './chosen.js';
import { followCheck } from './panel/check-run.js';
import { blendOver, enlargePixels, greyOut } from './panel/overlay.js';
import { whyPanel } from './panel/why-panel.js';
import { mapShown } from './why-view.js';

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
    greyOut(image.data, colourMap(theme));
    const look = { limit: shown?.limit ?? 0, opacity: why.opacity, isSmooth: why.isSmooth };
    if (shown) blendOver(image.data, image, shown.map, look, colourMap(theme));
    context.putImageData(image, 0, 0);
  });
}

export const rest: Rest = { tabView: whyPanel, painters: { why: paintWhy }, drawn: followCheck };
