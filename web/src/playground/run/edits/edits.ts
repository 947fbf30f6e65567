// What was done to a picture before the network sees it: lines of the brush, a box in front of it,
// and another part of it. Everything is in shares of the picture, so it stays where it is on the
// picture when the crop moves.

import { fedSize } from '../../../pixels/place.js';
import { type Box, cropBox, type Size } from '../../network/crop.js';
import type { Preprocess } from '../../network/network.js';

/** x, y: shares of the picture's width and height, 0..1. */
export type Point = readonly [x: number, y: number];
/** Red, green, blue, 0..255. */
export type Colour = readonly [number, number, number];

export interface Stroke {
  /** 'erase' brings the picture's own pixels back. */
  tool: 'brush' | 'erase';
  colour: Colour;
  /** Share of the picture's shorter side. */
  radius: number;
  points: readonly Point[];
}

/** A square in front of the picture. */
export interface Occluder {
  /** Its middle. */
  at: Point;
  /** Its side, as a share of the picture's shorter side. */
  size: number;
  colour: Colour;
}

export interface Edits {
  strokes: readonly Stroke[];
  occluder?: Occluder;
  /** The part that is fed, in shares of the picture; undefined: as the network's preprocessing cuts it. */
  region?: Box;
}

/** What a picture is cut from and for. */
export interface Frame {
  picture: Size;
  preprocess: Preprocess;
}

export const NO_EDITS: Edits = { strokes: [] };

/** The smallest part that can be fed, in pixels of its shorter side, and the strongest zoom. */
const LEAST_PIXELS = 8;
const MOST_ZOOM = 16;

export function isEdited({ strokes, occluder, region }: Edits): boolean {
  return strokes.length > 0 || occluder !== undefined || region !== undefined;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** A point on the picture; pointers may leave it while they are held. */
export function inside([x, y]: Point): Point {
  return [clamp(x, 0, 1), clamp(y, 0, 1)];
}

/** at + (dx, dy); dx, dy: shares of the picture's shorter side. */
export function moved([x, y]: Point, [dx, dy]: Point, { width, height }: Size): Point {
  const shorter = Math.min(width, height);
  return inside([x + (dx * shorter) / width, y + (dy * shorter) / height]);
}

export function startStroke(edits: Edits, stroke: Omit<Stroke, 'points'>, at: Point): Edits {
  const begun: Stroke = { ...stroke, points: [inside(at)] };
  return { ...edits, strokes: [...edits.strokes, begun] };
}

/** One more point on the last stroke; the same edits where there is none, or nothing moved. */
export function addPoint(edits: Edits, at: Point): Edits {
  const last = edits.strokes.at(-1);
  const [x, y] = inside(at);
  const before = last?.points.at(-1);
  if (!last || !before || (before[0] === x && before[1] === y)) return edits;
  const longer: Stroke = { ...last, points: [...last.points, [x, y]] };
  return { ...edits, strokes: [...edits.strokes.slice(0, -1), longer] };
}

/** Without the last stroke. */
export function undo(edits: Edits): Edits {
  return edits.strokes.length === 0 ? edits : { ...edits, strokes: edits.strokes.slice(0, -1) };
}

/** Puts the box there, or changes it. */
export function placeOccluder(edits: Edits, occluder: Occluder): Edits {
  const size = clamp(occluder.size, 0.01, 1);
  return { ...edits, occluder: { ...occluder, size, at: inside(occluder.at) } };
}

export function removeOccluder({ occluder: _, ...edits }: Edits): Edits {
  return edits;
}

export function resetRegion({ region: _, ...edits }: Edits): Edits {
  return edits;
}

/** The largest box of the network's aspect ratio in the picture, in shares of it. */
function largestRegion({ picture, preprocess }: Frame): Size {
  const [height, width] = fedSize(preprocess, picture);
  const scale = Math.min(picture.width / width, picture.height / height);
  return { width: (width * scale) / picture.width, height: (height * scale) / picture.height };
}

/** The part that is fed, in shares of the picture. */
export function regionOf({ region }: Edits, { picture, preprocess }: Frame): Box {
  if (region) return region;
  const box = cropBox(picture, preprocess);
  return {
    x: box.x / picture.width,
    y: box.y / picture.height,
    width: box.width / picture.width,
    height: box.height / picture.height,
  };
}

/** The part that is fed, in pixels of the picture: what to outline in place of cropBox. */
export function fedBox(edits: Edits, frame: Frame): Box {
  const { picture, preprocess } = frame;
  const { region } = edits;
  if (!region) return cropBox(picture, preprocess);
  return {
    x: region.x * picture.width,
    y: region.y * picture.height,
    width: region.width * picture.width,
    height: region.height * picture.height,
  };
}

/** 1: as much of the picture as fits; 2: half of its width and height. */
export function zoomOf(edits: Edits, frame: Frame): number {
  return largestRegion(frame).width / regionOf(edits, frame).width;
}

export function mostZoom(frame: Frame): number {
  const { width, height } = largestRegion(frame);
  const { picture } = frame;
  const pixels = Math.min(width * picture.width, height * picture.height);
  return clamp(pixels / LEAST_PIXELS, 1, MOST_ZOOM);
}

/** Around a middle, kept inside the picture. */
function regionAt([x, y]: Point, { width, height }: Size): Box {
  return {
    x: clamp(x - width / 2, 0, 1 - width),
    y: clamp(y - height / 2, 0, 1 - height),
    width,
    height,
  };
}

export function middleOf({ x, y, width, height }: Box): Point {
  return [x + width / 2, y + height / 2];
}

/** Moves the part that is fed; by: shares of the picture's width and height. */
export function moveRegion(edits: Edits, frame: Frame, [dx, dy]: Point): Edits {
  // A crop that reaches past the picture has another aspect ratio than what is fed: start inside.
  const now = edits.region ?? scaleRegion(edits, frame, zoomOf(edits, frame)).region;
  if (!now) return edits;
  const [x, y] = middleOf(now);
  return { ...edits, region: regionAt([x + dx, y + dy], now) };
}

/** Feeds a part of that zoom, around the middle of the one before. */
export function scaleRegion(edits: Edits, frame: Frame, zoom: number): Edits {
  const largest = largestRegion(frame);
  const factor = clamp(zoom, 1, mostZoom(frame));
  const size = { width: largest.width / factor, height: largest.height / factor };
  return { ...edits, region: regionAt(middleOf(regionOf(edits, frame)), size) };
}
