// Archives, old files and safetensors that contradict themselves, or become large.

import { deflateRawSync } from 'node:zlib';
import {
  code,
  dict,
  legacyFile,
  little,
  pickle,
  safetensorsFile,
  storage,
  tensor,
  text,
} from '../../web/support/pickle-writer.js';
import { type ZipEntry, zipFile } from '../../web/support/zip-writer.js';
import type { BadFile } from './bad-pickles.js';

const weights = pickle(dict([['w', tensor(storage('0', 4), [2, 2], [2, 1])]]));
const pickled: ZipEntry = { name: 'net/data.pkl', data: weights };
const stored: ZipEntry = { name: 'net/data/0', data: new Uint8Array(16) };
const packed = (bytes: number) => new Uint8Array(deflateRawSync(new Uint8Array(bytes)));

/** Bytes 16 of the archive's last record are where its list of entries begins. */
function withEnd(change: (end: DataView) => void): Uint8Array<ArrayBuffer> {
  const bytes = zipFile([pickled, stored]);
  change(new DataView(bytes.buffer, bytes.length - 22));
  return bytes;
}

function archives(): BadFile[] {
  const zips: [name: string, entries: ZipEntry[], says: string | undefined][] = [
    ['no entries', [], undefined],
    ['an entry twice', [pickled, stored, stored], 'twice'],
    [
      'two pickles',
      [pickled, stored, { name: 'other/data.pkl', data: weights }],
      '2 files of weights',
    ],
    ['no pickle', [stored], 'without the weights'],
    ['entries over one another', [pickled, { ...stored, offset: 0 }], 'over another'],
    ['an entry outside', [pickled, { ...stored, offset: 2 ** 31 }], 'beyond the end'],
    ['an entry in the middle of another', [pickled, { ...stored, offset: 7 }], 'over another'],
    ['an encrypted entry', [pickled, { ...stored, flags: 1 }], 'encrypted'],
    ['an unknown compression', [pickled, { ...stored, method: 12 }], 'method 12'],
    ['two sizes', [pickled, { ...stored, size: 99 }], 'two sizes'],
    [
      'a storage cut off',
      [pickled, { ...stored, data: new Uint8Array(12) }],
      'should have 16 bytes',
    ],
    ['a bomb', [pickled, { ...stored, data: packed(5e7), method: 8, size: 5e7 }], 'far larger'],
    [
      'a bomb that says it is small',
      [pickled, { ...stored, data: packed(5e7), method: 8, size: 16 }],
      'larger than it announces',
    ],
    [
      'a bomb of 4 gigabytes',
      [pickled, { ...stored, data: packed(100), method: 8, size: 2 ** 32 - 2 }],
      'far larger',
    ],
    [
      'less than it announces',
      [pickled, { ...stored, data: packed(8), method: 8, size: 16 }],
      'smaller than it announces',
    ],
    ['no deflated bytes', [pickled, { ...stored, method: 8 }], undefined],
    [
      'an unknown order of bytes',
      [pickled, stored, { name: 'net/byteorder', data: code('middle') }],
      'order of bytes',
    ],
    [
      'names with a way out',
      [
        { name: '../../net/data.pkl', data: weights },
        { name: '../../net/data/0', data: new Uint8Array(16) },
      ],
      undefined,
    ],
    ['a Keras file', [{ name: 'model.weights.h5', data: code('x') }], 'Keras'],
    ['an .npz file', [{ name: 'a.npy', data: code('x') }], 'NumPy'],
    ['a .pt2 file', [{ name: 'net/archive_format', data: code('pt2') }], 'torch.export'],
    ['TorchScript', [pickled, { name: 'net/code/__torch__.py', data: code('x') }], 'TorchScript'],
  ];
  const ends: [name: string, change: (end: DataView) => void, says: string | undefined][] = [
    ['entries in the list are too many', (end) => end.setUint16(10, 9, true), 'ends after 2 of 9'],
    ['a list behind the end', (end) => end.setUint32(16, 2 ** 31, true), 'beyond its end'],
    ['a list in the wrong place', (end) => end.setUint32(16, 3, true), 'ends after 0'],
    ['a list of 4 gigabytes', (end) => end.setUint32(12, 2 ** 32 - 2, true), 'beyond its end'],
    ['zip64 without its record', (end) => end.setUint16(10, 0xffff, true), undefined],
  ];
  const file = (
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    says: string | undefined,
  ): BadFile => ({
    name: `an archive: ${name}`,
    bytes,
    ...(says === undefined ? {} : { says }),
  });
  return [
    ...zips.map(([name, entries, says]) => file(name, zipFile(entries), says)),
    ...ends.map(([name, change, says]) => file(name, withEnd(change), says)),
    file(
      'a list within its comment',
      zipFile([pickled, stored], 'PK\x05\x06'.padEnd(40, '\0')),
      undefined,
    ),
  ];
}

