// The colour scale, and what it is per.

import { type ColourMap, colourMap, unpack } from '../../kit/colour-map.js';
import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { inTask } from '../../kit/task.js';
import { themeOf } from '../../kit/theme.js';
import type { ScaleMode } from '../../network/scale.js';
import './legend.css';

export { legend as legendView, legendOf, scaleBar, scaleCaption, scaleChoice } from './legend.js';
export type { Shades } from './shades.js';
export { shadesBetween, shadesOf, shownEnds } from './shades.js';

declare module '../../kit/playground.js' {
  interface AppState {
    scale: ScaleMode;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  scale: ({ set }: Playground, scale: ScaleMode): void => set({ scale }),
};

/** Colours along it: between two of them the browser's own steps are as good. */
const STOPS = 32;

/** The scale from its negative to its positive end. */
function gradientOf({ packed }: ColourMap): string {
  const colours = Array.from({ length: STOPS + 1 }, (_, stop) => {
    const level = Math.round((stop / STOPS) * (packed.length - 1));
    return `rgb(${unpack(packed[level] as number).join(' ')})`;
  });
  return `linear-gradient(to right, ${colours.join(', ')})`;
}

/** As a background: a canvas for each column would cost as much as the maps do. */
function showScale(playground: Playground): () => void {
  const { root } = playground;
  let shown: string | undefined;
  const show = (): void => {
    const theme = themeOf(playground.state);
    if (theme === shown) return;
    shown = theme;
    root.style.setProperty('--colour-scale', gradientOf(colourMap(theme)));
  };
  // Making the colours takes a while, and nothing is drawn with them yet.
  const cancel = inTask(show);
  const unsubscribe = playground.subscribe(show);
  return () => {
    cancel();
    unsubscribe();
    root.style.removeProperty('--colour-scale');
  };
}

export const legend: Feature = {
  name: 'legend',
  state: { scale: 'layer' },
  gestures,
  start: showScale,
};
