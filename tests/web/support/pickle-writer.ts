// Writes pickles instruction by instruction, as torch.save does, and as nobody should.

import { joined, zipFile } from './zip-writer.js';

/** Letters of latin1 stand for their bytes. */
export type Code = string | Uint8Array;

export function code(...parts: readonly Code[]): Uint8Array<ArrayBuffer> {
  return joined(
    parts.map((part) =>
      typeof part === 'string' ? Uint8Array.from(part, (letter) => letter.charCodeAt(0)) : part,
    ),
  );
}

/** Little-endian, of that many bytes. */
export function little(value: bigint | number, bytes: number): string {
  const whole = BigInt.asUintN(8 * bytes, BigInt(value));
  return Array.from({ length: bytes }, (_, index) =>
    String.fromCharCode(Number((whole >> BigInt(8 * index)) & 255n)),
  ).join('');
}

/** BINUNICODE */
export const text = (value: string): Uint8Array => {
  const bytes = new TextEncoder().encode(value);
  return code('X', little(bytes.length, 4), bytes);
};

/** BININT, or LONG1 for what has more than 31 bits. */
export const int = (value: bigint | number): string =>
  Math.abs(Number(value)) < 2 ** 31 ? `J${little(value, 4)}` : `\x8a\x10${little(value, 16)}`;

export const global = (module: string, name: string): string => `c${module}\n${name}\n`;
export const tuple = (...items: readonly Code[]): Uint8Array => code('(', ...items, 't');
export const call = (callable: Code, ...args: readonly Code[]): Uint8Array =>
  code(callable, tuple(...args), 'R');

export const storage = (key: string, count: bigint | number, type = 'FloatStorage'): Uint8Array =>
  code(tuple(text('storage'), global('torch', type), text(key), text('cpu'), int(count)), 'Q');

export const tensor = (
  stored: Code,
  dims: readonly (bigint | number)[],
  strides: readonly (bigint | number)[],
  offset: bigint | number = 0,
): Uint8Array =>
  call(
    global('torch._utils', '_rebuild_tensor_v2'),
    stored,
    int(offset),
    tuple(...dims.map(int)),
    tuple(...strides.map(int)),
    '\x89',
    call(global('collections', 'OrderedDict')),
  );

/** { key: value, ... } */
export const dict = (entries: readonly (readonly [string, Code])[]): Uint8Array =>
  code('}(', ...entries.flatMap(([key, value]) => [text(key), value]), 'u');

/** A whole pickle of protocol 2. */
export const pickle = (...parts: readonly Code[]): Uint8Array<ArrayBuffer> =>
  code('\x80\x02', ...parts, '.');

/** The archive that torch.save would make of that pickle. */
export function torchFile(
  pickled: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>> = { 0: new Uint8Array(16) },
): Uint8Array<ArrayBuffer> {
  return zipFile([
    { name: 'net/data.pkl', data: pickled },
    { name: 'net/byteorder', data: code('little') },
    ...Object.entries(storages).map(([key, data]) => ({ name: `net/data/${key}`, data })),
    { name: 'net/version', data: code('3\n') },
  ]);
}

/** A file as torch.save wrote it before 1.6. */
export function legacyFile(
  pickled: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>>,
  elementBytes = 4,
): Uint8Array<ArrayBuffer> {
  const system = pickle(dict([['little_endian', '\x88']]));
  const keys = Object.keys(storages);
  return code(
    pickle(`\x8a\x0a${little(0x1950a86a20f9469cfc6cn, 10)}`),
    pickle(`M${little(1001, 2)}`),
    system,
    pickled,
    pickle('](', ...keys.map(text), 'e'),
    ...keys.flatMap((key) => {
      const bytes = storages[key] ?? new Uint8Array();
      return [little(Math.floor(bytes.length / elementBytes), 8), bytes];
    }),
  );
}

/** header: an object, or a text that is none. */
export function safetensorsFile(header: unknown, data = new Uint8Array()): Uint8Array<ArrayBuffer> {
  const json = typeof header === 'string' ? header : JSON.stringify(header);
  const bytes = new TextEncoder().encode(json);
  return code(little(bytes.length, 8), bytes, data);
}
