// What torch.save wrote before PyTorch 1.6: five pickles one after another, then the elements of each storage.

import { ELEMENT_BYTES } from '../element-types.js';
import { LIMITS } from '../limits.js';
import { unpickle } from '../pickle/unpickle.js';
import { Dict, List, type Value } from '../pickle/values.js';
import { cutOff, damaged, Refusal, shown, tooMuch } from '../refusal.js';
import type { Storage } from '../tensor.js';
import type { Checkpoint } from './torch-zip.js';

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;

/**
 * @throws Refusal: 'not-a-model' for a pickle that torch.save did not write, 'truncated', and what unpickle throws.
 */
export function readLegacy(bytes: Uint8Array): Checkpoint {
  const pickles = readPickles(bytes);
  const { value, keys, littleEndian, end, storages } = pickles;
  const regions = regionsOf(bytes, end, keys, storages, littleEndian);
  return {
    value,
    littleEndian,
    async stored(key) {
      const region = regions.get(key);
      if (region === undefined) throw cutOff(`The file lacks the storage "${shown(key)}".`);
      return region;
    },
  };
}

function readPickles(bytes: Uint8Array) {
  const magic = firstPickle(bytes);
  const protocol = unpickle(bytes, magic, 'the second pickle of the file');
  if (protocol.value !== PROTOCOL)
    throw new Refusal(
      'unsupported',
      `The file is of version ${shown(String(protocol.value))} of PyTorch's old format.`,
    );
  const system = unpickle(bytes, protocol.end, 'the third pickle of the file');
  const object = unpickle(bytes, system.end, 'the pickle of the file');
  const keys = unpickle(bytes, object.end, 'the list of storages of the file');
  if (!(keys.value instanceof List)) throw damaged('The file has no list of its storages.');
  const order = system.value instanceof Dict ? system.value.get('little_endian') : undefined;
  return {
    value: object.value,
    storages: object.storages,
    keys: keys.value.items,
    littleEndian: order !== false,
    end: keys.end,
  };
}

/** Where it ends. A pickle of anything else than the magic number was not written by torch.save. */
function firstPickle(bytes: Uint8Array): number {
  const { value, end } = unpickle(bytes, 0, 'the first pickle of the file');
  if (value === MAGIC) return end;
  throw new Refusal(
    'not-a-model',
    'The file is a Python pickle, but not one that torch.save wrote.',
    'Save the weights with torch.save(model.state_dict(), "weights.pth").',
  );
}

/** The bytes of each storage: 8 with the number of elements, then the elements, in the order of `keys`. */
function regionsOf(
  bytes: Uint8Array,
  start: number,
  keys: readonly Value[],
  storages: ReadonlyMap<string, Storage>,
  littleEndian: boolean,
): Map<string, Uint8Array> {
  if (keys.length > LIMITS.tensors) throw tooMuch(`The file has ${keys.length} storages.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const regions = new Map<string, Uint8Array>();
  let at = start;
  for (const item of keys) {
    const key = String(item);
    const storage = storages.get(key);
    if (storage === undefined)
      throw damaged(
        `The file has the storage "${shown(key)}", but nothing in it says of which type that is.`,
      );
    if (at + 8 > bytes.length) throw cutOff(`The file ends before its storage "${shown(key)}".`);
    const count = Number(view.getBigInt64(at, littleEndian));
    const end = at + 8 + count * ELEMENT_BYTES[storage.type];
    if (count < 0 || count !== storage.count)
      throw damaged(`The storage "${shown(key)}" has two sizes.`);
    if (!(end <= bytes.length)) throw cutOff(`The file ends within its storage "${shown(key)}".`);
    regions.set(key, bytes.subarray(at + 8, end));
    at = end;
  }
  return regions;
}
