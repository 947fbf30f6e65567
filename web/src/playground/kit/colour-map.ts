// The colour scale of the page: diverging and symmetric around zero, so that sign and size can
// be read from any map. Zero is the colour of the page's surface (values that are off recede),
// negative is blue and positive is orange, a pair that stays apart in every form of colour blindness.
// Only the network's input, which is the picture, has one of greys.

import { oklchToRgb, type Rgb } from './oklch.js';

export type Theme = 'light' | 'dark';

/** Colours on each side of zero. */
export const STEPS = 255;
const LEVELS = 2 * STEPS + 1;

const HUE = { negative: 252, positive: 52 } as const;

interface Stop {
  at: number;
  lightness: number;
  chroma: number;
}

// Lightness runs one way from zero to the end of the scale, with equal lightness at -x and +x; the
// first quarter has the steepest part, since most values of a layer are far below its largest.
const STOPS: Record<Theme, readonly Stop[]> = {
  light: [
    { at: 0, lightness: 0.985, chroma: 0 },
    { at: 0.25, lightness: 0.83, chroma: 0.09 },
    { at: 0.6, lightness: 0.62, chroma: 0.13 },
    { at: 1, lightness: 0.36, chroma: 0.085 },
  ],
  dark: [
    { at: 0, lightness: 0.2, chroma: 0 },
    { at: 0.25, lightness: 0.42, chroma: 0.085 },
    { at: 0.6, lightness: 0.66, chroma: 0.13 },
    { at: 1, lightness: 0.93, chroma: 0.045 },
  ],
};

export interface ColourMap {
  theme: Theme | 'grey';
  /** Entry STEPS is zero; packed so that a little-endian store writes R, G, B, A. */
  packed: Uint32Array;
  /** For NaN and infinities, a colour that is on neither side of the scale. */
  nonFinite: number;
}

function between(stops: readonly Stop[], at: number): { lightness: number; chroma: number } {
  let low = stops[0] as Stop;
  for (const high of stops.slice(1)) {
    if (at <= high.at) {
      const t = (at - low.at) / (high.at - low.at);
      return {
        lightness: low.lightness + t * (high.lightness - low.lightness),
        chroma: low.chroma + t * (high.chroma - low.chroma),
      };
    }
    low = high;
  }
  return low;
}

function pack([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** [R, G, B] 0..255 of a packed entry. */
export function unpack(packed: number): Rgb {
  return [packed & 255, (packed >>> 8) & 255, (packed >>> 16) & 255];
}

function build(theme: Theme): ColourMap {
  const packed = new Uint32Array(LEVELS);
  for (let level = 0; level < LEVELS; level++) {
    const signed = (level - STEPS) / STEPS;
    const hue = signed < 0 ? HUE.negative : HUE.positive;
    packed[level] = pack(oklchToRgb({ ...between(STOPS[theme], Math.abs(signed)), hue }));
  }
  return { theme, packed, nonFinite: pack(oklchToRgb({ lightness: 0.62, chroma: 0.2, hue: 340 })) };
}

const built = new Map<Theme, ColourMap>();

/** The scale for a theme; built once. */
export function colourMap(theme: Theme): ColourMap {
  const known = built.get(theme);
  if (known) return known;
  const made = build(theme);
  built.set(theme, made);
  return made;
}

let grey: ColourMap | undefined;

/** From black to white, for pixels: bright is large in either theme. Built once. */
export function greyMap(): ColourMap {
  grey ??= {
    theme: 'grey',
    packed: Uint32Array.from({ length: LEVELS }, (_, level) => {
      const light = Math.round((255 * level) / (LEVELS - 1));
      return pack([light, light, light]);
    }),
    nonFinite: colourMap('light').nonFinite,
  };
  return grey;
}

/** Index into `packed` for a finite value on a scale from middle - limit to middle + limit; limit 0 gives its middle. */
export function levelOf(value: number, limit: number, middle = 0): number {
  if (!(limit > 0)) return STEPS;
  const scaled = Math.round(((value - middle) / limit) * STEPS);
  return STEPS + Math.min(STEPS, Math.max(-STEPS, scaled));
}
