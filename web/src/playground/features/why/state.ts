// Of which class it is asked why, and how.

import type { Playground } from '../../kit/playground.js';
import type { Cell } from '../../network/places.js';
import type { Occlusion } from './occlusion.js';
import type { CoverCheck } from './panel/cover-check.js';

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

export const gestures = {
  changeWhy: ({ state, set }: Playground, change: Partial<WhyView>): void =>
    set({ why: { ...state.why, ...change } }),
  /** The cell that is read now: several keys may come before the next frame is drawn. */
  whyCell: ({ state }: Playground): Cell | undefined => state.why.cell,
  /** What is done with covered parts stands in what is fetched later. */
  withCover: (playground: Playground, work: (playground: Playground) => unknown): void =>
    void work(playground),
  stopOcclusion: ({ controller }: Playground): void => controller.endLoan(),
};
