import type { Form } from './forms.js';
import type { FoundBox } from './read-boxes.js';
import type { FoundMap } from './read-maps.js';

/** What was read of one run's output; neither boxes nor a map where the numbers contradict the form. */
export interface Detections {
  /** Id of the run. */
  run: number;
  form: Form;
  /** Best first. */
  boxes?: readonly FoundBox[];
  map?: FoundMap;
}

declare module '../../kit/playground.js' {
  interface AppState {
    /** undefined where the output is a list of classes, or nothing that is known. */
    detections?: Detections;
  }
}
