// A short chain as columns side by side.

import type { Feature } from '../../kit/feature.js';
import { drawPlane } from '../../kit/feature-map.js';
import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState, Playground } from '../../kit/playground.js';
import { hasNetwork } from '../../kit/shown.js';
import { elementsOf } from '../../network/enlarged.js';
import { shadesOf } from '../legend/index.js';
import { isMapped } from '../map/index.js';
import './network-column.css';
import { paintColumn } from './paint-column.js';

export { type ColumnContext, networkColumn } from './network-column.js';
export { columnPicture } from './paint-column.js';

/** First and last column of the strip that are seen, where it scrolls. */
type Seen = readonly [first: number, last: number];

declare module '../../kit/playground.js' {
  interface AppState {
    stripSeen: Seen;
    /**
     * So many columns of the network have their maps; those of the others come a frame later or more. 0: nothing is
     * there of any of them.
     */
    columnsBuilt: number;
  }
  interface Actions extends Bound<typeof gestures> {}
}

/** Of a strip at its beginning: more do not fit on a wide screen. */
const AT_FIRST: Seen = [0, 24];

/** A hundred maps in one frame would stop a slow machine for most of a second. */
function build({ state, set }: Playground): void {
  const { model, columnsBuilt: built } = state;
  if (!model || built >= model.columns.length || (built > 0 && !inColumns(state))) return;
  const spent = performance.now() - Number(document.timeline.currentTime ?? 0);
  set({ columnsBuilt: built + (built > 0 && spent < HURRY ? 2 : 1) });
}

/** A frame that took less, in milliseconds, has room for another column. */
const HURRY = 6;

function inColumns(state: AppState): boolean {
  return hasNetwork(state.shown) && state.view === 'network' && !isMapped(state);
}

const gestures = {
  /** The strip was scrolled: other layers are seen. */
  stripScrolled({ state, set }: Playground, strip: HTMLElement): void {
    const { left, right } = strip.getBoundingClientRect();
    const seen = [...strip.querySelectorAll('.column')].flatMap((column, index) => {
      const box = column.getBoundingClientRect();
      return box.right > left && box.left < right ? [index] : [];
    });
    const [first = 0, last = 0] = [seen[0], seen.at(-1)];
    const [before, after] = state.stripSeen;
    if (first !== before || last !== after) set({ stripSeen: [first, last] });
  },
};

/** Values of the maps that are seen. */
function valuesSeen(state: AppState): string[] {
  const { model, stripSeen } = state;
  if (!model || !inColumns(state)) return [];
  const [first, last] = stripSeen;
  return model.columns.slice(first, last + 1).map(({ value }) => value);
}

/** One map, a pixel a value. */
function paintEnlarged(canvas: HTMLCanvasElement, state: AppState) {
  const { model, snapshot } = state;
  const columns = model?.columns ?? [];
  const column = columns[Number(canvas.dataset.column)];
  const channel = Number(canvas.dataset.channel);
  const value = column && snapshot?.values.get(column.value);
  if (!column || !snapshot || !value) return paintNothing(canvas);
  const { map, limit, middle, key: shades } = shadesOf(state, column, channel);
  const key = `${snapshot.id} ${column.index},${channel} ${shades}`;
  paintOnce(canvas, key, (context) => {
    const { width, height } = canvas;
    const length = elementsOf(column);
    const plane = { data: value.data, offset: channel * length, height, width, length };
    drawPlane(context, plane, limit, map, middle);
  });
}

export const columns: Feature = {
  name: 'columns',
  state: { stripSeen: AT_FIRST, columnsBuilt: 0 },
  gestures,
  on: {
    // Of the first network, which comes while everything is new, its columns come a frame after all else of it.
    modelReady: ({ columnsBuilt }) => ({
      stripSeen: AT_FIRST,
      columnsBuilt: Math.min(columnsBuilt, 1),
    }),
  },
  drawn: build,
  wanted: valuesSeen,
  painters: { column: paintColumn, enlarged: paintEnlarged },
};
