// From which of a picture's smaller versions the part that is fed is read.

import type { Place } from '../../pixels/place.js';
import type { Axis, Rgba } from '../../pixels/resample.js';
import { type Levels, MOST_PIXELS } from './halves.js';

/** The same place read from a smaller version of the picture. */
export function scaledTo(place: Place, whole: Rgba, level: Rgba): Place {
  const scaled = (axis: Axis, scale: number): Axis => ({
    ...axis,
    from: axis.from * scale,
    to: axis.to * scale,
  });
  const x = scaled(place.x, level.width / whole.width);
  return { ...place, x, y: scaled(place.y, level.height / whole.height) };
}

/** The largest version that is read quickly, but with two pixels at least for each that is fed. */
export function levelFor(levels: Levels, { x, y }: Place, isRegion: boolean): Rgba {
  const [whole] = levels;
  const most = isRegion ? MOST_PIXELS.region : MOST_PIXELS.whole;
  const share = ((x.to - x.from) / whole.width) * ((y.to - y.from) / whole.height);
  const fine = (level: Rgba) =>
    ((x.to - x.from) * level.width) / whole.width >= 2 * x.size &&
    ((y.to - y.from) * level.height) / whole.height >= 2 * y.size;
  const quick = ({ width, height }: Rgba) => share * width * height <= most;
  let chosen: Rgba = whole;
  for (const level of levels) {
    if (quick(chosen) || !fine(level)) break;
    chosen = level;
  }
  return chosen;
}
