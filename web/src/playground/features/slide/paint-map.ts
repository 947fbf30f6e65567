// Paints the map that is shown large, and on a canvas over it the cells under the window: only that one changes
// with every step.

import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { resolvedColours } from '../../kit/resolved-colours.js';
import { themeOf } from '../../kit/theme.js';
import { closeMap, cursorOf, sceneNow } from './cursor.js';
import { drawMap, drawWindow, hatch, mapKey, rule } from './draw.js';
import { placeOf, roomOf, sizeTo, spotKey } from './places.js';
import type { Scene } from './scene.js';

export function paintMap(canvas: HTMLCanvasElement, state: AppState): void {
  const scene = sceneNow(state);
  const close = scene && closeMap(scene, state);
  const room = roomOf(canvas.parentElement);
  if (!close || room <= 0) {
    paintNothing(canvas);
    return;
  }
  const { place, width, height } = placeOf(close, room);
  sizeTo(canvas, width, height);
  const colours = resolvedColours(canvas, themeOf(state));
  paintOnce(canvas, `${mapKey(state, close)} ${place.x},${place.y}`, (context) => {
    if (width > place.width || height > place.height) hatch(context, colours);
    drawMap(context, state, close, place);
    rule(context, place, colours.line);
  });
}

/** The cell of the window that came last; of a whole pool the one that wins. */
function cellNow(scene: Scene, { slide }: AppState): number | undefined {
  const { form, sum, rows } = scene;
  const { isWhole, within, row } = cursorOf(scene, slide);
  if (isWhole) return sum.kind === 'window' ? sum.winner : undefined;
  if (sum.kind === 'window') return rows[row]?.key;
  return form !== 'kernel' || within === 0 ? undefined : within - 1;
}

export function paintWindow(canvas: HTMLCanvasElement, state: AppState): void {
  const scene = sceneNow(state);
  const close = scene && closeMap(scene, state);
  const room = roomOf(canvas.parentElement);
  if (!close || room <= 0) {
    paintNothing(canvas);
    return;
  }
  const { place, width, height } = placeOf(close, room);
  sizeTo(canvas, width, height);
  const at = cellNow(scene, state);
  const theme = themeOf(state);
  const own = scene.rows[cursorOf(scene, state.slide).row]?.spot;
  const key = `${theme} ${place.cell} ${close.spots.map(spotKey).join()} ${own && spotKey(own)} ${at}`;
  const colours = resolvedColours(canvas, theme);
  paintOnce(canvas, key, (context) => {
    for (const spot of close.spots)
      drawWindow(context, spot, place, {
        colours,
        line: spot === own || !own ? 3 : 1,
        at: spot === own || !own ? at : undefined,
      });
  });
}
