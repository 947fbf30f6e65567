// A colour for each class: neighbours differ most.

import { oklchToRgb, type Rgb } from '../../kit/oklch.js';

/** Multiples of it are spread over the circle, however many there are. */
const GOLDEN_ANGLE = 137.508;

export function classColour(index: number): Rgb {
  return oklchToRgb({ lightness: 0.72, chroma: 0.17, hue: (30 + index * GOLDEN_ANGLE) % 360 });
}

/** Of a single channel, from transparent to this. */
export const HEAT: Rgb = [255, 120, 0];

export const cssColour = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`;
