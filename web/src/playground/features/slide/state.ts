// How the numbers of the open layer are watched as they are made.

import type { AppState, Bound, Changes, Playground } from '../../kit/playground.js';
import type { Cell, MapAddress } from '../../network/places.js';

/** How far a step goes: one product, one term such as an input channel, or a whole cell of the output. */
export const UNITS = ['product', 'term', 'cell'] as const;
export type Unit = (typeof UNITS)[number];

/** Steps per second. */
export const SPEEDS = [1, 4, 15, 60] as const;

export interface SlideView {
  /** Whether the open layer is shown in this form. */
  isOn: boolean;
  unit: Unit;
  playing: boolean;
  speed: number;
  /** Terms by how much they add, and not by their number. */
  isBySize: boolean;
  /** The term whose map and products are shown; undefined: the first one. */
  chosen?: number | undefined;
  /** How much of the sum at that position of the output is there; undefined, or at another position: all of it. */
  done?: { position: number; count: number } | undefined;
}

declare module '../../kit/playground.js' {
  interface AppState {
    slide: SlideView;
  }
  interface Actions extends Bound<typeof gestures> {}
}

export const USUAL_SLIDE: SlideView = {
  isOn: false,
  unit: 'cell',
  playing: false,
  speed: 4,
  isBySize: false,
};

/** True where the open layer is, or is to be, shown in this form. */
export function isSliding({ slide, shown }: Pick<AppState, 'slide' | 'shown'>): boolean {
  return slide.isOn || shown.view === 'slide';
}

/** Nothing moves by itself for those who ask for that. */

const withSlide = ({ slide }: AppState, change: Partial<SlideView>): Changes => ({
  slide: { ...slide, ...change },
});

/** Of another map, or of none. */
export const halted = (state: AppState): Changes =>
  withSlide(state, { playing: false, chosen: undefined, done: undefined });

export const shut = (state: AppState): Changes =>
  withSlide(state, { isOn: false, playing: false, chosen: undefined, done: undefined });

export const gestures = {
  changeSlide: ({ state, set }: Playground, change: Partial<SlideView>): void =>
    set(withSlide(state, change)),
  /** Opens a map in this form. */
  openSlide({ state, set, actions }: Playground, at: MapAddress, cell?: Cell): void {
    set(withSlide(state, { isOn: true }));
    actions.open(at, cell);
  },
  playSlide({ state, set }: Playground, playing: boolean): void {
    set(withSlide(state, { playing }));
  },
  /** One step on, or back, over the sum and over the cells. */
  stepSlide(playground: Playground, by: 1 | -1): void {
    void import('./rest.js').then(({ step }) => step(playground, by));
  },
};
