// The colour scale, and what it is per.

import { colourMap, greyMap } from '../../kit/colour-map.js';
import type { Feature } from '../../kit/feature.js';
import { drawLegend } from '../../kit/feature-map.js';
import { paintOnce } from '../../kit/paint.js';
import type { Playground } from '../../kit/playground.js';
import { themeOf } from '../../kit/theme.js';
import type { ScaleMode } from '../../network/scale.js';
import './legend.css';

export { legend as legendView, legendOf, scaleBar, scaleCaption, scaleChoice } from './legend.js';
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

export const legend: Feature = {
  name: 'legend',
  state: { scale: 'layer' },
  gestures,
  painters: {
    legend(canvas, state) {
      const theme = themeOf(state);
      paintOnce(canvas, `legend ${theme}`, (context) =>
        drawLegend(context, canvas.width, colourMap(theme)),
      );
    },
    'legend-grey'(canvas) {
      paintOnce(canvas, 'legend grey', (context) => drawLegend(context, canvas.width, greyMap()));
    },
  },
};
