// The answer put to the test: the part of the picture that adds most to a class is covered and the network run on
// it, and so are some random parts of the same size, to compare with.

import type { Box } from '../../../network/regions.js';
import { firstOf } from '../chosen.js';
import type { Occlusion, OcclusionPlan } from '../occlusion.js';

export interface CoverCheck {
  box: Box;
  /** Parts that were covered to find it. */
  tried: number;
  /** Probabilities of all classes: of the picture as it is, with that part covered, and each random one. */
  before: Float32Array;
  after: Float32Array;
  random: readonly Float32Array[];
}

interface ContributionMap {
  height: number;
  width: number;
  data: ArrayLike<number>;
}

/** Share of the cell [at, at + 1) of `cells` that lies in [from, from + size) of `length`. */
function overlap(at: number, cells: number, from: number, size: number, length: number): number {
  const [start, end] = [(at * length) / cells, ((at + 1) * length) / cells];
  return Math.max(0, Math.min(end, from + size) - Math.max(start, from)) / (end - start);
}

/** What the cells under a box add; of a cell that is partly under it, that part. */
function sumUnder(map: ContributionMap, box: Box, { height, width }: OcclusionPlan): number {
  let sum = 0;
  for (let y = 0; y < map.height; y++) {
    const down = overlap(y, map.height, box.y, box.height, height);
    if (down === 0) continue;
    for (let x = 0; x < map.width; x++) {
      const share = down * overlap(x, map.width, box.x, box.width, width);
      sum += share * (map.data[y * map.width + x] as number);
    }
  }
  return sum;
}

function overlaps(a: Box, b: Box): boolean {
  const isBeside = a.x + a.width <= b.x || b.x + b.width <= a.x;
  return !isBeside && !(a.y + a.height <= b.y || b.y + b.height <= a.y);
}

/** Parts that are tried: those that add most, and do not overlap. */
const STRONGEST_PARTS = 4;

/** Places of the boxes under which the map adds most, the largest first; of equal ones the first. */
export function strongestParts(map: ContributionMap, plan: OcclusionPlan): number[] {
  const { boxes } = plan;
  const sums = boxes.map((box) => sumUnder(map, box, plan));
  const order = boxes.map((_, at) => at).sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b);
  const chosen: number[] = [];
  for (const at of order) {
    if (chosen.length === STRONGEST_PARTS) break;
    const box = boxes[at] as Box;
    if (!chosen.some((other) => overlaps(boxes[other] as Box, box))) chosen.push(at);
  }
  return chosen;
}

/** Random parts to compare with. */
const RANDOM_PARTS = 5;

/** The same numbers each time: 0 <= number < 1 (a linear congruential generator of 32 bits). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Places of different boxes that do not overlap that one, where there are any; the same ones for the same plan. */
export function randomParts({ boxes }: OcclusionPlan, not: number): number[] {
  const random = seeded(boxes.length);
  const left = boxes
    .map((_, index) => index)
    .filter((index) => !overlaps(boxes[index] as Box, boxes[not] as Box));
  const chosen: number[] = [];
  while (chosen.length < RANDOM_PARTS && left.length > 0) {
    chosen.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return chosen;
}

/** How far the class, or its lead over another one, is ahead. */
function scoreOf(of: Float32Array, index: number, against: number | undefined): number {
  return (of[index] ?? 0) - (against === undefined ? 0 : (of[against] ?? 0));
}

/** Place of the scores that are lowest for the class, or its lead; the first of equal ones; -1 where there are none. */
export function lowest(
  scores: readonly (Float32Array | undefined)[],
  index: number,
  against: number | undefined,
): number {
  let best = -1;
  scores.forEach((of, at) => {
    const least = scores[best];
    if (of && (!least || scoreOf(of, index, against) < scoreOf(least, index, against))) best = at;
  });
  return best;
}

/** From what the occlusion test has measured: the part whose covering lowers the class, or its lead, most. */
export function checkFrom(
  { plan, base, scores }: Occlusion,
  index: number,
  against: number | undefined,
): CoverCheck | undefined {
  const best = lowest(scores, index, against);
  const [box, after] = [plan.boxes[best], scores[best]];
  if (!box || !after) return undefined;
  const random = randomParts(plan, best).flatMap((at) => scores[at] ?? []);
  return { box, tried: scores.length, before: base, after, random };
}

export interface Change {
  before: number;
  after: number;
  /** Mean over the random parts; undefined where there are none. */
  random: number | undefined;
}

/** Of one class. */
export function changeOf({ before, after, random }: CoverCheck, index: number): Change {
  const sum = random.reduce((all, of) => all + (of[index] ?? 0), 0);
  return {
    before: before[index] ?? 0,
    after: after[index] ?? 0,
    random: random.length > 0 ? sum / random.length : undefined,
  };
}

/**
 * What the reader may conclude. decides: without the part the first answer is another one. matters: its covering costs
 * more than that of any random part. noMore: some random part costs as much. little: the class is the answer, stays it,
 * and loses little each time. slight: it loses little, which says nothing of the answer. unlikely: it has little to
 * lose. raises: even this part counts against the class.
 */
export type Verdict =
  | 'decides'
  | 'matters'
  | 'noMore'
  | 'little'
  | 'slight'
  | 'unlikely'
  | 'raises';

/** Below that an answer is still the same one to a reader: 5 percentage points. */
const LITTLE = 0.05;

/** Where no part costs much: only of the answer itself it follows that the answer hangs on none of them. */
function verdictOfLittle({ before, after, random }: CoverCheck, index: number): Verdict {
  if ((before[index] ?? 0) < LITTLE) return 'unlikely';
  const isAlwaysFirst = [before, after, ...random].every((scores) => firstOf(scores) === index);
  return isAlwaysFirst ? 'little' : 'slight';
}

/** undefined where there is no random part to compare with. */
export function verdictOf(
  check: CoverCheck,
  index: number,
  against: number | undefined,
): Verdict | undefined {
  const { before, after, random } = check;
  if (random.length === 0) return undefined;
  const full = scoreOf(before, index, against);
  const loss = full - scoreOf(after, index, against);
  const losses = random.map((of) => full - scoreOf(of, index, against));
  const most = Math.max(...losses);
  if (loss <= -LITTLE) return 'raises';
  if (loss < LITTLE && most < LITTLE) return verdictOfLittle(check, index);
  if (loss <= most) return 'noMore';
  return firstOf(before) === index && firstOf(after) !== index ? 'decides' : 'matters';
}
