// Files of PyTorch with something changed in them: always the same ones for the same seed.

import { type Code, code, torchFile } from '../../web/support/pickle-writer.js';
import { zipFile } from '../../web/support/zip-writer.js';

/** 32-bit xorshift: a number from 0 to below `limit`. */
export type Random = (limit: number) => number;

export function randomFrom(seed: number): Random {
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
}

/** A file of PyTorch, taken apart where it is an archive. */
export interface Original {
  readonly bytes: Uint8Array;
  readonly parts?: {
    readonly pickle: Uint8Array;
    readonly storages: Readonly<Record<string, Uint8Array>>;
  };
}

/** What changes a pickle's meaning more than a flipped bit does. */
const SNIPPETS: readonly Code[] = [
  'cos\nsystem\n',
  'cbuiltins\neval\n',
  'X\x02\x00\x00\x00id\x85R',
  '\x93',
  'R',
  'b',
  'Q',
  '(',
  't',
  '\x85',
  '2',
  '0',
  'q\x00',
  'h\x00',
  'h\x07',
  '}',
  's',
  'u',
  '.',
  'J\xff\xff\xff\xff',
  'J\xff\xff\xff\x7f',
  '\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f',
  'ctorch._utils\n_rebuild_tensor_v2\n',
  'ctorch\nDoubleStorage\n',
];

const splice = (bytes: Uint8Array, at: number, remove: number, insert: Code) =>
  code(bytes.subarray(0, at), insert, bytes.subarray(at + remove));

/** One change. */
function changed(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  const at = random(bytes.length + 1);
  const length = 1 + random(12);
  switch (random(7)) {
    case 0:
      return splice(bytes, at, 1, String.fromCharCode(random(256)));
    case 1:
      return splice(bytes, at, 1, String.fromCharCode((bytes[at] ?? 0) ^ (1 << random(8))));
    case 2:
      return splice(bytes, at, length, '');
    case 3:
      return splice(bytes, at, 0, bytes.subarray(at, at + length));
    case 4:
      return splice(bytes, at, 0, SNIPPETS[random(SNIPPETS.length)] ?? '');
    case 5:
      return splice(bytes, at, 4, '\xff\xff\xff\x7f');
    default:
      return new Uint8Array(bytes.subarray(0, at));
  }
}

function changedTimes(bytes: Uint8Array, times: number, random: Random): Uint8Array<ArrayBuffer> {
  let result = new Uint8Array(bytes);
  for (let time = 0; time < times; time++) result = changed(result, random);
  return result;
}

/** Of an archive mostly its pickle is changed, and the archive is whole again; else any of its bytes. */
export function mutated({ bytes, parts }: Original, random: Random): Uint8Array<ArrayBuffer> {
  const times = 1 + random(3);
  if (parts === undefined || random(4) === 0) return changedTimes(bytes, times, random);
  const pickle = changedTimes(parts.pickle, times, random);
  if (random(8) > 0) return torchFile(pickle, parts.storages);
  const entries = Object.entries(parts.storages).map(([key, data]) => ({
    name: `net/data/${key}`,
    data: data.subarray(0, random(data.length + 1)),
  }));
  return zipFile([{ name: 'net/data.pkl', data: pickle }, ...entries]);
}
