// Files that NumPy wrote (tests/golden/make_npz.py), and files that were made to do harm.

import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readNpz } from '../../../web/src/npz/index.js';
import { fromRoot } from '../support/package.js';
import { type ZipEntry, zipFile } from '../support/zip-writer.js';

const golden = (name: string) => new Uint8Array(readFileSync(fromRoot(`tests/golden/npz/${name}`)));

const count = (dims: readonly number[]) => dims.reduce((product, size) => product * size, 1);
const steps = (by: number, ...dims: number[]) => ({
  dims,
  data: Float32Array.from({ length: count(dims) }, (_, index) => by * index),
});

/** As make_npz.py says. */
const EXPECTED = {
  f4: steps(1.5, 2, 3),
  f8: steps(1.5, 4),
  f2: steps(1.5, 3, 1),
  fortran: steps(1.5, 2, 3, 4),
  big: steps(1.5, 2, 2),
  i1: steps(1, 5),
  u1: steps(1, 5),
  i4: steps(1, 2, 2),
  i8: steps(1, 3),
  bool: { dims: [3], data: Float32Array.of(1, 0, 1) },
  scalar: { dims: [], data: Float32Array.of(7.25) },
  none: { dims: [0, 3], data: new Float32Array() },
  'layer1.0/conv:1': steps(1.5, 1, 2),
};

describe('what NumPy writes', () => {
  test.each(['stored.npz', 'compressed.npz'])('%s', async (name) => {
    const arrays = await readNpz(golden(name));
    expect(Object.fromEntries(arrays)).toEqual(EXPECTED);
    expect([...arrays.keys()]).toEqual(Object.keys(EXPECTED));
  });

  test('versions 1, 2 and 3 of the format', async () => {
    const six = steps(1.5, 2, 3);
    const arrays = await readNpz(golden('versions.npz'));
    expect(Object.fromEntries(arrays)).toEqual({ v1: six, v2: six, v3: six });
  });
});

const text = new TextEncoder();

interface Made {
  shape?: string;
  descr?: string;
  version?: number;
  header?: string;
  bytes?: number;
}

/** One array of zeros, with whatever its header says. */
function npy(made: Made = {}): Uint8Array {
  const { shape = '(2,)', descr = "'<f4'", version = 1, bytes = 8 } = made;
  const header =
    made.header ?? `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }\n`;
  const body = text.encode(header);
  const length = [body.length & 255, body.length >> 8, ...(version === 1 ? [] : [0, 0])];
  return Uint8Array.of(
    0x93,
    ...text.encode('NUMPY'),
    version,
    0,
    ...length,
    ...body,
    ...new Uint8Array(bytes),
  );
}

const file = (data: Uint8Array, more: Partial<ZipEntry> = {}) =>
  zipFile([{ name: 'a.npy', data, ...more }]);

function deflated(bytes: number): Partial<ZipEntry> & { data: Uint8Array } {
  return { method: 8, size: bytes, data: deflateRawSync(new Uint8Array(bytes)) };
}

