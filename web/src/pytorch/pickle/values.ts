// What a pickle can become here: plain data, and descriptions of tensors. Nothing in it can be called.

import type { Layout } from '../floats.js';
import type { Storage } from '../tensor.js';

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Tuple
  | List
  | Dict
  | Global
  | StorageValue
  | TensorValue
  | Inert;

export class Tuple {
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** A list, or a set: nobody looks for the difference. */
export class List {
  readonly items: Value[];

  constructor(items: Value[] = []) {
    this.items = items;
  }
}

/** A dict or an OrderedDict, in the file's order. */
export class Dict {
  /** Of an OrderedDict: what was set on it besides, such as `_metadata`. */
  attributes: Value | undefined;
  private map: Map<Value, Value> | undefined;

  /** Made when the first entry comes: hostile files have empty ones by the thousand. */
  set(key: Value, value: Value): void {
    this.map ??= new Map();
    this.map.set(key, value);
  }

  get(key: string): Value | undefined {
    return this.map?.get(key);
  }

  entries(): Iterable<readonly [Value, Value]> {
    return this.map ?? [];
  }

  get size(): number {
    return this.map?.size ?? 0;
  }
}

/** A name out of the allow-list (allowed.ts). */
export class Global {
  /** "torch._utils._rebuild_tensor_v2". */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Elements that lie elsewhere in the file. */
export class StorageValue {
  readonly storage: Storage;
  /** Elements before the first: old files have views of storages. */
  readonly shift: number;

  constructor(storage: Storage, shift = 0) {
    this.storage = storage;
    this.shift = shift;
  }
}

/** A tensor whose layout fits its storage. */
export class TensorValue {
  readonly storage: Storage;
  readonly layout: Layout;

  constructor(storage: Storage, layout: Layout) {
    this.storage = storage;
    this.layout = layout;
  }
}

/** Something known to be harmless and of no use here, such as a device or a NumPy number: its name alone. */
export class Inert {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}
