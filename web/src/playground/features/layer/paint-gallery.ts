// Paints the gallery of a layer and the kernels of a channel, as wide as there is room.

import { colourMap } from '../../kit/colour-map.js';
import { notesOf } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { resolvedColours } from '../../kit/resolved-colours.js';
import type { TagLook, TagPen } from '../../kit/tag.js';
import { themeOf } from '../../kit/theme.js';
import { drawGallery, type Picture } from '../../kit/tiles.js';
import { classMap } from '../../network/class-map.js';
import { type Column, colourName } from '../../network/columns.js';
import type { Kernels } from '../../network/kernels.js';
import { headOf } from '../../network/linear-head.js';
import type { KeptValue } from '../../network/network.js';
import { shadesOf } from '../legend/index.js';
import { chosenClasses } from '../why/index.js';
import {
  channelOrder,
  type GalleryLayout,
  galleryLayout,
  pinnedFirst,
  tileAt,
  tileSize,
} from './gallery.js';
import { drawTags } from './tile-tags.js';

const layouts = new WeakMap<Element, GalleryLayout>();

/** How the tiles in that frame lie now; undefined before they are painted. */
export function galleryOnScreen(frame: Element): GalleryLayout | undefined {
  return layouts.get(frame);
}

/** What each channel adds to the chosen class, for the last maps of a network whose end is linear. */
export function sharesOf(state: AppState, column: Column) {
  const { model, snapshot, weights } = state;
  const head = model && headOf(model.info.graph);
  if (!head || !snapshot || head.maps !== column.value) return undefined;
  const { index } = chosenClasses(state);
  const map = classMap(head, { values: snapshot.values, weights }, index);
  return map && { index, channels: map.channels };
}

interface KnownOrder {
  value: KeptValue | undefined;
  key: string;
  order: number[];
}

const orders = new WeakMap<Column, KnownOrder>();

/** Channels of the layer in the order shown, pinned ones first. */
export function orderOf(state: AppState, column: Column): number[] {
  const { sort, pinned } = state.layer;
  const value = state.snapshot?.values.get(column.value);
  const pins = pinned.filter((pin) => pin.column === column.index).map(({ channel }) => channel);
  const shares = sort === 'contribution' ? sharesOf(state, column) : undefined;
  const key = `${sort} ${pins} ${shares?.index}`;
  const contributions = shares?.channels;
  const known = orders.get(column);
  if (known && known.key === key && known.value === value) return known.order;
  const order = pinnedFirst(channelOrder(value, column.layout, { sort, contributions }), pins);
  orders.set(column, { value, key, order });
  return order;
}

/** Two pixels along the edges of a tile. */
function frameTile(
  context: CanvasRenderingContext2D,
  gallery: GalleryLayout,
  place: number,
  colour: string,
): void {
  const { x, y } = tileAt(gallery, place);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(x + 1, y + 1, gallery.tileWidth - 2, gallery.tileHeight - 2);
}

const MARGIN = 2;

function sizeTo(canvas: HTMLCanvasElement, gallery: GalleryLayout): void {
  const [width, height] = [Math.max(gallery.width, 1), Math.max(gallery.height, 1)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

const done = notesOf<string>();

function isDone(canvas: HTMLCanvasElement, key: string): boolean {
  if (done.get(canvas) === key) return true;
  done.set(canvas, key);
  return false;
}

function ink(canvas: HTMLCanvasElement): string {
  return getComputedStyle(canvas).color;
}

export function paintGallery(canvas: HTMLCanvasElement, state: AppState, column: Column): void {
  const frame = canvas.parentElement;
  const { snapshot } = state;
  const value = snapshot?.values.get(column.value);
  if (!frame) return;
  const room = frame.clientWidth - 2 * MARGIN;
  const tile = tileSize(column.layout.channels, state.layer.zoom);
  const gallery = galleryLayout(column.layout, tile, room);
  layouts.set(frame, gallery);
  sizeTo(canvas, gallery);
  const theme = themeOf(state);
  const order = orderOf(state, column);
  const shades = order.map((channel) => shadesOf(state, column, channel));
  const opened = state.open?.channel ?? -1;
  const key = `${snapshot?.id} ${value !== undefined} ${column.index} ${room} ${tile} ${state.scale} ${theme} ${opened} ${order}`;
  if (isDone(canvas, key)) return;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!value) return;
  const { height, width } = column.layout;
  const { tileWidth, tileHeight } = gallery;
  const pictures = order.map(
    (channel, place): Picture => ({
      ...tileAt(gallery, place),
      width: tileWidth,
      height: tileHeight,
      plane: { data: value.data, offset: channel * height * width, height, width },
      limit: shades[place]?.limit ?? 0,
      middle: shades[place]?.middle ?? 0,
    }),
  );
  drawGallery(context, canvas, pictures, shades[0]?.map ?? colourMap(theme));
  const names = order.map((channel) => colourName(column, channel));
  drawTags(context, gallery, names, resolvedColours(canvas, theme));
  frameTile(context, gallery, order.indexOf(opened), ink(canvas));
}

/** Longer side of a kernel on screen: small ones are many, large ones hold more to see. */
export function kernelTile({ layout }: Kernels): number {
  const side = Math.max(layout.height, layout.width);
  if (layout.flat) return Math.min(240, 8 * side);
  return side === 1 ? 14 : Math.min(84, 12 * side);
}

/** limit: value at the end of the scale. */
export function paintKernels(
  canvas: HTMLCanvasElement,
  kernels: Kernels,
  limit: number,
  state: AppState,
): void {
  const frame = canvas.parentElement;
  if (!frame) return;
  const { layout, data } = kernels;
  const gallery = galleryLayout(layout, kernelTile(kernels), frame.clientWidth - 2 * MARGIN);
  layouts.set(frame, gallery);
  sizeTo(canvas, gallery);
  const theme = themeOf(state);
  const { column, channel } = state.open ?? { column: 0, channel: 0 };
  const key = `${column} ${channel} ${data.byteOffset} ${data.length} ${limit} ${canvas.width} ${theme} ${state.model?.info.title}`;
  if (isDone(canvas, key)) return;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  const area = layout.height * layout.width;
  const padded = new Float32Array(layout.channels * area);
  padded.set(data);
  const pictures = Array.from(
    { length: layout.channels },
    (_, place): Picture => ({
      ...tileAt(gallery, place),
      width: gallery.tileWidth,
      height: gallery.tileHeight,
      plane: { data: padded, offset: place * area, height: layout.height, width: layout.width },
      limit,
    }),
  );
  drawGallery(context, canvas, pictures, colourMap(theme));
}

/** For a saved gallery: every map with its number, or its colour. */
export function tagsOver(state: AppState, column: Column) {
  return (pen: TagPen, look: TagLook, times: number, canvas: HTMLCanvasElement): void => {
    const gallery = canvas.parentElement && galleryOnScreen(canvas.parentElement);
    const names = orderOf(state, column).map((of) => colourName(column, of) ?? String(of));
    if (gallery) drawTags(pen, gallery, names, look, times);
  };
}
