// Draws a part of the map of a deep network: frames, lines, and boxes with their strongest maps.

import { shortFloat } from '../../kit/format.js';
import type { AppState } from '../../kit/playground.js';
import { type Column, colourName } from '../../network/columns.js';
import { strongestChannels } from '../../network/strongest.js';
import { shadesOf } from '../legend/index.js';
import { blockHelp } from './block-help.js';
import {
  drawBox,
  drawHeading,
  drawLine,
  drawThumb,
  drawWords,
  type MapColours,
  type Pen,
} from './map-draw.js';
import { itemsBetween, type MapItem, type MapLayout } from './map-layout.js';
import { itemText } from './map-view.js';
import type { MapView } from './state.js';
import { words } from './words-en.js';

export interface Scene {
  state: AppState;
  columns: readonly Column[];
  hits: ReadonlySet<number>;
  /** Of those the one that was gone to. */
  hit: number | undefined;
  pen: Pen;
  look: MapColours;
  /** Pixels of the canvas for one of CSS. */
  ratio: number;
  /** Upper end of what is drawn, and its height. */
  scroll: number;
  height: number;
}

const THUMB = 40;
const NARROW = 110;

/** The strongest channels, as many as there is room for. */
function drawThumbs(scene: Scene, column: Column, x: number, y: number, room: number): void {
  const { state, pen, ratio, scroll } = scene;
  const { snapshot } = state;
  const value = snapshot?.values.get(column.value);
  if (!snapshot || !value || column.layout.flat) return;
  const { height, width } = column.layout;
  const size = Math.min(THUMB, room);
  if (size < 16) return;
  const fits = Math.max(1, Math.floor((room + 4) / (THUMB + 4)));
  const count = Math.min(fits, column.layout.channels);
  // Colours of the picture have an order of their own.
  const order = column.pixels
    ? [...column.pixels.colours.keys()]
    : strongestChannels(value, column.layout);
  const channels = order.slice(0, count);
  channels.forEach((channel, place) => {
    const { limit, middle, map } = shadesOf(state, column, channel);
    const plane = { data: value.data, offset: channel * height * width, height, width };
    const left = (x + place * (THUMB + 4)) * ratio;
    const side = Math.round(size * ratio);
    drawThumb(pen, left, (y - scroll) * ratio, { plane, limit, middle, side }, map);
  });
}

/** Which maps of the input are which. */
function coloursText({ pixels }: Column): string {
  const colours = pixels?.colours ?? [];
  return colours.map((_, channel) => colourName({ pixels }, channel)).join(', ');
}

/** A vector has no maps: its range says something. */
function rangeText({ state }: Scene, column: Column): string {
  const of = state.snapshot?.statistics.get(column.value);
  if (!of || of.nonFinite === of.elements || !column.layout.flat) return '';
  return words.range(shortFloat(of.min), shortFloat(of.max));
}

function drawItem(scene: Scene, item: MapItem): void {
  const { pen, look, columns, hits, hit, scroll, state } = scene;
  const { x, width, height } = item;
  const y = item.y - scroll;
  const known = itemText(state, item);
  // In a narrow lane what a layer does says more than the start of its name.
  const shown = width < NARROW && known.op !== '' ? { ...known, title: known.op, op: '' } : known;
  if (item.kind === 'stage' || item.kind === 'head') {
    const help = item.block && item.kind === 'head' ? blockHelp(state, item.block) : '';
    drawHeading(pen, x + 22, y + 6, width - 30, { ...shown, detail: help }, look);
    return;
  }
  const column = columns[item.column ?? -1];
  const isStack = item.kind === 'block';
  const members = item.block?.columns ?? (item.column === undefined ? [] : [item.column]);
  const isHit = members.some((member) => hits.has(member));
  const isCurrent = hit !== undefined && members.includes(hit);
  drawBox(pen, { x, y, width, height }, { isHit, isCurrent, isStack }, look);
  if (!column) return;
  const isTall = height > 80;
  const inner = width - 16;
  const text = isTall ? inner : Math.max(Math.min(inner, 230), inner * 0.42);
  const detail = [shown.detail, coloursText(column), rangeText(scene, column)]
    .filter(Boolean)
    .join(' · ');
  drawWords(pen, x + 8, y + 9, text, { ...shown, detail }, look);
  if (isTall) drawThumbs(scene, column, x + 8, item.y + 56, inner);
  else drawThumbs(scene, column, x + 16 + text, item.y + 8, inner - text - 8);
}

function drawFrames({ pen, look, scroll }: Scene, items: readonly MapItem[]): void {
  for (const { x, width, frame } of items) {
    if (!frame) continue;
    pen.fillStyle = look.sunken;
    pen.strokeStyle = look.line;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.roundRect(x, frame.y - scroll, width, frame.height, 8);
    pen.fill();
    pen.stroke();
  }
}

function drawEdges({ pen, look, scroll, height }: Scene, layout: MapLayout): void {
  pen.strokeStyle = look.strong;
  pen.lineWidth = 1.5;
  for (const { from, to, side } of layout.edges) {
    if (from.y > scroll + height) break;
    if (to.y < scroll) continue;
    const line = {
      from: { x: from.x, y: from.y - scroll },
      to: { x: to.x, y: to.y - scroll },
      ...(side === undefined ? {} : { side }),
    };
    drawLine(pen, line);
  }
}

/** Column of the match that was gone to. */
export const hitShown = ({ hits, hit }: MapView): number | undefined =>
  hit === undefined ? undefined : hits[hit];

/** The canvas is clear, and as wide as the map. */
export function drawScene(of: Omit<Scene, 'columns' | 'hits' | 'hit'>, layout: MapLayout): void {
  const { state, pen, ratio, scroll, height } = of;
  const { map, model } = state;
  const hits = new Set(map.hits);
  const scene: Scene = { ...of, columns: model?.columns ?? [], hits, hit: hitShown(map) };
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  const items = itemsBetween(layout, scroll - 8, scroll + height);
  drawFrames(scene, items);
  drawEdges(scene, layout);
  for (const item of items) drawItem(scene, item);
}
