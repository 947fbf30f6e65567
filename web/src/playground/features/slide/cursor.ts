// How far the sum has come, and what a step does.

import type { AppState, Playground } from '../../kit/playground.js';
import { openedIn, type Scene } from './scene.js';
import type { Marked } from './spots.js';
import type { SlideView, Unit } from './state.js';

export interface Cursor {
  /** Products that are there. */
  count: number;
  /** Index of the row that is shown closely. */
  row: number;
  /** Products of that row that are there. */
  within: number;
  isWhole: boolean;
}

/** Products before each row, and in all. */
export function startsOf({ rows }: Pick<Scene, 'rows'>): number[] {
  let before = 0;
  return [
    0,
    ...rows.map(({ atoms }) => {
      before += atoms;
      return before;
    }),
  ];
}

export function cursorOf(
  scene: Scene,
  { done, chosen }: Pick<SlideView, 'done' | 'chosen'>,
): Cursor {
  const { rows, atoms, position } = scene;
  const isPartial = done !== undefined && done.position === position && done.count < atoms;
  if (!isPartial) {
    const at = rows.findIndex(({ key }) => key !== undefined && key === chosen);
    const row = Math.max(at, 0);
    return { count: atoms, row, within: rows[row]?.atoms ?? 0, isWhole: true };
  }
  const { count } = done;
  const starts = startsOf(scene);
  const row = Math.max(0, starts.findIndex((start) => start >= count) - 1);
  return { count, row, within: count - (starts[row] ?? 0), isWhole: false };
}

/** Where a step may end, in products. */
function stopsOf(scene: Scene, unit: Unit): number[] {
  if (unit === 'cell') return [scene.atoms];
  if (unit === 'term') return startsOf(scene).slice(1);
  return Array.from({ length: scene.atoms }, (_, k) => k + 1);
}

export const sceneNow = (state: AppState): Scene | undefined => openedIn(state)?.scene;

/** The map of the row that is shown closely, else the first. */
export function closeMap(scene: Scene, { slide }: AppState): Marked | undefined {
  const spot = scene.rows[cursorOf(scene, slide).row]?.spot;
  const found = scene.maps.find(
    ({ column, channel }) => column === spot?.column && channel === spot.channel,
  );
  return found ?? scene.maps[0];
}

/** What is there when a step begins: a cell that was only chosen has its sum before it, not behind. */
function countNow(scene: Scene, { slide }: AppState, stops: readonly number[], by: 1 | -1): number {
  const isBegun = slide.done?.position === scene.position;
  if (!isBegun && by > 0 && stops.length > 1) return 0;
  return cursorOf(scene, slide).count;
}

/** On, or back, by one step: within the sum of a cell, or to the next cell where its sum is whole. */
export function step(playground: Playground, by: 1 | -1): void {
  const { state: before, actions } = playground;
  const scene = sceneNow(before);
  const { unit } = before.slide;
  const stops = scene ? stopsOf(scene, unit) : [];
  const count = scene ? countNow(scene, before, stops, by) : 0;
  const next = by > 0 ? stops.find((stop) => stop > count) : stops.findLast((stop) => stop < count);
  if (scene && next !== undefined) {
    actions.changeSlide({ done: { position: scene.position, count: next } });
    return;
  }
  actions.stepCell(by);
  const entered = sceneNow(playground.state);
  const [first] = entered ? stopsOf(entered, unit) : [];
  if (!entered || first === undefined) return;
  const there = by > 0 ? first : entered.atoms;
  actions.changeSlide({ done: { position: entered.position, count: there } });
}
