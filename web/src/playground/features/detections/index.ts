// Outputs that are no list of classes: boxes, maps, a picture or text where the file tells, else figures. What reads and
// draws them is fetched when a network has such an output.

import { nothing } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import { type Painter, paintNothing } from '../../kit/paint.js';
import type { AppState, Playground } from '../../kit/playground.js';
import type { Detections } from './state.js';

type Code = typeof import('./code.js');

let code: Code | undefined;
let loading: Promise<void> | undefined;

/** What the outputs were taken for depends on these. */
const readFor = new WeakMap<Detections, object>();

/** Of the run on screen; undefined where its output is a list of classes. */
function readNow({ model, snapshot }: AppState, { read }: Code): Detections | undefined {
  if (!model || !snapshot?.outputs) return undefined;
  const found = read(model.info, snapshot.outputs, snapshot.id);
  readFor.set(found, model.info);
  return found;
}

async function fetchCode(): Promise<void> {
  try {
    code = await import('./code.js');
  } catch {
    // Then the page says that there is no list of classes.
  }
}

/** The first time after its code has come, and where names came after the run. */
function complete(playground: Playground): void {
  const { state, set } = playground;
  const { snapshot, detections, model } = state;
  if (!snapshot?.outputs || !model) return;
  if (detections?.run === snapshot.id && readFor.get(detections) === model.info) return;
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
  on: {
    modelReady: () => ({ detections: undefined }),
    cleared: () => ({ detections: undefined }),
    // In the same frame as the picture it is about.
    runFinished: (state) => ({ detections: code && readNow(state, code) }),
  },
  painters: { detections: paintBy('paintFigure'), 'detections-over': paintBy('paintOverlay') },
  drawn: complete,
};