function oldFiles(): BadFile[] {
  const good = legacyFile(weights, { 0: new Uint8Array(16) });
  const file = (name: string, bytes: Uint8Array<ArrayBuffer>, says: string): BadFile => ({
    name: `an old file: ${name}`,
    bytes,
    says,
  });
  return [
    file('cut off', good.slice(0, good.length - 1), 'ends within its storage'),
    file('no storages', legacyFile(weights, {}), 'lacks the storage'),
    file(
      'an unknown storage',
      legacyFile(weights, { 0: new Uint8Array(16), 1: new Uint8Array(4) }),
      'of which type',
    ),
    file('a storage with two sizes', legacyFile(weights, { 0: new Uint8Array(20) }), 'two sizes'),
    file('a pickle of something else', pickle(text('hello')), 'not one that torch.save wrote'),
    file('os.system first', pickle('cos\nsystem\n'), 'os.system'),
  ];
}

function safetensors(): BadFile[] {
  const of = (entry: object, data = new Uint8Array(16)) => safetensorsFile({ w: entry }, data);
  const whole = { dtype: 'F32', shape: [4], data_offsets: [0, 16] };
  const files: [name: string, bytes: Uint8Array<ArrayBuffer>, says: string | undefined][] = [
    ['a text of 2 GB', code(little(2 ** 31, 8), '{}'), 'should have'],
    ['no JSON', safetensorsFile('{"w": '), 'no list of tensors'],
    ['a list', safetensorsFile('{}').slice(0, 9), undefined],
    [
      'JSON of great depth',
      safetensorsFile(`{"w":${'['.repeat(200_000)}${']'.repeat(200_000)}}`),
      undefined,
    ],
    ['an unknown type', of({ ...whole, dtype: 'F8_E4M3' }), 'F8_E4M3'],
    ['no type', of({ shape: [4], data_offsets: [0, 16] }), 'no type'],
    ['a negative size', of({ ...whole, shape: [-4] }), 'no shape'],
    ['a huge shape', of({ ...whole, shape: [2 ** 40, 2 ** 40] }), 'but 16 bytes'],
    [
      'a shape that overflows',
      of({ ...whole, shape: [2 ** 52, 2 ** 52, 2 ** 52] }),
      'but 16 bytes',
    ],
    ['a shape of many sizes', of({ ...whole, shape: [4, ...Array(1000).fill(1)] }), 'dimensions'],
    ['no offsets', of({ dtype: 'F32', shape: [4] }), 'where its elements are'],
    ['offsets the wrong way round', of({ ...whole, data_offsets: [16, 0] }), 'begin'],
    [
      'an end behind the end',
      of({ ...whole, shape: [8], data_offsets: [0, 32] }),
      'beyond the end',
    ],
    ['a hole', of({ ...whole, shape: [2], data_offsets: [8, 16] }), 'begin'],
    ['bytes of nobody', of({ ...whole, shape: [2], data_offsets: [0, 8] }), 'no tensor'],
    [
      'tensors over one another',
      safetensorsFile({ a: whole, b: whole }, new Uint8Array(16)),
      'begin',
    ],
    ['no tensors', safetensorsFile({ __metadata__: { format: 'pt' } }), 'no tensors'],
    ['a tensor that is null', safetensorsFile({ w: null }), 'no type'],
    [
      'a tensor named __proto__',
      safetensorsFile(`{"__proto__":${JSON.stringify(whole)}}`, new Uint8Array(16)),
      undefined,
    ],
  ];
  return files.map(([name, bytes, says]) => ({
    name: `safetensors: ${name}`,
    bytes,
    ...(says === undefined ? {} : { says }),
  }));
}

export const badContainers = (): BadFile[] => [...archives(), ...oldFiles(), ...safetensors()];
