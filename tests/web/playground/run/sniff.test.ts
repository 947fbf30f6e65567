import { expect, test } from 'vitest';
import { kindOf } from '../../../../web/src/playground/run/sniff.js';

const head = (...bytes: number[]) => Uint8Array.from([...bytes, 0, 0, 0, 0, 0, 0, 0, 0]);
const PNG = head(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const JPEG = head(0xff, 0xd8, 0xff, 0xe0);
const ONNX = head(0x08, 0x08, 0x12, 0x07);
const text = (written: string) => new TextEncoder().encode(written);
const SVG = text('<?xml version="1.0"?><!-- drawn by hand --><svg viewBox="0 0 1 1"/>');
const PAGE = text('<!doctype html><title>Logo</title><svg viewBox="0 0 1 1"/>');
const TEXT = head(0x48, 0x65, 0x6c, 0x6c, 0x6f);

test.each([
  ['a PNG by its content, whatever its name', 'model.onnx', '', PNG, 'picture'],
  ['a JPEG without a name', 'blob', '', JPEG, 'picture'],
  ['an SVG by its content, whatever its name', 'notes.txt', 'text/plain', SVG, 'picture'],
  ['a web page with an SVG in it', 'page', 'text/html', PAGE, 'unknown'],
  ['a model by its name', 'net.ONNX', '', TEXT, 'model'],
  ['a model by its content', 'net', '', ONNX, 'model'],
  ['an archive of torch.save', 'net', '', head(0x50, 0x4b, 3, 4), 'model'],
  ['weights of an old PyTorch, whatever their name', 'net.bin', '', head(0x80, 2, 0x8a), 'model'],
  ['safetensors', 'x', '', Uint8Array.from([64, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22]), 'model'],
  ['a broken file of PyTorch by its name', 'net.pth', '', TEXT, 'model'],
  ['a picture by its type', 'x', 'image/x-new', TEXT, 'picture'],
  ['a broken picture by its name', 'photo.jpg', '', TEXT, 'picture'],
  ['a list of names', 'notes.txt', 'text/plain', TEXT, 'labels'],
  ['a list of names as JSON', 'names.JSON', '', TEXT, 'labels'],
  ['weights by their name, whatever they begin with', 'net.onnx.data', '', PNG, 'weights'],
  ['weights of Hugging Face', 'model.onnx_data', '', ONNX, 'weights'],
  ['weights by a common name', 'weights.bin', '', TEXT, 'weights'],
  ['a picture called weights', 'weights.bin', '', PNG, 'picture'],
  ['a text by its type alone', 'notes', 'text/plain', TEXT, 'unknown'],
  ['an empty file', 'empty', '', new Uint8Array(), 'unknown'],
] as const)('%s', (_, name, type, bytes, kind) => {
  expect(kindOf(name, type, bytes)).toBe(kind);
});
