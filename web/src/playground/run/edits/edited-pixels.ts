// The pixels that an edited picture feeds to the network, at the network's own size: the part of the
// picture is resampled once, then only what is new is painted.

import type { FeedSpec, Region } from '../../../pixels/place.js';
import type { Rgba } from '../../../pixels/resample.js';
import type { Levels } from '../../kit/halves.js';
import { type Colour, PaintedLayer, type Point, type Stroke } from './painted-layer.js';

/** As in state/edits.ts: places in shares of the picture, sizes of its shorter side. */
interface Edits {
  strokes: readonly Stroke[];
  occluder?: { at: Point; size: number; colour: Colour };
  region?: Region;
}

/** The square over everything, its edges rounded to whole pixels. */
function fillSquare(
  out: Rgba,
  layer: PaintedLayer,
  { at, size, colour }: NonNullable<Edits['occluder']>,
) {
  const [x, y] = layer.at(at);
  const half = layer.length(size) / 2;
  const { left, top } = layer.place;
  const x0 = Math.max(left, Math.round(x - half));
  const x1 = Math.min(left + layer.place.x.count, Math.round(x + half));
  const y0 = Math.max(top, Math.round(y - half));
  const y1 = Math.min(top + layer.place.y.count, Math.round(y + half));
  for (let row = y0; row < y1; row++) {
    for (let i = 4 * (row * out.width + x0); i < 4 * (row * out.width + x1); i += 4) {
      out.data[i] = colour[0];
      out.data[i + 1] = colour[1];
      out.data[i + 2] = colour[2];
    }
  }
}

const sameRegion = (a: Region | undefined, b: Region | undefined) =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.x === b.x &&
    a.y === b.y &&
    a.width === b.width &&
    a.height === b.height);

const sameSpec = (a: FeedSpec, b: FeedSpec) =>
  a.resize === b.resize &&
  a.fit === b.fit &&
  String(a.bars) === String(b.bars) &&
  a.crop[0] === b.crop[0] &&
  a.crop[1] === b.crop[1] &&
  a.interpolation === b.interpolation &&
  a.channels === b.channels;

/**
 * Gives the pixels of one picture with edits, [crop height, crop width] RGBA, opaque. They are at the
 * network's size already, so they are run with `resize: 0`. Where nothing is painted they are those
 * the engine would make of the picture itself, if that has up to 1.5 megapixels; of larger ones a
 * half-sized version is read, which may differ by a step or two of 255. Without any edits feed the
 * picture itself. The result is written anew by the next call.
 */
export function createEditedPicture(levels: Levels) {
  let layer: PaintedLayer | undefined;
  let known: { spec: FeedSpec; region: Region | undefined } | undefined;
  let out: Rgba & { data: Uint8ClampedArray } = {
    data: new Uint8ClampedArray(0),
    width: 0,
    height: 0,
  };
  return (edits: Edits, spec: FeedSpec): Rgba & { data: Uint8ClampedArray } => {
    const { region, strokes, occluder } = edits;
    if (!layer || !known || !sameSpec(known.spec, spec) || !sameRegion(known.region, region)) {
      layer = new PaintedLayer(levels, spec, region);
      known = { spec, region };
      out = { ...layer.size, data: new Uint8ClampedArray(layer.painted.length) };
    }
    layer.paint(strokes);
    out.data.set(layer.painted);
    if (occluder) fillSquare(out, layer, occluder);
    return out;
  };
}
