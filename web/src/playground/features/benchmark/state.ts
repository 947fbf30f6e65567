// What is measured, and what came of it.

import type { ModuleName } from '../../../client/index.js';

/** What the reader chose. */
export interface Wish {
  /** Runs of every configuration. */
  runs: number;
  /** The most threads. */
  threads: number;
  /** Ids of networks of the catalogue, beside the one on screen. */
  others: readonly string[];
}

export interface Configuration {
  module: ModuleName;
  threads: number;
}

/** Why there are no times. detail: in the engine's words. */
export interface Problem {
  text: string;
  detail?: string;
}

export interface Row {
  /** Title of the network. */
  network: string;
  /** undefined where the network could not be opened at all. */
  module?: ModuleName;
  /** undefined where the module cannot run here with any. */
  threads?: number;
  /** Milliseconds of each run. */
  times: readonly number[];
  problem?: Problem;
}

/** What it was measured on, as far as the browser tells. */
export interface Machine {
  browser: string;
  platform: string;
  cores: number;
  isolated: boolean;
  /** The least that its clock tells apart, in milliseconds. */
  clock: number;
  /** When, in UTC: "2026-11-30 09:30". */
  date: string;
}

export interface Benchmark {
  wish: Wish;
  /** 0 to 1 while it is measured. */
  share?: number | undefined;
  /** What is done now. */
  doing?: string;
  rows: readonly Row[];
  machine?: Machine;
  /** A sentence where it did not come to its end. */
  cut?: string;
}
