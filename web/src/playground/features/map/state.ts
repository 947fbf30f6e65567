// What is seen of the map of a deep network.

/** The map of a deep network. */
export interface MapView {
  /** Of its frame, px; 0 before it is measured. */
  width: number;
  /** Upper end of what is seen, px. */
  scroll: number;
  /** Ids of stages that are shut and of blocks that are open; undefined: as they are at first. */
  toggled: ReadonlySet<string> | undefined;
  query: string;
  /** Columns that match it, and the place of the one that was gone to. */
  hits: readonly number[];
  hit: number | undefined;
  /** Id of the item that has, or last had, keyboard focus; undefined: the first. */
  focus: string | undefined;
  /** True until the element has it. */
  takesFocus: boolean;
  /** True where what draws it could not be fetched. */
  isMissing: boolean;
}

declare module '../../kit/playground.js' {
  interface AppState {
    map: MapView;
  }
}

export const EMPTY_MAP: MapView = {
  width: 0,
  scroll: 0,
  toggled: undefined,
  query: '',
  hits: [],
  hit: undefined,
  focus: undefined,
  takesFocus: false,
  isMissing: false,
};
