// From a state dict to the network it belongs to: the registry of families, asked one after the other.

import type { StateDict } from '../state-dict.js';
import { alexnet } from './alexnet.js';
import { convnext } from './convnext.js';
import { densenet } from './densenet.js';
import { efficientnet } from './efficientnet.js';
import { fashionMnist } from './fashion-mnist.js';
import { googlenet } from './googlenet.js';
import { inception } from './inception.js';
import { lenet } from './lenet.js';
import { maxvit } from './maxvit.js';
import { mnasnet } from './mnasnet.js';
import { mobilenetV2 } from './mobilenet-v2.js';
import { mobilenetV3 } from './mobilenet-v3.js';
import { attempt, isCandidate, recogniseAs } from './recognise.js';
import { regnet } from './regnet.js';
import { resnet } from './resnet.js';
import { sequential } from './sequential.js';
import { shufflenet } from './shufflenet.js';
import { squeezenet } from './squeezenet.js';
import { swin } from './swin.js';
import { tinyVgg } from './tiny-vgg.js';
import type { Assume, Family, Recognised } from './types.js';
import { vgg } from './vgg.js';
import { vit } from './vit.js';

export { IMAGENET_LABELS } from './picture.js';
export {
  type Assume,
  type AssumedValue,
  AssumeError,
  type Assumption,
  type Recognised,
} from './types.js';

/** No two of these have a network in common, but for the last, which takes what is left. */
export const FAMILIES: readonly Family[] = [
  fashionMnist,
  tinyVgg,
  lenet,
  alexnet,
  vgg,
  resnet,
  regnet,
  densenet,
  squeezenet,
  googlenet,
  inception,
  mobilenetV2,
  mobilenetV3,
  mnasnet,
  shufflenet,
  efficientnet,
  convnext,
  vit,
  swin,
  maxvit,
  sequential,
];

/** Less than this share of a state dict understood, and a family is not near. */
const NEAR = 0.25;

/**
 * The network that has exactly these keys and shapes; undefined where no family has it.
 *
 * Weights do not tell everything: `assumptions` lists what was taken for granted, and `assume` gives other
 * values by their names. Where the assumption `labels` is "ImageNet", the names are not in the file that
 * `toOnnx` makes, since this code does not carry them: give them as `assume.labels`.
 *
 * @param state Every tensor of the checkpoint; nothing but shapes is read before `toOnnx`.
 * @param extra.modules Paths of all submodules, those without weights too (PyTorch's `_metadata`), where
 * the file has them.
 * @throws AssumeError where `assume` names something unknown, or a value that does not fit the network.
 * @example
 * ```ts
 * const network = recognise(state, { labels: ['pizza', 'steak', 'sushi'] });
 * if (network) await InferenceSession.create(network.toOnnx());
 * ```
 */
export function recognise(
  state: StateDict,
  assume: Assume = {},
  extra: { readonly modules?: readonly string[] } = {},
): Recognised | undefined {
  const keys = [...state.keys()].join('\n');
  for (const family of FAMILIES) {
    if (!isCandidate(family, keys)) continue;
    const found = recogniseAs(family, state, assume, extra.modules);
    if (found) return found;
  }
  return undefined;
}

/**
 * For a refusal: the family of which most is there, and the first key or shape that is another one.
 * undefined where none is near.
 */
export function nearest(
  state: StateDict,
): { readonly name: string; readonly departs: string } | undefined {
  let best: { name: string; departs: string; share: number } | undefined;
  const keys = [...state.keys()].join('\n');
  for (const family of FAMILIES) {
    if (!isCandidate(family, keys)) continue;
    const { net, departs } = attempt(family, state, {});
    const share = net.share();
    if (departs === undefined || share < NEAR || share <= (best?.share ?? 0)) continue;
    best = { name: family.title, departs, share };
  }
  return best && { name: best.name, departs: best.departs };
}
