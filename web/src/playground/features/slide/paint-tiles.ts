// Paints all maps that are read, small, and on a canvas over them the window on each.

import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { resolvedColours } from '../../kit/resolved-colours.js';
import { drawTag } from '../../kit/tag.js';
import { themeOf } from '../../kit/theme.js';
import type { TileBox } from '../../kit/tiles.js';
import { colourName } from '../../network/columns.js';
import { closeMap, sceneNow } from './cursor.js';
import { drawMap, drawWindow, mapKey } from './draw.js';
import { type Place, placeOf, roomOf, sizeTo, spotKey, tileBox } from './places.js';
import type { Scene } from './scene.js';
import type { Marked } from './spots.js';

function prepareTiles(canvas: HTMLCanvasElement, scene: Scene): { room: number } | undefined {
  const room = roomOf(canvas.parentElement);
  if (room <= 0) return undefined;
  const last = tileBox(scene.slots - 1, room);
  sizeTo(canvas, room, last.y + last.height);
  return { room };
}

/** The map in the middle of its square. */
function inTile(map: Marked, tile: TileBox): Place {
  const { place, width, height } = placeOf({ ...map, spots: [] }, tile.width, false);
  return {
    ...place,
    x: tile.x + Math.floor((tile.width - width) / 2),
    y: tile.y + Math.floor((tile.height - height) / 2),
  };
}

export function paintTiles(canvas: HTMLCanvasElement, state: AppState): void {
  const scene = sceneNow(state);
  const prepared = scene && prepareTiles(canvas, scene);
  if (!prepared) {
    paintNothing(canvas);
    return;
  }
  const { room } = prepared;
  const colours = resolvedColours(canvas, themeOf(state));
  paintOnce(canvas, scene.maps.map((map) => mapKey(state, map)).join(), (context) => {
    scene.maps.forEach((map, index) => {
      const place = inTile(map, tileBox(index, room));
      drawMap(context, state, map, place);
      context.strokeStyle = colours.line;
      context.lineWidth = 1;
      context.strokeRect(place.x + 0.5, place.y + 0.5, place.width - 1, place.height - 1);
      const name = colourName(map.column, map.channel) ?? String(map.channel);
      drawTag(context, name, { left: place.x, bottom: place.y + place.height }, colours);
    });
  });
}

/** The window on each small map, and a line around the one that is shown large. */
export function paintMarks(canvas: HTMLCanvasElement, state: AppState): void {
  const scene = sceneNow(state);
  const prepared = scene && prepareTiles(canvas, scene);
  if (!prepared) {
    paintNothing(canvas);
    return;
  }
  const { room } = prepared;
  const close = closeMap(scene, state);
  const theme = themeOf(state);
  const colours = resolvedColours(canvas, theme);
  const spots = scene.maps.map((map) => map.spots.map(spotKey).join());
  const key = `${theme} ${scene.maps.indexOf(close as Marked)} ${spots.join(';')}`;
  paintOnce(canvas, key, (context) => {
    scene.maps.forEach((map, index) => {
      const tile = tileBox(index, room);
      const place = inTile(map, tile);
      // What lies in the padding is not drawn over the map beside it.
      context.save();
      context.beginPath();
      context.rect(tile.x, tile.y, tile.width, tile.height);
      context.clip();
      for (const spot of map.spots)
        drawWindow(context, spot, place, { colours, line: 1, at: undefined });
      context.restore();
      if (map !== close) return;
      context.strokeStyle = colours.accent;
      context.lineWidth = 3;
      context.strokeRect(place.x + 1.5, place.y + 1.5, place.width - 3, place.height - 3);
    });
  });
}
