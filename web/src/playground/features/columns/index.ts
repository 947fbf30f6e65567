// A short chain as columns side by side.

import { colourMap } from '../../kit/colour-map.js';
import type { Feature } from '../../kit/feature.js';
import { drawPlane } from '../../kit/feature-map.js';
import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { themeOf } from '../../kit/theme.js';
import { elementsOf } from '../../network/enlarged.js';
import { limitOf } from '../../network/scale.js';
import './network-column.css';

export { type ColumnContext, networkColumn } from './network-column.js';

function paintMap(canvas: HTMLCanvasElement, state: AppState) {
  const { model, snapshot } = state;
  const columns = model?.columns ?? [];
  const column = columns[Number(canvas.dataset.column)];
  const channel = Number(canvas.dataset.channel);
  const value = column && snapshot?.values.get(column.value);
  if (!column || !snapshot || !value) return paintNothing(canvas);
  const theme = themeOf(state);
  const limit = limitOf(state.scale, columns, snapshot, column, channel);
  const key = `${snapshot.id} ${column.index},${channel} ${limit} ${theme}`;
  paintOnce(canvas, key, (context) => {
    const { width, height } = canvas;
    const length = elementsOf(column);
    const plane = { data: value.data, offset: channel * length, height, width, length };
    drawPlane(context, plane, limit, colourMap(theme));
  });
}

export const columns: Feature = {
  name: 'columns',
  // One map, small in its column or enlarged.
  painters: { map: paintMap, enlarged: paintMap },
};
