// The sentences, and what their buttons do: fetched with the first file of the user's own.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Rest } from '../../kit/feature.js';
import type { Actions, AppState, Playground } from '../../kit/playground.js';
import type { NetworkInfo } from '../../network/network.js';
import { fetchLabels, IMAGENET } from '../../run/catalogue.js';
import { unexpected } from '../../run/failures.js';
import type { Likely } from './index.js';
import { words } from './words-en.js';

/** torchvision's values, which nearly every network of ImageNet was trained on. */
const MEAN: [number, number, number] = [0.485, 0.456, 0.406];
const DEVIATION: [number, number, number] = [0.229, 0.224, 0.225];
const IMAGENET_CLASSES = 1000;

/** True where colours become 0 to 1 and nothing in the file says so. Exports of Ultralytics are known to want that. */
export function isPixelGuess({ graph, weights, hasNoPicture, preprocess }: NetworkInfo): boolean {
  const { metadata } = graph;
  const isSaid = 'preprocess' in metadata || 'imgsz' in metadata || 'stride' in metadata;
  if (isSaid || weights || hasNoPicture || preprocess.channels !== 3) return false;
  const { divisor, mean, std } = preprocess;
  return divisor === 255 && mean.every((value) => value === 0) && std.every((value) => value === 1);
}

/** True where there are as many classes as in ImageNet, and nobody has named them. */
export function mayBeImagenet({ labels }: NetworkInfo, classes: number): boolean {
  return labels.length === 0 && classes === IMAGENET_CLASSES;
}

export async function takeImagenet(playground: Playground, what: Likely): Promise<void> {
  const { state, set, controller, site } = playground;
  const { model } = state;
  if (!model) return;
  if (what === 'pixels') {
    // What stood in the form of the input is of the values before.
    set({ inputForm: undefined });
    await controller.prepare({ ...model.info.preprocess, mean: MEAN, std: DEVIATION });
    return;
  }
  try {
    const names = await fetchLabels(IMAGENET.labels, site.models);
    // Another network may have come meanwhile.
    if (playground.state.model?.info.graph === model.info.graph)
      controller.label(names, words.namesFrom);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    set({ failure: unexpected('labels', why) });
  }
}

function line(says: string, act: string, test: Likely, actions: Actions): TemplateResult {
  return html`<p class="note" data-test="assumed-${test}">
    ${says}
    <button type="button" class="button is-quiet" @click=${() => actions.takeImagenet(test)}>${act}</button>
  </p>`;
}

function assumedView({ model, snapshot }: AppState, actions: Actions): unknown {
  if (!model || model.id !== undefined) return nothing;
  const classes = snapshot?.scores?.probabilities.length ?? 0;
  const lines = [
    ...(isPixelGuess(model.info)
      ? [line(words.pixelsGuessed, words.usePixels, 'pixels', actions)]
      : []),
    ...(mayBeImagenet(model.info, classes)
      ? [line(words.namesMissing, words.useNames, 'names', actions)]
      : []),
  ];
  return lines.length > 0
    ? html`<section class="assumed" aria-label=${words.heading}>${lines}</section>`
    : nothing;
}

export const rest: Rest = { views: { front: assumedView } };
