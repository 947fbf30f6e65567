// How much of a playground is shown: all of it on a page of its own, or one view of it in somebody else's.

export const VIEWS = [
  'network',
  'layer',
  'sum',
  'patches',
  'slide',
  'why',
  'lab',
  'predict',
  'table',
  'full',
] as const;
export type ShownView = (typeof VIEWS)[number];

/**
 * - picture: the picture, what the network gets of it, and the answer.
 * - samples: the choice of a picture.
 * - tabs: the choice between the forms of a network.
 * - tools: what is under the pointer, the colour scale and its choice.
 */
export type ShownPart = 'picture' | 'samples' | 'tabs' | 'tools';

export interface Shown {
  view: ShownView;
  parts: ReadonlySet<ShownPart>;
}

export const PARTS: readonly ShownPart[] = ['picture', 'samples', 'tabs', 'tools'];

export const WHOLE: Shown = { view: 'full', parts: new Set(PARTS) };

/** Of each view, where nothing else is asked for. */
export const USUAL_PARTS: Record<ShownView, readonly ShownPart[]> = {
  full: PARTS,
  network: ['picture', 'tools'],
  layer: [],
  sum: [],
  patches: [],
  slide: [],
  why: [],
  lab: [],
  predict: ['picture', 'samples'],
  table: [],
};

declare module './playground.js' {
  interface AppState {
    shown: Shown;
  }
}

/** Whether the network itself is in the view, as columns or as a map. */
export function hasNetwork({ view }: Shown): boolean {
  return view === 'full' || view === 'network';
}

/** Whether the view has a layer in it, always open, where a page opens one over itself. */
export function isOneLayer({ view }: Shown): boolean {
  return view === 'layer' || view === 'sum' || view === 'slide' || view === 'patches';
}
