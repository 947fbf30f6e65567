// What is compared with what is on screen, and what came of it.

import type { Column } from '../../network/columns.js';
import type { KeptValue, NetworkInfo } from '../../network/network.js';
import type { Scores } from '../../run/predictions.js';
import type { Times } from '../../run/retime.js';
import type { CatalogEntry, Sample } from '../../run/state.js';
import type { Theirs } from './match.js';
import type { Row } from './measure.js';

export type Against =
  /** Another network on this picture. */
  | { kind: 'network'; entry: CatalogEntry }
  | { kind: 'network-file'; file: File }
  /** This network on another picture. */
  | { kind: 'sample'; sample: Sample }
  | { kind: 'picture-file'; file: File }
  /** This network without its changes, this picture without its edits. */
  | { kind: 'unchanged' }
  | { kind: 'unedited' }
  /** Values from elsewhere: an .npz file. */
  | { kind: 'values'; file: File };

/** One of the two. */
export interface Side {
  title: string;
  /** True for the run on screen. */
  isShown?: boolean;
  /** undefined of values alone. */
  network?: {
    info: NetworkInfo;
    columns: readonly Column[];
    scores: Scores | undefined;
    params: number;
    macs: number;
    times: Times;
    /** What it got of the picture; undefined where it gets none, or no colours. */
    input?: KeptValue;
  };
}

export interface Compared {
  /** Layers of the network, as it ran for this. */
  columns: readonly Column[];
  sides: readonly [own: Side, other: Side];
  theirs: readonly Theirs[];
  rows: readonly Row[];
  /** Of two networks: whether channels of the same number may be the same thing in both. */
  channels?: 'different' | 'perhaps';
  /** Of values: whether the network was fed the input that came with them. */
  fed?: 'given' | 'picture';
  /** Names of its other inputs that the file has numbers for. */
  fedInputs?: readonly string[];
  /** Names of those whose numbers in the file do not fit. */
  leftOut?: readonly string[];
}

/** The layer whose maps are looked at. */
export interface Looked {
  row: Row;
  channel: number;
  own: KeptValue;
  other: KeptValue;
}

export interface Comparison {
  against: Against;
  /** 0 to 1 while it is made; undefined once it is there. */
  progress?: number | undefined;
  failure?: { text: string; detail: string };
  /** Of this or an earlier run. */
  result?: Compared;
  looked?: Looked;
}
