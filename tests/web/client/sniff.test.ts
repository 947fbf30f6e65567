import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeBytes, formatOf } from '../../../web/src/client/sniff.js';
import { zipFile } from '../support/zip-writer.js';

const text = (value: string) => new TextEncoder().encode(value);

/** A tar archive: the name of its first file, and its own at 257. */
const tar = Uint8Array.from({ length: 512 }, (_, at) => text('ustar')[at - 257] ?? 0);
const bmp = Uint8Array.of(0x42, 0x4d, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 2);

test.each([
  [new Uint8Array(), 'empty'],
  [text('<!DOCTYPE html><html>'), 'html'],
  [text('\ufeff\n  <html lang="en">'), 'html'],
  [text('<!-- Login --><html><body><svg/></body>'), 'html'],
  [text('<?xml version="1.0"?><html xmlns="x"><svg/></html>'), 'html'],
  [text('<svg viewBox="0 0 1 1"/>'), 'svg'],
  [text('<?xml version="1.0"?><!-- by hand -->\n<svg/>'), 'svg'],
  [text('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" [ <!ENTITY a "b>"> ]>\n<svg >'), 'svg'],
  [text('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'), 'xml'],
  [text('version https://git-lfs.github.com/spec/v1\noid sha256:0'), 'git-lfs'],
  [text('{"error":"not found"}'), 'json'],
  [text('["cat", "dog"]'), 'json'],
  [Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), 'zip'],
  [zipFile([{ name: 'a.npy', data: text('a') }]), 'npz'],
  [zipFile([{ name: 'archive/data.pkl', data: text('a.npy') }]), 'zip'],
  [zipFile([{ name: 'a.npy.txt', data: text('a') }]), 'zip'],
  [gzipSync(text('anything')), 'gzip'],
  [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0), 'zstd'],
  [Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), '7z'],
  [text('BZh91AY&SY'), 'bzip2'],
  [Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), 'xz'],
  [text('Rar!\x1a\x07\x01'), 'rar'],
  [tar, 'tar'],
  [Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10), 'hdf5'],
  [Uint8Array.of(28, 0, 0, 0, 0x54, 0x46, 0x4c, 0x33), 'tflite'],
  [Uint8Array.of(0x80, 2, 0x8a), 'pickle'],
  [text('GGUF'), 'gguf'],
  [Uint8Array.of(40, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22), 'safetensors'],
  [Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59), 'npy'],
  [Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'png'],
  [Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'jpeg'],
  [text('GIF89a'), 'gif'],
  [text('RIFF\x01\x02\x03\x04WEBPVP8 '), 'webp'],
  [bmp, 'bmp'],
  [text('\0\0\0\x1cftypavif'), 'iso'],
  [Uint8Array.of(0x49, 0x49, 0x2a, 0, 8, 0), 'tiff'],
  [Uint8Array.of(0x4d, 0x4d, 0, 0x2a, 0, 0), 'tiff'],
  [Uint8Array.of(0, 0x61, 0x73, 0x6d, 1), 'wasm'],
  [text('%PDF-1.7'), 'pdf'],
  // Names of cars are no picture, nor is a tag that only begins like one.
  [text('BMW\nAudi\nFiat\nFord\nOpel'), undefined],
  [text('<htmlish>'), undefined],
  [text('tench\ngoldfish'), undefined],
] as const)('%o is %s', (bytes, format) => {
  expect(formatOf(bytes)).toBe(format);
  expect(describeBytes(bytes)?.format).toBe(format);
});

test('what comes in place of any file says so, and how to get the file itself', () => {
  const standIns = [
    '',
    'version https://git-lfs.github.com/spec/v1',
    '<!doctype html>',
    '<?xml ?><Error>',
  ];
  for (const written of standIns) {
    const found = describeBytes(text(written));
    expect(found?.general).toBe(true);
    expect(found?.hint).not.toBe('');
  }
  for (const written of ['%PDF-1.7', '{"a":1}', '<svg>', 'GGUF'])
    expect(describeBytes(text(written))?.general).toBe(false);
});

test.each(['text/html', 'Text/HTML; charset=utf-8', 'application/xhtml+xml'])(
  'a text that comes as %s is an HTML page',
  (type) => {
    expect(describeBytes(text('Please log in.'), type)?.what).toBe('an HTML page');
    expect(describeBytes(text('Please log in.'), 'text/plain')).toBeUndefined();
    expect(describeBytes(text('version https://git-lfs.github.com/x'), type)?.what).toContain(
      'LFS',
    );
  },
);

function modelFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return modelFiles(path);
    return name.endsWith('.onnx') ? [path] : [];
  });
}

test('no ONNX file of this repository is taken for something else', () => {
  const files = ['models', 'tests/golden'].flatMap(modelFiles);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files)
    expect([file, describeBytes(readFileSync(file))]).toEqual([file, undefined]);
});

test('what starts as ONNX files do is never named, whatever follows', () => {
  // ir_version (field 1, varint), or producer_name (field 2, bytes) first.
  const start = fc.constantFrom([0x08, 0x03], [0x08, 0x07], [0x08, 0x0a], [0x12, 0x07]);
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 64 }), (head, tail) => {
      const bytes = Uint8Array.of(...head, ...tail);
      // Two formats are told by bytes after the fourth; a model could hold them by chance.
      fc.pre(!/^.{4}TFL3|^.{8}\{"/s.test(Buffer.from(bytes).toString('latin1')));
      // Servers that know no .onnx may call it anything.
      return !describeBytes(bytes) && !describeBytes(bytes, 'text/html');
    }),
  );
});
