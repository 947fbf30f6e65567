// What is changed of the network on screen.

import type { Change } from '../../../onnx-edit/index.js';
import type { Edits } from '../../run/edits/edits.js';
import type { Scores } from '../../run/predictions.js';

/** A change as it stands in the list. */
export interface Made {
  /** Two changes of the same thing have the same; the later one counts. */
  key: string;
  /** Name of the layer. */
  layer: string;
  change: Change;
  /** What it was in the file: an operator, or sizes. */
  was?: string;
  /** Of numbers: the channel or unit that they belong to. */
  unit?: number;
}

/** Why a change was not made. detail: in the engine's words. */
export interface Refused {
  text: string;
  detail: string;
  /** True where the list of changes itself is what cannot be made: another try would end the same. */
  isForGood?: boolean;
}

/** Of the network as its file has it: its answer to a picture. */
export interface Unchanged {
  scores: Scores | undefined;
  /** Id of the picture, and what was painted over it. */
  picture: number;
  edits: Edits;
}

/** Where the browser keeps them for their tab. The number grows when what is kept becomes another. */
export const KEPT = 'cnn-playground-changes-2';

/** A network that was just opened has this very list. Where all changes are taken back, the list is another empty one. */
export const NO_CHANGES: readonly Made[] = [];
