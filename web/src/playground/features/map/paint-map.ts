// Paints what is visible of the map of a deep network, and its overview.

import { notesOf } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { resolvedColours } from '../../kit/resolved-colours.js';
import { themeOf } from '../../kit/theme.js';
import type { Pen } from './map-draw.js';
import { itemsBetween, type MapItem } from './map-layout.js';
import { itemText, layoutOfMap, MAP_HEIGHT, toggledIn } from './map-view.js';
import { drawScene, hitShown } from './scene.js';

const done = notesOf<string>();

export function paintMap(canvas: HTMLCanvasElement, state: AppState): void {
  const { model, map, snapshot } = state;
  const layout = layoutOfMap(state);
  if (!model || !layout || map.width <= 0) return;
  const ratio = Math.min(devicePixelRatio, 2);
  const [width, height] = [Math.round(map.width * ratio), Math.round(MAP_HEIGHT * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const theme = themeOf(state);
  const items = itemsBetween(layout, map.scroll - 8, map.scroll + MAP_HEIGHT);
  const there = items.map(({ column }) => {
    const value = model.columns[column ?? -1]?.value ?? '';
    return snapshot?.values.has(value) ? 1 : 0;
  });
  const key = `${snapshot?.id} ${map.scroll} ${width} ${theme} ${state.scale} ${map.query} ${map.hit} ${[...toggledIn(state)]} ${there}`;
  if (done.get(canvas) === key) return;
  done.set(canvas, key);
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, width, height);
  const look = resolvedColours(canvas, theme);
  const part = { scroll: map.scroll, height: MAP_HEIGHT };
  drawScene({ state, pen: pen as unknown as Pen, look, ratio, ...part }, layout);
}

/** All of it in little, with the part that is seen. */
export function paintOverview(canvas: HTMLCanvasElement, state: AppState): void {
  const layout = layoutOfMap(state);
  const { map } = state;
  if (!layout) return;
  const ratio = Math.min(devicePixelRatio, 2);
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(MAP_HEIGHT * ratio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const theme = themeOf(state);
  const key = `${map.scroll} ${width} ${theme} ${map.query} ${map.hit} ${[...toggledIn(state)]} ${map.width} ${state.model?.info.title}`;
  if (done.get(canvas) === key) return;
  done.set(canvas, key);
  const pen = canvas.getContext('2d');
  if (!pen) return;
  const look = resolvedColours(canvas, theme);
  const [across, down] = [width / layout.width, height / Math.max(layout.height, MAP_HEIGHT)];
  const hits = new Set(map.hits);
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, width, height);
  for (const item of layout.items) {
    if (item.kind === 'head' || item.kind === 'stage') continue;
    const members = [...(item.block?.columns ?? []), item.column ?? -1];
    const isCurrent = members.some((member) => member === hitShown(map));
    const isHit = members.some((member) => hits.has(member));
    pen.fillStyle = isCurrent ? look.ink : isHit ? look.accent : look.edge;
    const tall = Math.max(1, item.height * down - 1);
    // The one that was gone to is seen from side to side, and where it would be a hair's breadth high.
    if (isCurrent) pen.fillRect(0, item.y * down - 1, width, Math.max(4, tall));
    else pen.fillRect(item.x * across, item.y * down, Math.max(2, item.width * across), tall);
  }
  pen.strokeStyle = look.accent;
  pen.lineWidth = 2 * ratio;
  pen.strokeRect(
    ratio,
    map.scroll * down + ratio,
    width - 2 * ratio,
    MAP_HEIGHT * down - 2 * ratio,
  );
}

/** What a screen reader says of a box. */
export function boxLabel(state: AppState, item: MapItem): string {
  const { title, op, detail } = itemText(state, item);
  return [title, op, detail].filter(Boolean).join(', ');
}
