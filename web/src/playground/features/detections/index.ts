// An output that is no list of classes, over the picture: boxes, or maps. What reads and draws it is fetched
// when a network has such an output.

import { nothing } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import { type Painter, paintNothing } from '../../kit/paint.js';
import type { AppState, Playground } from '../../kit/playground.js';
import { type Form, formOf } from './forms.js';
import './state.js';

type Code = typeof import('./code.js');

let code: Code | undefined;
let loading: Promise<void> | undefined;

const known = new WeakMap<object, Form | undefined>();

function formIn({ model, snapshot }: AppState): Form | undefined {
  if (!model || snapshot?.scores) return undefined;
  if (!known.has(model.info)) known.set(model.info, formOf(model.info));
  return known.get(model.info);
}

/** Of the run on screen; undefined where its output is not there. */
function readNow(state: AppState, { read }: Code) {
  const { snapshot } = state;
  const form = formIn(state);
  const value = form && snapshot?.values.get(form.value);
  return form && value && snapshot ? read(form, value.data, snapshot.id) : undefined;
}

async function fetchCode(): Promise<void> {
  try {
    code = await import('./code.js');
  } catch {
    // Then the page says that there is no list of classes.
  }
}

/** The first time after its code has come, and where the output was read after the run. */
function complete(playground: Playground): void {
  const { state, set } = playground;
  const form = formIn(state);
  const { snapshot, detections } = state;
  if (!form || !snapshot?.values.has(form.value)) return;
  if (detections?.run === snapshot.id && detections.form === form) return;
  if (code) {
    set({ detections: readNow(state, code) });
    return;
  }
  loading ??= fetchCode();
  void loading.then(() => code && complete(playground));
}

/** In place of the classes; undefined where there is nothing of the kind. */
export function detectionAnswer(state: AppState): unknown {
  return code && state.detections ? code.answer(state, state.detections) : undefined;
}

/** The same in one sentence, for screen readers. */
export function detectionHeadline({ detections }: AppState): string | undefined {
  return code && detections && code.headline(detections);
}

/** Over the small picture. */
export function detectionOverlay(state: AppState): unknown {
  return code && state.detections ? code.overlay(state) : nothing;
}

const paintBy =
  (name: 'paintFigure' | 'paintOverlay'): Painter =>
  (canvas, state) =>
    (code?.[name] ?? paintNothing)(canvas, state);

export const detections: Feature = {
  name: 'detections',
  wanted(state) {
    const form = formIn(state);
    return form ? [form.value] : [];
  },
  on: {
    modelReady: () => ({ detections: undefined }),
    cleared: () => ({ detections: undefined }),
    // In the same frame as the picture it is about.
    runFinished: (state) => ({ detections: code && readNow(state, code) }),
  },
  painters: { detections: paintBy('paintFigure'), 'detections-over': paintBy('paintOverlay') },
  drawn: complete,
};
