// What of a layer was found in which pictures, and how it is looked at.

import type { AppState, Changes, Playground } from '../../kit/playground.js';
import type { Preprocess } from '../../network/network.js';
import type { PictureSource } from '../../run/ports.js';
import type { BestPatches } from './best.js';
import type { FedPictures } from './fed.js';

export interface Source {
  name: string;
  from: PictureSource<File>;
}

/** Pictures of the reader that are looked through, in place of those of the page. */
export interface Chosen {
  sources: readonly Source[];
}

export interface Refused {
  name: string;
  /** A sentence of the browser or the engine. */
  why: string;
}

/** What was found so far; a new object each time there is more. */
export interface Found {
  /** Of the pass. */
  id: number;
  /** Of which pictures, prepared how. */
  sources: readonly Source[];
  preprocess: Preprocess;
  /** Of the network that was looked through. */
  changes: AppState['changes'];
  /** Pictures that were looked at, and those among them that are none. */
  done: number;
  refused: readonly Refused[];
  /** By the name of a layer's value. */
  layers: ReadonlyMap<string, BestPatches>;
  fed: FedPictures;
  /** How often something was added to `fed`. */
  version: number;
}

export interface PatchesView {
  /** undefined: the pictures of the page. */
  chosen?: Chosen | undefined;
  found?: Found | undefined;
  /** True while pictures are looked through. */
  isBusy: boolean;
  /** True where somebody stopped it. */
  isStopped: boolean;
  /** Why it could not be done; the engine's words. */
  failure?: string | undefined;
  /** Place of the patch whose whole picture is shown. */
  whole: number;
  /** Channels in the list of all of them. */
  listed: number;
}

declare module '../../kit/playground.js' {
  interface AppState {
    patches: PatchesView;
  }
  interface Actions extends Bound<typeof gestures> {}
}

/** Channels that the list shows at first, and more at each wish. */
export const LISTED = 24;

export const USUAL_PATCHES: PatchesView = {
  isBusy: false,
  isStopped: false,
  whole: 0,
  listed: LISTED,
};

/** What was found in the network before it was changed says nothing of the one on screen. */
export function withoutOutdated({ patches, changes }: AppState): Changes {
  if (!patches.found || patches.found.changes === changes) return {};
  const none = { found: undefined, isBusy: false, isStopped: false, failure: undefined };
  return { patches: { ...patches, ...none } };
}

export const gestures = {
  changePatches: ({ state, set }: Playground, change: Partial<PatchesView>): void =>
    set({ patches: { ...state.patches, ...change } }),
  /** What is done with pictures stands in what is fetched later. */
  withPatches: (playground: Playground, work: (playground: Playground) => unknown): void =>
    void work(playground),
};
