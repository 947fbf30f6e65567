// What the functions of the allow-list give. Each rule looks at plain data and makes plain data.

import { DTYPES, ELEMENT_BYTES, STORAGE_TYPES } from '../element-types.js';
import type { StateType } from '../state-dict.js';
import { checkLayout } from '../tensor.js';
import { type CALLS, isInert, UNTYPED_STORAGE } from './allowed.js';
import type { Machine } from './machine.js';
import {
  Dict,
  Global,
  Inert,
  List,
  StorageValue,
  TensorValue,
  Tuple,
  type Value,
} from './values.js';

type Rule = (args: readonly Value[], machine: Machine) => Value;

const RULES: Record<(typeof CALLS)[number], Rule> = {
  'collections.OrderedDict': orderedDict,
  'collections.defaultdict': () => new Dict(),
  'torch.Size': ([sizes = null]) => sizes,
  'torch._utils._rebuild_tensor': rebuildTensor,
  'torch._utils._rebuild_tensor_v2': rebuildTensor,
  'torch._utils._rebuild_tensor_v3': rebuildUntyped,
  'torch._utils._rebuild_parameter': ([data = null]) => data,
  'torch._utils._rebuild_parameter_with_state': ([data = null]) => data,
  'torch._tensor._rebuild_from_type_v2': rebuildFromType,
};

/** callable(*args) of the pickle. Throws where the name is no function of the allow-list. */
export function call(callable: Value, args: Value, machine: Machine): Value {
  if (!(callable instanceof Global))
    throw machine.wrong('something is called that is no function.');
  const { name } = callable;
  if (isInert(name)) return new Inert(name);
  if (!Object.hasOwn(RULES, name)) throw machine.wrong(`${name} is called, which is no function.`);
  if (!(args instanceof Tuple))
    throw machine.wrong(`${name} is called without a tuple of arguments.`);
  return RULES[name as keyof typeof RULES](args.items, machine);
}

/** Of Python 2, and of odd places: OrderedDict([(key, value), ...]). */
function orderedDict([pairs]: readonly Value[], machine: Machine): Value {
  const dict = new Dict();
  if (!(pairs instanceof List)) return dict;
  for (const pair of pairs.items) {
    const [key, value] = pair instanceof List || pair instanceof Tuple ? pair.items : [];
    if (key === undefined || value === undefined)
      throw machine.wrong('an OrderedDict is made of no pairs.');
    dict.set(key, value);
  }
  return dict;
}

/** (storage, offset, size, stride, ...) */
function rebuildTensor(args: readonly Value[], machine: Machine): Value {
  const [stored, offset, size, stride] = args;
  if (!(stored instanceof StorageValue)) throw machine.wrong('a tensor is made of no storage.');
  const { storage, shift } = stored;
  const start = typeof offset === 'number' ? offset + shift : Number.NaN;
  const layout = { dims: numbers(size, machine), strides: numbers(stride, machine), offset: start };
  checkLayout(layout, storage, `A tensor in the storage "${storage.key}"`);
  return new TensorValue(storage, layout);
}

/** The same with the element type behind: (storage, offset, size, stride, requires_grad, hooks, dtype, ...). */
function rebuildUntyped(args: readonly Value[], machine: Machine): Value {
  const [stored, , , , , , dtype] = args;
  const type = dtype instanceof Global ? DTYPES.get(dtype.name.replace(/^torch\./, '')) : undefined;
  if (!(stored instanceof StorageValue) || type === undefined)
    throw machine.wrong('a tensor is made of no storage, or of no element type.');
  const { key, count } = stored.storage;
  const storage = { key, type, count: Math.floor(count / ELEMENT_BYTES[type]) };
  return rebuildTensor([new StorageValue(storage), ...args.slice(1)], machine);
}

/** (function, type, arguments, state) of a Parameter with attributes. */
function rebuildFromType([callable, , args]: readonly Value[], machine: Machine): Value {
  const isTensor = callable instanceof Global && /^torch\._utils\._rebuild_/.test(callable.name);
  if (!isTensor) throw machine.wrong('a tensor is made by a function that makes none.');
  return call(callable, args ?? null, machine);
}

/** A tuple of whole numbers; those that do not fit into a double are none. */
function numbers(value: Value | undefined, machine: Machine): number[] {
  const items = value instanceof Tuple || value instanceof List ? value.items : undefined;
  if (items === undefined) throw machine.wrong('the sizes of a tensor are no tuple.');
  return items.map((item) => (typeof item === 'number' ? item : Number.NaN));
}

/**
 * ('storage', class, key, location, count) of the pickle; old files add (view's key, offset, count) or None.
 * Throws for anything else.
 */
export function persistent(id: Value, machine: Machine): StorageValue {
  const [kind, type, key, , count, view] = id instanceof Tuple ? id.items : [];
  const named = type instanceof Global ? storageType(type.name) : undefined;
  const isWhole = typeof count === 'number' && Number.isSafeInteger(count) && count >= 0;
  if (kind !== 'storage' || named === undefined || !isWhole || !isKey(key))
    throw machine.wrong('a storage is described in an unknown way.');
  const storage = machine.storage({ key: String(key), type: named, count });
  if (!(view instanceof Tuple)) return new StorageValue(storage);
  const [, shift] = view.items;
  if (typeof shift !== 'number') throw machine.wrong('a view of a storage has no offset.');
  return new StorageValue(storage, shift);
}

const isKey = (key: Value | undefined) => typeof key === 'string' || typeof key === 'number';

/** Untyped storages are counted in bytes. */
function storageType(name: string): StateType | undefined {
  if (name === UNTYPED_STORAGE) return 'uint8';
  return STORAGE_TYPES.get(name.slice(name.lastIndexOf('.') + 1));
}
