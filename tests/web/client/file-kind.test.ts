// What a file is opened as, whatever it is called.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindOf, looksLikeOnnx } from '../../../web/src/client/file-kind.js';
import { HEAD_LENGTH } from '../../../web/src/client/sniff.js';
import { onnxModel } from '../support/onnx-model.js';
import { fromRoot } from '../support/package.js';
import { zipFile } from '../support/zip-writer.js';

const text = (written: string) => new TextEncoder().encode(written);
const padded = (...bytes: number[]) => Uint8Array.from([...bytes, 0, 0, 0, 0, 0, 0, 0, 0]);
const PNG = padded(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const JPEG = padded(0xff, 0xd8, 0xff, 0xe0);
const ONNX = onnxModel({
  input: [1, 3, 4, 4],
  nodes: [{ op: 'Relu', inputs: ['input'], output: 'y' }],
  weights: {},
});
const SVG = text('<?xml version="1.0"?><!-- drawn by hand --><svg viewBox="0 0 1 1"/>');
const PAGE = text('<!doctype html><title>Logo</title><svg viewBox="0 0 1 1"/>');
const LFS = text('version https://git-lfs.github.com/spec/v1');
const ZIP = padded(0x50, 0x4b, 3, 4);
const TEXT = text('Hello');
const NPZ = zipFile([{ name: 'conv1.npy', data: text('a') }]);
const EMPTY = new Uint8Array();

test.each([
  ['a PNG by its content, whatever its name', 'model.onnx', '', PNG, 'picture'],
  ['a JPEG without a name', 'blob', '', JPEG, 'picture'],
  ['an SVG by its content, whatever its name', 'notes.txt', 'text/plain', SVG, 'picture'],
  ['a web page with an SVG in it', 'page', 'text/html', PAGE, 'unknown'],
  ['a model by its name', 'net.ONNX', '', TEXT, 'model'],
  ['a model by its content', 'net', '', ONNX, 'model'],
  ['a model that is called a picture', 'photo.jpg', 'image/jpeg', ONNX, 'model'],
  ['a model that is called weights', 'weights.bin', '', ONNX, 'model'],
  ['an archive of torch.save', 'net', '', ZIP, 'model'],
  ['an archive of torch.save that is called a picture', 'net.png', 'image/png', ZIP, 'model'],
  ['weights of an old PyTorch, whatever their name', 'net.bin', '', padded(0x80, 2, 0x8a), 'model'],
  ['safetensors', 'x', '', Uint8Array.of(64, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22), 'model'],
  ['arrays of NumPy, whatever their name', 'x.zip', '', NPZ, 'values'],
  ['an archive of arrays that is broken, by its name', 'values.npz', '', TEXT, 'values'],
  ['a broken file of PyTorch by its name', 'net.pth', '', TEXT, 'model'],
  ['a picture by its type', 'x', 'image/x-new', TEXT, 'picture'],
  ['a broken picture by its name', 'photo.jpg', '', TEXT, 'picture'],
  ['a page in place of a picture', 'photo.jpg', '', PAGE, 'picture'],
  ['a pointer in place of a model', 'net.onnx', '', LFS, 'model'],
  ['an empty model', 'net.onnx', '', EMPTY, 'model'],
  ['an empty picture', 'photo.png', 'image/png', EMPTY, 'picture'],
  ['a list of names', 'notes.txt', 'text/plain', TEXT, 'labels'],
  ['a list of names that begins like a BMP', 'cars.txt', '', text('BMW\nAudi'), 'labels'],
  ['a list of names as JSON', 'names.JSON', '', text('["a"]'), 'labels'],
  ['a page in place of a list of names', 'names.txt', '', PAGE, 'unknown'],
  ['a pointer in place of a list of names', 'names.txt', '', LFS, 'unknown'],
  ['an empty list of names', 'names.txt', '', EMPTY, 'unknown'],
  ['a model in an archive', 'net.onnx.gz', '', gzipSync(ONNX), 'unknown'],
  ['a document', 'paper.pdf', 'application/pdf', text('%PDF-1.7'), 'unknown'],
  ['weights by their name, whatever they begin with', 'net.onnx.data', '', PNG, 'weights'],
  ['weights of Hugging Face', 'model.onnx_data', '', ONNX, 'weights'],
  ['weights by a common name', 'weights.bin', '', TEXT, 'weights'],
  ['a picture called weights', 'weights.bin', '', PNG, 'picture'],
  ['a text by its type alone', 'notes', 'text/plain', TEXT, 'unknown'],
  ['an empty file', 'empty', '', EMPTY, 'unknown'],
] as const)('%s', (_, name, type, head, kind) => {
  expect(kindOf({ name, type, head })).toBe(kind);
});

function modelFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return modelFiles(path);
    return name.endsWith('.onnx') ? [path] : [];
  });
}

test('every ONNX file of this repository is one without its name', () => {
  const files = ['models', 'tests/golden'].flatMap((folder) => modelFiles(fromRoot(folder)));
  expect(files.length).toBeGreaterThan(20);
  for (const file of files)
    expect([file, looksLikeOnnx(readFileSync(file).subarray(0, HEAD_LENGTH))]).toEqual([
      file,
      true,
    ]);
});

test('numbers and texts are hardly ever taken for a network', () => {
  const floats = fc
    .array(fc.float({ noNaN: true }), { minLength: 256, maxLength: 256 })
    .map((values) => new Uint8Array(Float32Array.from(values).buffer));
  fc.assert(fc.property(fc.oneof(floats, fc.string().map(text)), (head) => !looksLikeOnnx(head)));
});
