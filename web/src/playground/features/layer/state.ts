// How the open layer is looked at.

import type { Playground } from '../../kit/playground.js';
import type { Cell, MapAddress } from '../../network/places.js';
import type { ChannelSort } from './gallery.js';

export type LayerTab = 'sum' | 'patches' | 'values' | 'weights' | 'change';

/** How the open layer is looked at; stays from layer to layer. */
export interface LayerView {
  tab: LayerTab;
  sort: ChannelSort;
  /** Steps by which maps in the gallery are larger than they would be by their number. */
  zoom: number;
  /** Channels that stand first in the gallery of their layer. */
  pinned: readonly MapAddress[];
  /** Whether the cell walks over the map by itself. */
  playing: boolean;
  /** Cells per second. */
  speed: number;
  /** All terms of a sum, not only the largest. */
  isLong: boolean;
}

/** A cell of the gallery, or of the kernels, under the pointer. */
export interface Glance extends Cell {
  of: 'gallery' | 'kernels';
  channel: number;
}

declare module '../../kit/playground.js' {
  interface AppState {
    layer: LayerView;
    glance?: Glance;
  }
  interface Actions extends Bound<typeof gestures> {}
}

export const USUAL_LAYER: LayerView = {
  tab: 'sum',
  sort: 'index',
  zoom: 0,
  pinned: [],
  playing: false,
  speed: 4,
  isLong: false,
};

function withPin(pinned: readonly MapAddress[], at: MapAddress): readonly MapAddress[] {
  const isOther = (pin: MapAddress) => pin.column !== at.column || pin.channel !== at.channel;
  const others = pinned.filter(isOther);
  return others.length < pinned.length ? others : [...pinned, at];
}

export const gestures = {
  changeLayer: ({ state, set }: Playground, change: Partial<LayerView>): void =>
    set({ layer: { ...state.layer, ...change } }),
  /** Pins a channel to the front of its gallery, or lets it go. */
  pin({ state, set }: Playground, at: MapAddress): void {
    set({ layer: { ...state.layer, pinned: withPin(state.layer.pinned, at) } });
  },
  glance: ({ set }: Playground, glance: Glance | undefined): void => set({ glance }),
};
