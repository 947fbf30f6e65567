// What the view of "why this class" shows: of which classes, by which method, and the map.

import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import { type ClassMap, classMap, difference } from '../../network/class-map.js';
import { type Head, headOf } from '../../network/linear-head.js';
import { chosenClasses } from './chosen.js';
import { type OcclusionMap, occlusionMap } from './occlusion.js';
import type { WhyView } from './state.js';
import { words } from './words-en.js';

export function nameOfClass({ model }: AppState, index: number): string {
  return model?.info.labels[index] ?? words.class(index);
}

/** Occlusion where nothing is exact. */
export function whyMethod({ why, model }: AppState): WhyView['method'] {
  return model && headOf(model.info.graph) ? why.method : 'occlusion';
}

export type ShownMap =
  | { kind: 'exact'; head: Head; map: ClassMap; limit: number }
  | { kind: 'occlusion'; map: OcclusionMap; limit: number };

function largestOf(data: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < data.length; i++) most = Math.max(most, Math.abs(data[i] as number));
  return most;
}

function exact(state: AppState): ShownMap | undefined {
  const { model, snapshot, weights } = state;
  const head = model && headOf(model.info.graph);
  if (!head || !snapshot) return undefined;
  const sources = { values: snapshot.values, weights };
  const { index, against } = chosenClasses(state);
  const own = classMap(head, sources, index);
  const other = against === undefined ? undefined : classMap(head, sources, against);
  if (!own || (against !== undefined && !other)) return undefined;
  const map = other ? difference(own, other) : own;
  return { kind: 'exact', head, map, limit: largestOf(map.data) };
}

/**
 * True where it was found with what is on screen now: the same picture, which gives the same probabilities. The run
 * may be another one, made again for its times.
 */
export function isOfRun(
  { snapshot }: AppState,
  found: { of: number; base: Float32Array },
): boolean {
  const now = snapshot?.scores?.probabilities;
  if (!now || snapshot.picture.id !== found.of || now.length !== found.base.length) return false;
  return now === found.base || now.every((probability, i) => probability === found.base[i]);
}

function covered(state: AppState): ShownMap | undefined {
  const { occlusion } = state;
  if (!occlusion || !isOfRun(state, occlusion)) return undefined;
  const { index, against } = chosenClasses(state);
  const map = occlusionMap(occlusion, index, against);
  return { kind: 'occlusion', map, limit: largestOf(map.data) };
}

const lastShown = lastOf<ShownMap | undefined>();

/** undefined while there is nothing to show. Remembers the last one: it is asked for several times a frame. */
export function mapShown(state: AppState): ShownMap | undefined {
  const { snapshot, weights, occlusion, model } = state;
  const { index, against } = chosenClasses(state);
  const method = whyMethod(state);
  if (!snapshot) return undefined;
  return lastShown(snapshot, [weights, occlusion, model, index, against, method], () =>
    method === 'exact' ? exact(state) : covered(state),
  );
}
