// Reads one pickle. It is data and stays data: an allow-list of names, no code, no recursion, all of it bounded.

import { LIMITS } from '../limits.js';
import { cutOff, Refusal, tooMuch } from '../refusal.js';
import type { Storage } from '../tensor.js';
import { isAllowed } from './allowed.js';
import { type Instruction, objectInstructions, plainInstructions } from './instructions.js';
import { Machine } from './machine.js';
import { refusedName } from './refused-names.js';
import type { Value } from './values.js';

export interface Unpickled {
  readonly value: Value;
  /** Of the first byte behind the pickle. */
  readonly end: number;
  /** Those that its tensors are made of, by key. */
  readonly storages: ReadonlyMap<string, Storage>;
}

const PROTO = 0x80;
const STOP = 0x2e;

/** What stands for a class or a buffer elsewhere, and what only protocols 0 and 1 have. */
const REFUSED: Readonly<Record<string, string>> = {
  '\x82': 'EXT1',
  '\x83': 'EXT2',
  '\x84': 'EXT4',
  '\x97': 'NEXT_BUFFER',
  '\x98': 'READONLY_BUFFER',
  P: 'PERSID',
  i: 'INST',
  o: 'OBJ',
  I: 'INT',
  L: 'LONG',
  F: 'FLOAT',
  S: 'STRING',
  V: 'UNICODE',
  g: 'GET',
  p: 'PUT',
  d: 'DICT',
};

/**
 * The pickle that begins at byte `start` of `bytes`.
 *
 * @param what names it in sentences: "the pickle net/data.pkl"
 * @throws Refusal: 'unsupported' for a name that is not in the allow-list, 'truncated', 'limit-exceeded', and
 * 'invalid-model' where it contradicts itself.
 */
export function unpickle(bytes: Uint8Array, start: number, what: string): Unpickled {
  const machine = new Machine(bytes, start, what);
  const instructions = instructionsFor(bytes, start);
  for (let step = 0; step < LIMITS.pickleSteps; step++) {
    if (machine.position - start > LIMITS.pickleBytes) break;
    if (machine.position >= bytes.length) throw cutOff(`In ${what}, the end is missing (no STOP).`);
    const code = machine.byte();
    if (code === STOP) return finished(machine);
    if (code === PROTO) checkProtocol(machine);
    else instructions[code]?.(machine);
  }
  throw tooMuch(
    `In ${what}, there are more than ${LIMITS.pickleSteps} instructions or ${LIMITS.pickleBytes} bytes.`,
  );
}

const finished = (machine: Machine): Unpickled => ({
  value: machine.pop(),
  end: machine.position,
  storages: machine.storages,
});

function checkProtocol(machine: Machine): void {
  const protocol = machine.byte();
  if (protocol < 2 || protocol > 5)
    throw new Refusal(
      'unsupported',
      `The file is a pickle of protocol ${protocol}; those of protocols 2 to 5 are read.`,
      'Save the weights again with torch.save.',
    );
}

/** By code; the names of layers further on tell a whole model from a bad name. */
function instructionsFor(bytes: Uint8Array, start: number): readonly Instruction[] {
  const within = bytes.subarray(start, start + LIMITS.pickleBytes);
  const refuse = (name: string) => refusedName(name, holds(within, 'torch.nn.modules.'));
  const table = { ...plainInstructions, ...objectInstructions(isAllowed, refuse) };
  return Array.from({ length: 256 }, (_, code) => {
    const letter = String.fromCharCode(code);
    const known = Object.hasOwn(table, letter) ? table[letter] : undefined;
    return known ?? refusedInstruction(code, letter);
  });
}

function refusedInstruction(code: number, letter: string): Instruction {
  const name = Object.hasOwn(REFUSED, letter) ? REFUSED[letter] : undefined;
  const what = name
    ? `the instruction ${name} is none that torch.save writes.`
    : `there is no instruction ${code}.`;
  return (machine) => {
    throw machine.wrong(what);
  };
}

/** Whether these letters are among the bytes: looked for once, when a file is refused. */
function holds(bytes: Uint8Array, letters: string): boolean {
  const codes = [...letters].map((letter) => letter.charCodeAt(0));
  const [first = 0] = codes;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (codes.every((code, index) => bytes[at + index] === code)) return true;
  return false;
}
