// How one number of a layer is computed, as plain data.

/** One summand, factor or argument. */
export interface Term {
  /** What it is: "channel 3", "input 17", "mean". */
  label: string;
  /** What it adds to the result. */
  amount: number;
  /** The two factors whose product it is, where it is one. */
  factors?: readonly [number, number];
}

/** Products of one input channel under the kernel. */
export interface PatchTerm extends Term {
  /** Input channel. */
  channel: number;
}

export interface Patch {
  height: number;
  width: number;
  /** Row by row; undefined for a cell of the padding, which counts as 0. */
  values: readonly (number | undefined)[];
  weights: readonly number[];
}

export interface ConvolutionSum {
  kind: 'convolution';
  /** By input channel, in order. */
  terms: readonly PatchTerm[];
  bias: number | undefined;
  value: number;
}

/** A window of one channel of which the largest, or the mean, is taken. */
export interface WindowSum {
  kind: 'window';
  height: number;
  width: number;
  /** Row by row; undefined for a cell of the padding. */
  cells: readonly (number | undefined)[];
  /** Position in `cells` of the largest one, where that is what counts. */
  winner: number | undefined;
  /** What the sum is divided by, where the mean is taken. */
  divisor: number | undefined;
  value: number;
}

/** How terms make a value; pairs are two inputs in order. share: e^ of one over the sum of e^ of all. */
export type How =
  | 'sum'
  | 'difference'
  | 'product'
  | 'quotient'
  | 'power'
  | 'mean'
  | 'largest'
  | 'smallest'
  | 'share'
  | 'logarithm of share';

/** Terms that are added, multiplied or compared. */
export interface TermsSum {
  kind: 'terms';
  how: How;
  terms: readonly Term[];
  bias: number | undefined;
  value: number;
}

/** A formula with its numbers filled in, e.g. "max(0, −1.5)". */
export interface FormulaSum {
  kind: 'formula';
  /** The rule, with letters: "max(0, x)". */
  rule: string;
  /** Its letters. */
  terms: readonly Term[];
  /** undefined where the rule is a sentence. */
  value: number | undefined;
}

/** The number is another one, moved. */
export interface MovedSum {
  kind: 'moved';
  /** Value it comes from, and where in it. */
  from: string;
  index: number;
  value: number;
}

/** The engine does not say how the operator gets its numbers. */
export interface UnknownSum {
  kind: 'unknown';
}

export type Sum = ConvolutionSum | WindowSum | TermsSum | FormulaSum | MovedSum | UnknownSum;
