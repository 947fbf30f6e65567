// The instructions of pickles, protocols 2 to 5, as far as data need them. Their letters and meanings are
// Python's: https://docs.python.org/3/library/pickletools.html

import { LIMITS } from '../limits.js';
import { tooMuch } from '../refusal.js';
import { call, persistent } from './calls.js';
import type { Machine } from './machine.js';
import { Dict, Global, Inert, List, TensorValue, Tuple, type Value } from './values.js';

export type Instruction = (machine: Machine) => void;

/** Little-endian, two's complement. What a double holds exactly becomes a number. */
function integer(machine: Machine, length: number): number | bigint {
  if (length > LIMITS.integerBytes)
    throw tooMuch(
      `A whole number in the pickle has ${length} bytes, more than the ${LIMITS.integerBytes} allowed.`,
    );
  const bytes = machine.take(length);
  let value = 0n;
  for (let index = length - 1; index >= 0; index--)
    value = (value << 8n) | BigInt(bytes[index] ?? 0);
  const signed = length > 0 ? BigInt.asIntN(8 * length, value) : 0n;
  const number = Number(signed);
  return Number.isSafeInteger(number) ? number : signed;
}

const values: Record<string, Instruction> = {
  N: (m) => m.push(null),
  '\x88': (m) => m.push(true),
  '\x89': (m) => m.push(false),
  K: (m) => m.push(m.byte()),
  M: (m) => m.push(m.uint16()),
  J: (m) => m.push(m.int32()),
  G: (m) => m.push(m.float64()),
  '\x8a': (m) => m.push(integer(m, m.byte())),
  '\x8b': (m) => m.push(integer(m, m.uint32())),
  '\x8c': (m) => m.push(m.text(m.byte())),
  X: (m) => m.push(m.text(m.uint32())),
  '\x8d': (m) => m.push(m.text(m.uint64())),
  U: (m) => m.push(m.text(m.byte())),
  T: (m) => m.push(m.text(m.uint32())),
  C: (m) => m.pushObject(m.take(m.byte())),
  B: (m) => m.pushObject(m.take(m.uint32())),
  '\x8e': (m) => m.pushObject(m.take(m.uint64())),
  '\x96': (m) => m.pushObject(m.take(m.uint64())),
};

const containers: Record<string, Instruction> = {
  '(': (m) => m.mark(),
  '0': (m) => void m.pop(),
  '1': (m) => void m.popMark(),
  '2': (m) => m.push(m.top()),
  ')': (m) => m.push(EMPTY),
  '\x85': (m) => m.pushObject(new Tuple(m.popMany(1))),
  '\x86': (m) => m.pushObject(new Tuple(m.popMany(2))),
  '\x87': (m) => m.pushObject(new Tuple(m.popMany(3))),
  t: (m) => m.pushObject(new Tuple(m.popMark())),
  ']': (m) => m.pushObject(new List()),
  l: (m) => m.pushObject(new List(m.popMark())),
  a: (m) => addItems(m, m.popMany(1)),
  e: (m) => addItems(m, m.popMark()),
  '\x8f': (m) => m.pushObject(new List()),
  '\x90': (m) => addItems(m, m.popMark()),
  '\x91': (m) => m.pushObject(new List(m.popMark())),
  '}': (m) => m.pushObject(new Dict()),
  s: (m) => setItems(m, m.popMany(2)),
  u: (m) => setItems(m, m.popMark()),
};

const EMPTY = new Tuple([]);

function addItems(machine: Machine, items: readonly Value[]): void {
  const list = machine.top();
  // A deque or a set of the allow-list takes what it gets, and keeps nothing.
  if (list instanceof Inert) return;
  if (!(list instanceof List)) throw machine.wrong('items are added to something that is no list.');
  for (const item of items) list.items.push(item);
}

function setItems(machine: Machine, items: readonly Value[]): void {
  const dict = machine.top();
  if (items.length % 2 !== 0) throw machine.wrong('a dict gets a key without a value.');
  if (dict instanceof Inert) return;
  if (!(dict instanceof Dict))
    throw machine.wrong('entries are added to something that is no dict.');
  for (let index = 0; index < items.length; index += 2)
    dict.set(items[index] as Value, items[index + 1] as Value);
}

const memory: Record<string, Instruction> = {
  q: (m) => m.remember(m.byte()),
  r: (m) => m.remember(m.uint32()),
  '\x94': (m) => m.rememberNext(),
  h: (m) => m.recall(m.byte()),
  j: (m) => m.recall(m.uint32()),
  // A frame says how much to read ahead, and all is there already.
  '\x95': (m) => void m.uint64(),
};

/** refuse: what a name that is not allowed throws. */
export function objectInstructions(
  isAllowed: (name: string) => boolean,
  refuse: (name: string) => Error,
): Record<string, Instruction> {
  const global = (machine: Machine, name: string): void => {
    if (!isAllowed(name)) throw refuse(name);
    machine.pushObject(new Global(name));
  };
  return {
    c: (m) => {
      const module = m.line();
      global(m, `${module}.${m.line()}`);
    },
    '\x93': (m) => {
      const [module, name] = m.popMany(2);
      if (typeof module !== 'string' || typeof name !== 'string')
        throw m.wrong('a global has a name that is no text.');
      global(m, `${module}.${name}`);
    },
    R: (m) => {
      const [callable = null, args = null] = m.popMany(2);
      m.pushObject(call(callable, args, m));
    },
    // NEWOBJ: cls.__new__(cls, *args). Classes of the allow-list are made as they are called.
    '\x81': (m) => {
      const [callable = null, args = null] = m.popMany(2);
      m.pushObject(call(callable, args, m));
    },
    '\x92': (m) => {
      const [callable = null, args = null] = m.popMany(3);
      m.pushObject(call(callable, args, m));
    },
    b: build,
    Q: (m) => m.pushObject(persistent(m.pop(), m)),
  };
}

/** BUILD: attributes of an object. Of an OrderedDict they are kept, of all else thrown away. */
function build(machine: Machine): void {
  const state = machine.pop();
  const target = machine.top();
  if (target instanceof Dict) target.attributes = state;
  else if (!(target instanceof Inert || target instanceof TensorValue))
    throw machine.wrong('attributes are set on something that has none.');
}

/** By their letter. PROTO, STOP and the instructions that are refused are unpickle.ts's. */
export const plainInstructions: Readonly<Record<string, Instruction>> = {
  ...values,
  ...containers,
  ...memory,
};
