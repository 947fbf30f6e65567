// The sentences, and what their buttons do: fetched with the first file of the user's own.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Rest } from '../../kit/feature.js';
import type { Actions, AppState, Playground } from '../../kit/playground.js';
import type { NetworkInfo } from '../../network/network.js';
import { fetchLabels, IMAGENET } from '../../run/catalogue.js';
import { unexpected } from '../../run/failures.js';
import type { Likely } from './index.js';
import { words } from './words-en.js';

type Triple = [number, number, number];

/** Pixels as they commonly are of networks that were trained on a data set. */
interface Usual {
  readonly of: 'ImageNet' | 'MNIST';
  readonly mean: Triple;
  readonly std: Triple;
}

const same = (value: number): Triple => [value, value, value];

/** torchvision's values, which nearly every network of ImageNet was trained on. */
const IMAGENET_PIXELS: Usual = {
  of: 'ImageNet',
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};
/** Mean and deviation of MNIST's training pictures, as PyTorch's examples have them. */
const MNIST_PIXELS: Usual = { of: 'MNIST', mean: same(0.1307), std: same(0.3081) };
/** Heights and widths that networks for MNIST take: its own, and that of LeNet's paper. */
const MNIST_SIDES = [28, 32];
const IMAGENET_CLASSES = 1000;

/** Weights have no preprocessing: what the network that is made of them says of it was assumed, until it is given. */
function isSaid({ graph: { metadata }, weights }: NetworkInfo): boolean {
  if (weights) return ['mean', 'std'].some((name) => weights.given?.includes(name));
  // Exports of Ultralytics are known to want 0 to 1.
  return 'preprocess' in metadata || 'imgsz' in metadata || 'stride' in metadata;
}

/** The likeliest other choice where pixels become 0 to 1 and nothing in the file says so. */
export function otherPixels(info: NetworkInfo): Usual | undefined {
  const { divisor, mean, std, channels, crop } = info.preprocess;
  if (info.hasNoPicture || isSaid(info)) return undefined;
  const isUnit =
    divisor === 255 && mean.every((value) => value === 0) && std.every((value) => value === 1);
  if (!isUnit) return undefined;
  if (channels === 3) return IMAGENET_PIXELS;
  const isDigit = channels === 1 && crop[0] === crop[1] && MNIST_SIDES.includes(crop[0]);
  return isDigit ? MNIST_PIXELS : undefined;
}

/** True where there are as many classes as in ImageNet, and nobody has named them. */
export function mayBeImagenet({ labels }: NetworkInfo, classes: number): boolean {
  return labels.length === 0 && classes === IMAGENET_CLASSES;
}

async function takePixels({ state, set, controller }: Playground): Promise<void> {
  const { model } = state;
  const usual = model && otherPixels(model.info);
  if (!usual) return;
  const { mean, std } = usual;
  // What stood in the form of the input is of the values before.
  set({ inputForm: undefined });
  const source = controller.sources().model;
  if (!model.info.weights || !source)
    return controller.prepare({ ...model.info.preprocess, mean, std });
  // Of weights it is an assumption, and listed with the others.
  const ofChannels = (values: Triple) => values.slice(0, model.info.preprocess.channels);
  const assume = { ...source.assume, mean: ofChannels(mean), std: ofChannels(std) };
  await controller.openModel({ ...source, assume });
}

export async function takeLikely(playground: Playground, what: Likely): Promise<void> {
  if (what === 'pixels') return takePixels(playground);
  const { state, set, controller, site } = playground;
  const { model } = state;
  if (!model) return;
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
    <button type="button" class="button is-quiet" @click=${() => actions.takeLikely(test)}>${act}</button>
  </p>`;
}

function assumedView({ model, snapshot }: AppState, actions: Actions): unknown {
  if (!model || model.id !== undefined) return nothing;
  const classes = snapshot?.scores?.probabilities.length ?? 0;
  const usual = otherPixels(model.info);
  const lines = [
    ...(usual
      ? [line(words.pixelsGuessed(usual.of), words.usePixels(usual.of), 'pixels', actions)]
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
