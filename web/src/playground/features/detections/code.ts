// What is fetched when a network's output is to be seen over the picture.

import './detections.css';
import type { Form } from './forms.js';
import { boxesIn } from './read-boxes.js';
import { mapIn } from './read-maps.js';
import type { Detections } from './state.js';

export { paintFigure, paintOverlay } from './paint.js';
export { answer, headline, overlay } from './view.js';

/** run: id of the run that data is of. */
export function read(form: Form, data: Float32Array, run: number): Detections {
  if (form.kind === 'boxes') {
    const boxes = boxesIn(form, data);
    return { run, form, ...(boxes ? { boxes } : {}) };
  }
  const map = mapIn(form, data);
  return { run, form, ...(map ? { map } : {}) };
}
