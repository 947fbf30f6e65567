// All channels of a layer: in which order they stand, where each of them is, and how values spread.

import type { KeptValue, Layout } from '../../network/network.js';
import { planeStatistics, type Statistics, statisticsOf } from '../../network/statistics.js';

export type ChannelSort = 'index' | 'max' | 'mean' | 'zeros' | 'contribution';

export const CHANNEL_SORTS: readonly ChannelSort[] = [
  'index',
  'max',
  'mean',
  'zeros',
  'contribution',
];

/** Statistics of every channel of a value laid out like that. */
export function channelStatistics(value: KeptValue, layout: Layout): Statistics[] {
  const area = layout.height * layout.width;
  return Array.from({ length: layout.channels }, (_, channel) =>
    planeStatistics(value, channel, area),
  );
}

function keyOf(sort: ChannelSort, { max, mean, zeros }: Statistics): number {
  if (sort === 'max') return max;
  if (sort === 'mean') return mean;
  return zeros;
}

interface Order {
  sort: ChannelSort;
  /** By channel; needed for 'contribution' alone, which is by index without it. */
  contributions: ArrayLike<number> | undefined;
}

/** Largest first; equal ones, and those without a finite value, by index. */
function descending(keys: readonly number[]): number[] {
  const rank = (key: number | undefined): number =>
    key === undefined || Number.isNaN(key) ? Number.NEGATIVE_INFINITY : key;
  return keys
    .map((_, channel) => channel)
    .sort((a, b) => {
      const [x, y] = [rank(keys[a]), rank(keys[b])];
      return x === y ? a - b : y - x;
    });
}

/** Channels in the order in which they are shown. */
export function channelOrder(
  value: KeptValue | undefined,
  layout: Layout,
  { sort, contributions }: Order,
): number[] {
  const channels = Array.from({ length: layout.channels }, (_, channel) => channel);
  if (sort === 'contribution') {
    return contributions ? descending(channels.map((i) => contributions[i] ?? NaN)) : channels;
  }
  if (sort === 'index' || !value) return channels;
  return descending(channelStatistics(value, layout).map((of) => keyOf(sort, of)));
}

/** Pinned channels first, in the order they were pinned; the rest as it was. */
export function pinnedFirst(order: readonly number[], pinned: readonly number[]): number[] {
  const first = pinned.filter((channel) => order.includes(channel));
  const rest = new Set(first);
  return [...first, ...order.filter((channel) => !rest.has(channel))];
}

function isZero(data: Float32Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (data[i] !== 0) return false;
  return true;
}

const dead = new WeakMap<Float32Array, number[]>();

/** Channels that are 0 everywhere on this picture. */
export function deadChannels({ data }: KeptValue, { channels, height, width }: Layout): number[] {
  const known = dead.get(data);
  if (known) return known;
  const area = height * width;
  const found: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    if (isZero(data, channel * area, (channel + 1) * area)) found.push(channel);
  }
  dead.set(data, found);
  return found;
}

/** Longer side of a map in the gallery, px: few maps are large, many small. */
const TILES = [32, 40, 56, 76, 104, 150] as const;

/** zoom: steps from what the number of channels suggests. */
export function tileSize(channels: number, zoom: number): number {
  const usual = channels <= 12 ? 4 : channels <= 40 ? 3 : channels <= 128 ? 2 : 1;
  const at = Math.min(Math.max(usual + zoom, 0), TILES.length - 1);
  return TILES[at] as number;
}

/** Tiles in rows, row by row; all in CSS pixels. */
export interface GalleryLayout {
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
  gap: number;
  width: number;
  height: number;
}

/** size: of a tile's longer side; room: width there is. */
export function galleryLayout(layout: Layout, size: number, room: number): GalleryLayout {
  const gap = 4;
  const larger = Math.max(layout.width, layout.height, 1);
  const tileWidth = Math.max(1, Math.round((size * layout.width) / larger));
  const tileHeight = Math.max(1, Math.round((size * layout.height) / larger));
  const columns = Math.max(1, Math.floor((room + gap) / (tileWidth + gap)));
  const rows = Math.ceil(layout.channels / columns);
  return {
    columns,
    rows,
    tileWidth,
    tileHeight,
    gap,
    width: columns * (tileWidth + gap) - gap,
    height: rows * (tileHeight + gap) - gap,
  };
}

export interface Tile {
  x: number;
  y: number;
}

/** Top left corner of the tile at that place of the order. */
export function tileAt(
  { columns, tileWidth, tileHeight, gap }: GalleryLayout,
  place: number,
): Tile {
  return {
    x: (place % columns) * (tileWidth + gap),
    y: Math.floor(place / columns) * (tileHeight + gap),
  };
}

export interface GalleryHit {
  /** In the order shown. */
  place: number;
  /** Position in the map. */
  y: number;
  x: number;
}

/** What is at that point; undefined in a gap. */
export function galleryHit(
  gallery: GalleryLayout,
  map: Layout,
  point: Tile,
): GalleryHit | undefined {
  const { columns, tileWidth, tileHeight, gap } = gallery;
  const column = Math.floor(point.x / (tileWidth + gap));
  const row = Math.floor(point.y / (tileHeight + gap));
  const [left, top] = [point.x - column * (tileWidth + gap), point.y - row * (tileHeight + gap)];
  const place = row * columns + column;
  if (left < 0 || top < 0 || left >= tileWidth || top >= tileHeight) return undefined;
  if (column >= columns || place >= map.channels) return undefined;
  return {
    place,
    y: Math.floor((top * map.height) / tileHeight),
    x: Math.floor((left * map.width) / tileWidth),
  };
}

/** The next place for a key; undefined for a key that means nothing here. */
export function movePlace(
  { columns }: GalleryLayout,
  channels: number,
  place: number,
  key: string,
): number | undefined {
  const to: Record<string, number> = {
    ArrowLeft: place - 1,
    ArrowRight: place + 1,
    ArrowUp: place - columns,
    ArrowDown: place + columns,
    Home: 0,
    End: channels - 1,
  };
  const next = to[key];
  if (next === undefined) return undefined;
  return next < 0 || next >= channels ? place : next;
}

export interface Histogram {
  /** Values in each of equal steps from low to high; the last step holds `high` itself. */
  counts: Uint32Array;
  low: number;
  high: number;
}

const histograms = new WeakMap<Float32Array, Map<string, Histogram>>();
const STEPS = 48;

function count(data: Float32Array, offset: number, length: number, ends: [number, number]) {
  const [low, high] = ends;
  const counts = new Uint32Array(STEPS);
  const scale = high > low ? STEPS / (high - low) : 0;
  for (let i = offset; i < offset + length; i++) {
    const value = data[i] as number;
    if (!Number.isFinite(value)) continue;
    const step = Math.min(Math.floor((value - low) * scale), STEPS - 1);
    counts[step] = (counts[step] as number) + 1;
  }
  return counts;
}

/** Of data[offset .. offset + length), without what is not finite; undefined where nothing is. */
export function histogramOf(
  { data }: KeptValue,
  offset = 0,
  length = data.length,
): Histogram | undefined {
  const key = `${offset} ${length}`;
  const known = histograms.get(data)?.get(key);
  if (known) return known;
  const of = statisticsOf(data, offset, length);
  if (of.nonFinite === of.elements) return undefined;
  // Symmetric ends would waste half of the room after a ReLU: the true ends are shown.
  const made = { counts: count(data, offset, length, [of.min, of.max]), low: of.min, high: of.max };
  const all = histograms.get(data) ?? new Map<string, Histogram>();
  histograms.set(data, all.set(key, made));
  return made;
}
