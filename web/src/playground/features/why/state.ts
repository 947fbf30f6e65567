// Of which class it is asked why, and how.

import type { Playground } from '../../kit/playground.js';
import type { Cell } from '../../network/places.js';
import type { CoverCheck } from './cover-check.js';
import { type Occlusion, occlude, occluded, occlusionPlan } from './occlusion.js';

export interface WhyView {
  /** Classes; undefined for the first answer, and for no other. */
  index?: number | undefined;
  against?: number | undefined;
  method: 'exact' | 'occlusion';
  /** 0..1. */
  opacity: number;
  isSmooth: boolean;
  /** The cell that is read. */
  cell?: Cell | undefined;
}

declare module '../../kit/playground.js' {
  interface AppState {
    why: WhyView;
    /** What covering parts of the picture showed; of: the picture it belongs to. */
    occlusion?: Occlusion & { of: number };
    /**
     * What covering the strongest part of the exact map did; of: the picture, base: its probabilities, key: the
     * classes. Without a check it could not be done.
     */
    whyCheck?: { of: number; base: Float32Array; key: string; check?: CoverCheck };
    /** True while parts are being covered. */
    occluding: boolean;
  }
  interface Actions extends Bound<typeof gestures> {}
}

export const USUAL_WHY: WhyView = { method: 'exact', opacity: 0.9, isSmooth: true };

/** Covers each part of the picture in turn, and notes what the classes lose. */
async function coverParts({ state, set, controller }: Playground): Promise<void> {
  const { snapshot, model } = state;
  const { preprocess, graph } = model?.info ?? {};
  const input = snapshot?.values.get(graph?.inputs[0]?.name ?? '');
  if (!snapshot?.scores || !preprocess || !input) return;
  const { scores } = snapshot;
  const { id: of } = snapshot.picture;
  const base = scores.probabilities;
  const plan = occlusionPlan(input.dims, preprocess.layout);
  await controller.lend(async (network, isOver) => {
    set({ occluding: true, occlusion: { of, plan, base, scores: [] } });
    await occlude({
      plan,
      base,
      score: (box) => network.score(occluded(input, box, preprocess)),
      isOver,
      report: (found) => set({ occlusion: { ...found, of } }),
    });
  });
  set({ occluding: false });
}

export const gestures = {
  changeWhy: ({ state, set }: Playground, change: Partial<WhyView>): void =>
    set({ why: { ...state.why, ...change } }),
  /** The cell that is read now: several keys may come before the next frame is drawn. */
  whyCell: ({ state }: Playground): Cell | undefined => state.why.cell,
  startOcclusion: (playground: Playground): void => void coverParts(playground),
  stopOcclusion: ({ controller }: Playground): void => controller.endLoan(),
};
