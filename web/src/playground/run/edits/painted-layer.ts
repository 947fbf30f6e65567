// Strokes on the pixels of one part of a picture. Only what is new is painted: a pointer's move costs
// the pixels under it, however long the line.

import { fillAround } from '../../../pixels/fitted.js';
import { type FeedSpec, type Place, placeOf, type Region } from '../../../pixels/place.js';
import { type Axis, type Rgba, resampleInto } from '../../../pixels/resample.js';
import { levelFor, scaledTo } from '../../kit/fed-place.js';
import type { Levels } from '../../kit/halves.js';
import { coverSegment } from './brush.js';

export type Point = readonly [number, number];
export type Colour = readonly [number, number, number];

/** As in state/edits.ts: points in shares of the picture, the radius of its shorter side. */
export interface Stroke {
  tool: 'brush' | 'erase';
  colour: Colour;
  radius: number;
  points: readonly Point[];
}

/** Paints strokes on the pixels of one part; each call paints only what came since the last. */
export class PaintedLayer {
  readonly size: { width: number; height: number };
  readonly place: Place;
  private readonly base: Uint8ClampedArray;
  private readonly whole: Rgba;
  /** With all strokes so far, and with all but the last. */
  readonly painted: Uint8ClampedArray;
  private readonly below: Uint8ClampedArray;
  /** Of the last stroke, 0..255 for every pixel. */
  private readonly cover: Uint8Array;
  private strokes: readonly Stroke[] = [];

  constructor(levels: Levels, spec: FeedSpec, region: Region | undefined) {
    const [height, width] = spec.crop;
    this.size = { width, height };
    [this.whole] = levels;
    this.place = placeOf(this.whole, spec, region);
    const area = width * height;
    this.base = new Uint8ClampedArray(4 * area);
    fillAround(this.base, spec);
    const level = levelFor(levels, this.place, region !== undefined);
    const out = { data: this.base, width, height };
    const { left, top } = this.place;
    const axes = scaledTo(this.place, this.whole, level);
    resampleInto(out, [left, top], level, axes, spec.interpolation, spec.channels === 1);
    this.painted = this.base.slice();
    this.below = this.base.slice();
    this.cover = new Uint8Array(area);
  }

  /** Pixel coordinates of a point in shares of the picture. */
  at([x, y]: Point): Point {
    const { left, top, x: across, y: down } = this.place;
    const along = (share: number, length: number, { from, to, size, begin }: Axis) =>
      ((share * length - from) * size) / (to - from) - begin;
    return [left + along(x, this.whole.width, across), top + along(y, this.whole.height, down)];
  }

  /** Pixels of a share of the picture's shorter side. */
  length(share: number): number {
    const { x } = this.place;
    const shorter = Math.min(this.whole.width, this.whole.height);
    return (share * shorter * x.size) / (x.to - x.from);
  }

  /** Number of strokes that are as they were painted; the one after them may have grown. */
  private same(strokes: readonly Stroke[]): number {
    let same = 0;
    while (same < this.strokes.length && strokes[same] === this.strokes[same]) same++;
    return same;
  }

  private restart(): void {
    this.painted.set(this.base);
    this.below.set(this.base);
    this.cover.fill(0);
    this.strokes = [];
  }

  paint(strokes: readonly Stroke[]): void {
    let same = this.same(strokes);
    const last = this.strokes.length - 1;
    const grows = same === last && continues(this.strokes[last], strokes[last]);
    if (!grows && same < this.strokes.length) {
      this.restart();
      same = 0;
    }
    for (let i = same; i < strokes.length; i++) {
      const stroke = strokes[i] as Stroke;
      const known = grows && i === same ? (this.strokes[i]?.points.length ?? 0) : 0;
      if (known === 0) {
        this.below.set(this.painted);
        this.cover.fill(0);
      }
      this.extend(stroke, known);
    }
    this.strokes = strokes;
  }

  private extend(stroke: Stroke, known: number): void {
    const { size, place } = this;
    const radius = this.length(stroke.radius);
    const { left, top } = place;
    const clip = { left, top, right: left + place.x.count, bottom: top + place.y.count };
    const over = stroke.tool === 'brush' ? stroke.colour : this.base;
    for (let i = known; i < stroke.points.length; i++) {
      const to = this.at(stroke.points[i] as Point);
      const from = i === 0 ? to : this.at(stroke.points[i - 1] as Point);
      const part = coverSegment(this.cover, size.width, clip, { from, to, radius });
      mix(this.painted, this.below, over, this.cover, size.width, part);
    }
  }
}

function continues(before: Stroke | undefined, now: Stroke | undefined): boolean {
  if (!before || !now) return false;
  const last = before.points.length - 1;
  return (
    before.tool === now.tool &&
    before.colour === now.colour &&
    before.radius === now.radius &&
    now.points[last] === before.points[last] &&
    now.points[0] === before.points[0]
  );
}

interface Part {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** out = below + (over - below) * cover; over: one colour, or RGBA pixels. */
function mix(
  out: Uint8ClampedArray,
  below: Uint8ClampedArray,
  over: Colour | Uint8ClampedArray,
  cover: Uint8Array,
  width: number,
  { left, top, right, bottom }: Part,
): void {
  const isColour = over.length === 3;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const share = cover[y * width + x] as number;
      const at = 4 * (y * width + x);
      for (let c = 0; c < 3; c++) {
        const under = below[at + c] as number;
        const wanted = over[isColour ? c : at + c] as number;
        out[at + c] = Math.round(under + ((wanted - under) * share) / 255);
      }
    }
  }
}
