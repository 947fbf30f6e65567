// Which part of a checkpoint is the network's weights: people save them bare, or under a name beside the optimiser's
// state, the number of the epoch and much else.

import type { Checkpoint } from './files/torch-zip.js';
import { LIMITS } from './limits.js';
import { Dict, List, TensorValue, Tuple, type Value } from './pickle/values.js';
import { Refusal, shown, tooMuch } from './refusal.js';
import type { StateTensor } from './state-dict.js';
import { checkTotal, elementsOf, stateTensor } from './tensor.js';

/** Names under which weights are saved, the likeliest first. */
const NAMES = [
  'state_dict',
  'model_state_dict',
  'model_state',
  'model',
  'net',
  'network',
  'net_state_dict',
  'module',
  'weights',
  'params',
  'params_ema',
  'model_ema',
  'ema_state_dict',
];

/** What has tensors too, and is no network. */
const NOT_WEIGHTS = /optim|sched|scaler|swa_|rng|state_history/i;

export interface Found {
  readonly tensors: Map<string, StateTensor>;
  /** Names that lead to them: ['checkpoint', 'model']; empty where the file is nothing else. */
  readonly path: readonly string[];
  /** Every submodule's name, '' for the network itself, where the file lists them; they have no tensors, or some. */
  readonly modules: readonly string[] | undefined;
}

/** @throws Refusal: 'not-a-model' where there are no weights, and what the checkpoint's stored() throws. */
export async function findWeights(checkpoint: Checkpoint): Promise<Found> {
  const place = new Search().within(checkpoint.value);
  if (place === undefined) throw noWeights(checkpoint.value);
  const { dict, path } = place;
  return { tensors: await tensorsOf(dict, checkpoint), path, modules: modulesOf(dict) };
}

const hasTensors = (value: Value | undefined): boolean => {
  if (!(value instanceof Dict)) return false;
  for (const [key, entry] of value.entries())
    if (typeof key === 'string' && entry instanceof TensorValue) return true;
  return false;
};

interface Place {
  readonly dict: Dict;
  readonly path: readonly string[];
}

/** Looks through dicts within dicts, each of them once: a memo can make billions of a few. */
class Search {
  private readonly seen = new Set<Value>();

  within(value: Value, path: readonly string[] = []): Place | undefined {
    if (path.length > LIMITS.nesting || this.seen.has(value)) return undefined;
    this.seen.add(value);
    // torch.save((model.state_dict(), optimizer.state_dict()), ...)
    if (value instanceof List || value instanceof Tuple) return this.first(value.items, path);
    if (!(value instanceof Dict)) return undefined;
    for (const name of NAMES) {
      const entry = value.get(name);
      const place = entry instanceof Dict ? this.within(entry, [...path, name]) : undefined;
      if (place) return place;
    }
    return hasTensors(value) ? { dict: value, path } : this.only(value, path);
  }

  private first(items: readonly Value[], path: readonly string[]): Place | undefined {
    const index = items.slice(0, 10).findIndex((item) => item instanceof Dict);
    return this.within(items[index] ?? null, [...path, `[${index}]`]);
  }

  /** Under a name that nobody foresaw: where there is but one such, it is meant. */
  private only(dict: Dict, path: readonly string[]): Place | undefined {
    const places: Place[] = [];
    for (const [name, entry] of dict.entries()) {
      if (typeof name !== 'string' || NOT_WEIGHTS.test(name) || !(entry instanceof Dict)) continue;
      const place = this.within(entry, [...path, name]);
      if (place) places.push(place);
    }
    return places.length === 1 ? places[0] : undefined;
  }
}

function noWeights(value: Value): Refusal {
  const keys = value instanceof Dict ? [...value.entries()].map(([key]) => shown(String(key))) : [];
  const found =
    keys.length === 0
      ? ''
      : ` At its top are: ${keys.slice(0, 8).join(', ')}${keys.length > 8 ? ', ...' : ''}.`;
  return new Refusal(
    'not-a-model',
    `The file holds no weights of a network, or several sets of them.${found}`,
    'Save the weights alone: torch.save(model.state_dict(), "weights.pth").',
  );
}

async function tensorsOf(dict: Dict, checkpoint: Checkpoint): Promise<Map<string, StateTensor>> {
  if (dict.size > LIMITS.tensors)
    throw tooMuch(`The file has ${dict.size} tensors, more than ${LIMITS.tensors}.`);
  const stored = new Map<string, Uint8Array>();
  const tensors = new Map<string, StateTensor>();
  let elements = 0;
  for (const [name, value] of dict.entries()) {
    if (typeof name !== 'string' || !(value instanceof TensorValue)) continue;
    const { storage, layout } = value;
    const known = stored.get(storage.key);
    if (known === undefined) elements += storage.count;
    const bytes = known ?? (await checkpoint.stored(storage.key));
    stored.set(storage.key, bytes);
    tensors.set(name, stateTensor(elementsOf(storage, bytes, checkpoint.littleEndian), layout));
  }
  checkTotal(tensors.values(), elements);
  return tensors;
}

/** Keys of `_metadata`, which torch puts on every state_dict: all submodules, those without tensors too. */
function modulesOf(dict: Dict): string[] | undefined {
  const { attributes } = dict;
  // Plain objects have (state, slots) here.
  const state = attributes instanceof Tuple ? attributes.items[0] : attributes;
  const metadata = state instanceof Dict ? state.get('_metadata') : undefined;
  if (!(metadata instanceof Dict)) return undefined;
  return [...metadata.entries()].map(([key]) => key).filter((key) => typeof key === 'string');
}
