import type { Form } from './forms.js';
import type { FoundBox } from './read-boxes.js';
import type { FoundMap } from './read-maps.js';
import type { FoundPicture } from './read-picture.js';
import type { FoundText } from './read-text.js';
import type { OutputFigures } from './read-values.js';

/** What was read of an output; the form alone where the numbers contradict it. */
export interface Found {
  form: Form;
  /** Best first. */
  boxes?: readonly FoundBox[];
  map?: FoundMap;
  picture?: FoundPicture;
  text?: FoundText;
}

/** Of one run. */
export interface Detections {
  /** Id of the run. */
  run: number;
  /** Of a network with one output whose form is known. */
  found?: Found;
  /** All outputs as figures, where none of them was read. */
  outputs?: readonly OutputFigures[];
}

declare module '../../kit/playground.js' {
  interface AppState {
    /** undefined where the output is a list of classes. */
    detections?: Detections;
  }
}
