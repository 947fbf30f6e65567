import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeBytes } from '../../../web/src/client/describe-bytes.js';

const text = (value: string) => new TextEncoder().encode(value);

test.each([
  [text('<!DOCTYPE html><html>'), 'HTML'],
  [text('\ufeff\n  <html lang="en">'), 'HTML'],
  [text('<?xml version="1.0"?><svg/>'), 'SVG'],
  [text('version https://git-lfs.github.com/spec/v1\n'), 'Git LFS'],
  [text('{"error":"not found"}'), 'JSON'],
  [Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), 'zip'],
  [Uint8Array.of(0x1f, 0x8b, 8), 'gzip'],
  [Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10), 'HDF5'],
  [Uint8Array.of(28, 0, 0, 0, 0x54, 0x46, 0x4c, 0x33), 'TensorFlow Lite'],
  [Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'PNG'],
  [Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'JPEG'],
  [text('GGUF'), 'GGUF'],
  [Uint8Array.of(40, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22), 'safetensors'],
  [new Uint8Array(), 'empty'],
])('%o is %s', (bytes, what) => {
  expect(describeBytes(bytes)?.what).toContain(what);
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
