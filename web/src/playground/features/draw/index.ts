// The pad, for networks that take small grey pictures.

import type { Feature } from '../../kit/feature.js';
import { paintOnce } from '../../kit/paint.js';
import type { Playground } from '../../kit/playground.js';
import type { Strokes } from '../../run/drawing.js';
import { drawStrokes } from '../../run/drawing-canvas.js';
import './drawing-pad.css';

export { drawingPad } from './drawing-pad.js';

declare module '../../kit/playground.js' {
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  draw: ({ controller }: Playground, strokes: Strokes): void => void controller.draw(strokes),
  /** What is on the pad now. */
  drawn: ({ state }: Playground): Strokes => state.strokes,
};

export const draw: Feature = {
  name: 'draw',
  gestures,
  painters: {
    pad(canvas, { strokes }) {
      // A stroke grows while it is drawn, so its points tell what is new.
      const key = strokes.map((stroke) => `${stroke.length}:${stroke.at(-1)}`).join(' ');
      paintOnce(canvas, `pad ${key}`, (context) => drawStrokes(context, strokes, canvas.width));
    },
  },
};
