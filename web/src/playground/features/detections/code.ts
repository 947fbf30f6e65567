// What is fetched when a network's outputs are to be seen and are no list of classes.

import './detections.css';
import type { NetworkInfo } from '../../network/network.js';
import type { OutputValue } from '../../run/state.js';
import { type Form, formOfOutput } from './forms.js';
import { boxesIn } from './read-boxes.js';
import { mapIn } from './read-maps.js';
import { pictureIn } from './read-picture.js';
import { textIn } from './read-text.js';
import { figuresOf } from './read-values.js';
import type { Detections, Found } from './state.js';

export { paintFigure, paintOverlay } from './paint.js';
export { answer, headline, overlay } from './view.js';

function foundIn(form: Form, data: ArrayLike<number>): Found {
  switch (form.kind) {
    case 'boxes':
      return withRead(form, { boxes: boxesIn(form, data) });
    case 'maps':
      return withRead(form, { map: mapIn(form, data) });
    case 'picture':
      return withRead(form, { picture: pictureIn(form, data) });
    case 'text':
      return withRead(form, { text: textIn(form, data) });
  }
}

/** Without what could not be read. */
function withRead(form: Form, read: { [Key in keyof Found]?: Found[Key] | undefined }): Found {
  const there = Object.entries(read).filter(([, value]) => value !== undefined);
  return { form, ...Object.fromEntries(there) };
}

const isRead = (found: Found): boolean => Object.keys(found).length > 1;

function foundOf(info: NetworkInfo, { name, data }: OutputValue): Found | undefined {
  const output = info.graph.outputs.find((value) => value.name === name);
  const form = output && formOfOutput(info, output);
  return form && foundIn(form, data);
}

/** run: id of the run that the outputs are of. */
export function read(info: NetworkInfo, outputs: readonly OutputValue[], run: number): Detections {
  const all = outputs.map((output) => ({ output, found: foundOf(info, output) }));
  const [first, another] = all;
  const found = first?.found && !another ? { found: first.found } : {};
  if (found.found && isRead(found.found)) return { run, ...found };
  return {
    run,
    ...found,
    outputs: all.map(({ output, found: of }) => ({
      ...figuresOf(output),
      ...(of && isRead(of) ? { found: of } : {}),
    })),
  };
}
