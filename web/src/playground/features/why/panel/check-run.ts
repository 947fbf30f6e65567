// Covers the parts that add most to the class, and random ones, once the picture and its map are there.

import type { AppState, Playground } from '../../../kit/playground.js';
import type { KeptValue, Preprocess } from '../../../network/network.js';
import { occluded } from '../../../network/occluded.js';
import type { Box } from '../../../network/regions.js';
import { chosenClasses } from '../chosen.js';
import { occlusionPlan } from '../occlusion.js';
import { isOfRun, mapShown } from '../why-view.js';
import { type CoverCheck, lowest, randomParts, strongestParts } from './cover-check.js';

/** The classes in question. */
function keyOf(state: AppState): string {
  const { index, against } = chosenClasses(state);
  return `${index} ${against}`;
}

/** Whether what is asked now was tried. */
export function isAnswered(state: AppState): boolean {
  const { whyCheck } = state;
  return whyCheck?.key === keyOf(state) && isOfRun(state, whyCheck);
}

/** The check of what is asked now. */
export function currentCheck(state: AppState): CoverCheck | undefined {
  return isAnswered(state) ? state.whyCheck?.check : undefined;
}

/** Side of a part, as a share of the input's shorter side: a ninth of a square input is covered. */
const PART = 1 / 3;

/** Quiet time before it begins, in milliseconds: while somebody paints, each move is a run. */
const REST = 250;

const waiting = new WeakMap<Playground, ReturnType<typeof setTimeout>>();

async function check(playground: Playground): Promise<void> {
  const { state, set, controller } = playground;
  const { snapshot, model } = state;
  const { preprocess, graph } = model?.info ?? {};
  const input = snapshot?.values.get(graph?.inputs[0]?.name ?? '');
  const shown = mapShown(state);
  if (!snapshot?.scores || !preprocess || !input || shown?.kind !== 'exact') return;
  const { map } = shown;
  const plan = occlusionPlan(input.dims, preprocess.layout, PART);
  const { index, against } = chosenClasses(state);
  const base = snapshot.scores.probabilities;
  const asked = { of: snapshot.picture.id, base, key: keyOf(state) };
  await controller.lend(async (network, isOver) => {
    /** undefined as soon as one of them cannot be had. */
    async function scoresOf(parts: readonly number[]): Promise<Float32Array[] | undefined> {
      const found: Float32Array[] = [];
      for (const part of parts) {
        const covered = occluded(
          input as KeptValue,
          plan.boxes[part] as Box,
          preprocess as Preprocess,
        );
        const scores = await network.score(covered);
        if (isOver() || !scores) return undefined;
        found.push(scores);
      }
      return found;
    }
    const strongest = strongestParts(map, plan);
    const tried = (await scoresOf(strongest)) ?? [];
    const best = lowest(tried, index, against);
    const [part, after] = [strongest[best], tried[best]];
    const box = plan.boxes[part ?? -1];
    const random = part === undefined ? undefined : await scoresOf(randomParts(plan, part));
    if (isOver()) return;
    const isDone = box && after && random;
    const found = isDone
      ? { check: { box, tried: tried.length, before: base, after, random } }
      : {};
    set({ whyCheck: { ...asked, ...found } });
  });
}

/** Call after every change. A camera's frames are gone before they are checked. */
export function followCheck(playground: Playground): void {
  const { state } = playground;
  const isWanted = state.view === 'why' && mapShown(state)?.kind === 'exact' && !state.occluding;
  const isKnown = isAnswered(state) || state.snapshot?.picture.live === true;
  if (!isWanted || isKnown || waiting.has(playground)) return;
  const { snapshot } = state;
  const begin = (): void => {
    waiting.delete(playground);
    if (playground.state.snapshot === snapshot) void check(playground);
    else followCheck(playground);
  };
  waiting.set(playground, setTimeout(begin, REST));
}
