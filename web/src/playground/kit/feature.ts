// What a feature of the playground is made of, and how features become one playground.

import { html, type TemplateResult } from 'lit/html.js';
import type { Painter } from './paint.js';
import type { Actions, AppState, Changes, Events, Gesture, Playground } from './playground.js';

export type View = (state: AppState, actions: Actions, places: Places) => unknown;

/** What stands in the places of a playground. */
export interface Places {
  at(place: Place): TemplateResult;
  /** False until what stands there has been fetched. */
  has(place: Place): boolean;
  readonly tabs: readonly Tab[];
}

/**
 * Where a view stands:
 * - top: above everything.
 * - front: the picture and the answer. They stay in sight while the network scrolls.
 * - choose: below them, what changes them.
 * - status: what went wrong, above the network.
 * - main: the network.
 * - map: in the network, where it is shown as a map.
 * - patches, change: beside the map of the layer that is open, under the tab of that name.
 * - steps: in the open layer, in place of its map and its tabs.
 * - end: below everything.
 * - over: over everything.
 * - layer: in an open layer, below it, where the page below takes no clicks.
 */
export type Place =
  | 'top'
  | 'front'
  | 'choose'
  | 'status'
  | 'main'
  | 'map'
  | 'patches'
  | 'change'
  | 'steps'
  | 'layer'
  | 'end'
  | 'over';

/** One of the forms in which the network can be looked at. */
export interface Tab {
  id: string;
  title: string;
  /** Missing until it has been fetched. */
  view?: View;
  /** False for networks of which it has nothing to show; by default it has of all. */
  suits?(state: AppState): boolean;
}

/** What of a feature nobody sees at first, so that it is fetched later. */
export type Rest = Pick<
  Feature,
  'gestures' | 'views' | 'painters' | 'wanted' | 'rendered' | 'drawn'
> & {
  /** Of its tab. */
  tabView?: View;
};

export interface LaterRest {
  /** Whether it is to be seen in this state. It is fetched then, or once there is time for it. */
  isWanted(state: AppState): boolean;
  /** Names of its gestures that others make: what is asked of them before they are there is done when they are. */
  gestures?: readonly string[];
  load(): Promise<{ rest: Rest }>;
  /** It is wanted and cannot be had: goes back to where it is not. */
  giveUp(playground: Playground): void;
}

export interface Feature {
  name: string;
  /** Fields that it adds to the state, as they are at first. */
  state?: Changes;
  gestures?: Record<string, Gesture>;
  /** What it changes when something happens. */
  on?: { [Name in keyof Events]?: (state: AppState, ...args: Events[Name]) => Changes };
  /** What it does then. */
  after?: { [Name in keyof Events]?: (playground: Playground, ...args: Events[Name]) => void };
  views?: Partial<Record<Place, View>>;
  tab?: Tab;
  rest?: LaterRest;
  /** By the `data-paint` of their canvases. */
  painters?: Record<string, Painter>;
  /** Names of values of the network that it shows now. */
  wanted?(state: AppState): Iterable<string>;
  /** After templates are rendered, before canvases are painted: what has to have its size by then. */
  rendered?(playground: Playground): void;
  /** After templates and canvases have come to one state. */
  drawn?(playground: Playground): void;
  /** Listeners, timers, a camera: returns what ends them. */
  // biome-ignore lint/suspicious/noConfusingVoidType: many have nothing to end
  start?(playground: Playground): (() => void) | void;
}

declare module './playground.js' {
  interface Playground {
    readonly features: readonly Feature[];
    /** Adds gestures that were fetched, and does what was asked of them before. */
    learn(gestures: Record<string, Gesture>): void;
    /** What was asked of gestures that have not come is not done any more. names: of those; by default all. */
    unask(names?: readonly string[]): void;
  }
}

/** The feature with what was fetched. */
export function whole(feature: Feature, { tabView, ...rest }: Rest): Feature {
  const { tab } = feature;
  const isTabView = tab && tabView ? { tab: { ...tab, view: tabView } } : {};
  return { ...feature, ...rest, ...isTabView };
}

/**
 * Views stand in the order of their features. A feature that never has one there takes no room: markers of forty places
 * in each of six would be a quarter of a small view's nodes. What is fetched later has its place from the beginning.
 */
export function placesOf({ features, state, actions }: Playground): Places {
  const places: Places = {
    tabs: features.flatMap(({ tab }) => tab ?? []),
    has: (place) => features.some(({ views }) => views?.[place]),
    at: (place) =>
      html`${features
        .filter((feature) => feature.rest || feature.views?.[place])
        .map((feature) => feature.views?.[place]?.(state, actions, places))}`,
  };
  return places;
}

/** Names of values that the features show now. */
export function wantedBy({ features, state }: Pick<Playground, 'features' | 'state'>): string[] {
  return features.flatMap(({ wanted }) => [...(wanted?.(state) ?? [])]);
}

export function initialState(features: readonly Feature[]): AppState {
  return Object.assign({}, ...features.map(({ state }) => state)) as AppState;
}
