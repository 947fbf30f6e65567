// Which part of the picture an answer hangs on, for any network: a grey box is put over each part in
// turn, and what the class's probability loses is noted there. Forward passes only.

import type { Preprocess } from '../../network/network.js';
import type { Box } from '../../network/regions.js';

export interface OcclusionPlan {
  /** Of the input, in cells. */
  height: number;
  width: number;
  boxes: readonly Box[];
}

/** Boxes along the shorter side; along the longer side in proportion. */
const STEPS = 12;
/** Side of a box, as a share of the shorter side. */
const SIDE = 1 / 4;

/** input: [1, C, H, W], or [1, H, W, C] as the layout says. */
export function occlusionPlan(
  shape: readonly number[],
  layout: Preprocess['layout'],
  share = SIDE,
): OcclusionPlan {
  const [height = 1, width = 1] = layout === 'NHWC' ? shape.slice(1, 3) : shape.slice(2, 4);
  const side = Math.max(1, Math.round(share * Math.min(height, width)));
  const steps = (size: number) => {
    const most = Math.round((STEPS * size) / Math.min(height, width));
    return Math.min(most, Math.max(1, size - side + 1));
  };
  const place = (index: number, size: number) =>
    steps(size) === 1 ? 0 : Math.round((index * (size - side)) / (steps(size) - 1));
  const boxes: Box[] = [];
  for (let row = 0; row < steps(height); row++) {
    for (let column = 0; column < steps(width); column++) {
      const [y, x] = [place(row, height), place(column, width)];
      boxes.push({ y, x, height: Math.min(side, height), width: Math.min(side, width) });
    }
  }
  return { height, width, boxes };
}

/** What was measured so far. */
export interface Occlusion {
  plan: OcclusionPlan;
  /** Probabilities of all classes without a box. */
  base: Float32Array;
  /** By box, in the plan's order; shorter while it is under way. */
  scores: readonly (Float32Array | undefined)[];
}

export interface OcclusionMap {
  height: number;
  width: number;
  /** What the probability of the class loses where a box lies, the mean of all boxes over each cell. */
  data: Float64Array;
}

const GRID = 28;

/** against: the loss of (class - against) instead. Cells are a grid of at most 28 per side. */
export function occlusionMap(
  { plan, base, scores }: Occlusion,
  index: number,
  against: number | undefined,
): OcclusionMap {
  const [height, width] = [Math.min(GRID, plan.height), Math.min(GRID, plan.width)];
  const sums = new Float64Array(height * width);
  const counts = new Float64Array(height * width);
  const score = (of: Float32Array): number =>
    (of[index] ?? 0) - (against === undefined ? 0 : (of[against] ?? 0));
  const full = score(base);
  scores.forEach((of, i) => {
    const box = plan.boxes[i] as Box;
    // Unknown: nothing is noted for it.
    if (!of) return;
    const loss = full - score(of);
    for (let y = 0; y < height; y++) {
      const row = ((y + 0.5) * plan.height) / height;
      if (row < box.y || row >= box.y + box.height) continue;
      for (let x = 0; x < width; x++) {
        const column = ((x + 0.5) * plan.width) / width;
        if (column < box.x || column >= box.x + box.width) continue;
        const cell = y * width + x;
        sums[cell] = (sums[cell] as number) + loss;
        counts[cell] = (counts[cell] as number) + 1;
      }
    }
  });
  return {
    height,
    width,
    data: sums.map((sum, i) => (counts[i] ? sum / (counts[i] as number) : 0)),
  };
}

export interface OcclusionRun {
  plan: OcclusionPlan;
  base: Float32Array;
  /** Probabilities of all classes with that box over the picture; undefined where they are no numbers. */
  score(box: Box): Promise<Float32Array | undefined>;
  /** True where nobody wants it any more. */
  isOver(): boolean;
  /** Called as boxes are done, with all of them so far. */
  report(found: Occlusion): void;
}

/** How often the page is told: every row of boxes. */
export async function occlude({ plan, base, score, isOver, report }: OcclusionRun): Promise<void> {
  const scores: (Float32Array | undefined)[] = [];
  for (const box of plan.boxes) {
    const found = await score(box);
    if (isOver()) return;
    scores.push(found);
    if (scores.length % STEPS === 0 || scores.length === plan.boxes.length) {
      report({ plan, base, scores: [...scores] });
    }
  }
}