describe('what is refused, and why', () => {
  test('two zeros are read, so that the refusals below are of what they change', async () => {
    expect((await readNpz(file(npy()))).get('a')).toEqual({ dims: [2], data: new Float32Array(2) });
  });

  const refused: [what: string, bytes: Uint8Array, refusal: object][] = [
    ['no archive', text.encode('PK\x03\x04 and no more'), { reason: 'archive' }],
    ['an archive without arrays', zipFile([{ name: 'a.txt', data: npy() }]), { reason: 'empty' }],
    ['an entry that is no array', file(text.encode('none')), { reason: 'not-npy', subject: 'a' }],
    ['a header without its end', file(npy({ header: "{'descr': '<f4'" })), { reason: 'not-npy' }],
    [
      'a header that is code',
      file(npy({ header: '__import__("os").abort()' })),
      { reason: 'not-npy' },
    ],
    ['a version to come', file(npy({ version: 4 })), { reason: 'version', detail: '4' }],
    ['objects', file(npy({ descr: "'|O'" })), { reason: 'type' }],
    ['complex numbers', file(npy({ descr: "'<c8'" })), { reason: 'type', detail: 'c8' }],
    ['a structure', file(npy({ descr: "[('x', '<f4')]" })), { reason: 'type' }],
    ['a huge shape', file(npy({ shape: '(4294967296, 4294967296)' })), { reason: 'huge' }],
    [
      'a shape beyond all numbers',
      file(npy({ shape: `(${'9'.repeat(400)},)` })),
      { reason: 'huge' },
    ],
    ['very many dimensions', file(npy({ shape: `(${'1,'.repeat(40)})` })), { reason: 'huge' }],
    ['a negative size', file(npy({ shape: '(-2,)' })), { reason: 'not-npy' }],
    ['fewer elements than announced', file(npy({ bytes: 4 })), { reason: 'length', detail: '[2]' }],
    ['more elements than announced', file(npy({ bytes: 12 })), { reason: 'length' }],
    [
      'an entry twice',
      zipFile([1, 2].map(() => ({ name: 'a.npy', data: npy() }))),
      { reason: 'archive' },
    ],
    ['an unknown compression', file(npy(), { method: 12 }), { reason: 'archive' }],
    ['an encrypted entry', file(npy(), { flags: 1 }), { reason: 'archive' }],
    ['an entry beyond the end', file(npy(), { offset: 2 ** 31 }), { reason: 'archive' }],
    [
      'an entry that unpacks to less',
      file(new Uint8Array(), { ...deflated(1000), size: 2000 }),
      { reason: 'archive' },
    ],
    [
      'an entry that unpacks to more',
      file(new Uint8Array(), { ...deflated(2_000_000), size: 100 }),
      { reason: 'archive' },
    ],
    [
      'an entry that announces 3 GB',
      file(new Uint8Array(), { ...deflated(1000), size: 3e9 }),
      { reason: 'too-large' },
    ],
  ];
  test.each(refused)('%s', async (_, bytes, refusal) => {
    await expect(readNpz(bytes)).rejects.toMatchObject({ name: 'NpzRefusal', ...refusal });
  });

  test('texts, as NumPy writes them', async () => {
    await expect(readNpz(golden('objects.npz'))).rejects.toMatchObject({
      reason: 'type',
      subject: 'words',
    });
  });

  test('many small entries that unpack to much, together', async () => {
    const entries = Array.from({ length: 9 }, (_, index) => ({
      name: `${index}.npy`,
      ...deflated(1000),
      size: 2 ** 27,
    }));
    await expect(readNpz(zipFile(entries))).rejects.toMatchObject({ reason: 'too-large' });
  });

  test('arrays of bytes that would take more as float32, together, before any of them is made', async () => {
    const last = { descr: "'|u1'", shape: `(${2 ** 28},)` };
    const alone = zipFile([{ name: 'last.npy', data: npy(last) }]);
    // 2^28 numbers of 4 bytes are 1 GiB: alone they may be there, and the file lacks them.
    await expect(readNpz(alone)).rejects.toMatchObject({ reason: 'length' });
    const entries = [
      { name: 'first.npy', data: npy() },
      { name: 'last.npy', data: npy(last) },
    ];
    await expect(readNpz(zipFile(entries))).rejects.toMatchObject({ reason: 'too-large' });
  });

  test('more arrays than any run has', async () => {
    const entries = Array.from({ length: 10_001 }, (_, index) => ({
      name: `${index}.npy`,
      data: new Uint8Array(),
    }));
    await expect(readNpz(zipFile(entries))).rejects.toMatchObject({ reason: 'too-many' });
  });

  test('a file that was cut off anywhere', async () => {
    const whole = golden('compressed.npz');
    for (let length = 0; length < whole.length; length += 61)
      await expect(readNpz(whole.slice(0, length))).rejects.toMatchObject({ name: 'NpzRefusal' });
  });
});
