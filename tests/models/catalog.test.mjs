// The catalog keeps to its schema and agrees with the files it names.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

const models = new URL('../../models/', import.meta.url);
// Hashes of the ONNX Model Zoo's files, where the development data is at hand.
const zooList = new URL('../../../shared/onnx-zoo-vision.tsv', import.meta.url);
const readJson = (name) => JSON.parse(readFileSync(new URL(name, models), 'utf8'));

const catalog = readJson('catalog.json');
const schema = readJson('catalog.schema.json');
const entries = catalog.models;
const bundled = entries.filter(({ file }) => file !== undefined);
const downloads = entries.filter(({ url }) => url !== undefined);
/** Networks whose classes nobody names say so. */
const unnamed = downloads.filter(({ labels }) => labels === undefined);
const labelFiles = [...new Set(entries.map(({ labels }) => labels))].filter(
  (labels) => typeof labels === 'string',
);

const ajv = new Ajv({ allErrors: true });
const isCatalog = ajv.compile(schema);
const isLabels = ajv.compile({ ...schema.$defs.labels });

/** The errors, one a line; empty where `value` is valid. */
const errorsOf = (validate, value) => (validate(value) ? '' : ajv.errorsText(validate.errors));

describe('models/catalog.json', () => {
  it('keeps to its schema', () => {
    expect(errorsOf(isCatalog, catalog)).toBe('');
  });

  it.each([
    ['neither file nor url', { file: undefined }],
    ['both file and url', { url: 'https://example.org/a.onnx' }],
    ['a path that leaves the folder', { file: '../tinyvgg.onnx' }],
    ['an unknown field', { weights: 'a.bin' }],
  ])('has a schema that refuses %s', (_, change) => {
    const changed = JSON.parse(JSON.stringify({ ...bundled[0], ...change }));
    expect(errorsOf(isCatalog, { models: [changed] })).not.toBe('');
  });

  it('lists at least one model, each id once, those that come with the page first', () => {
    expect(entries.length).toBeGreaterThan(0);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(entries.slice(0, bundled.length)).toEqual(bundled);
  });

  it.each(entries)('$id: the preprocessing makes the input', ({ input, preprocess }) => {
    if (preprocess === undefined) return; // the file says it
    const { crop, channels, layout } = preprocess;
    expect(input).toEqual(layout === 'NCHW' ? [1, channels, ...crop] : [1, ...crop, channels]);
  });

  it.each(unnamed)('$id, whose classes have no names, says why', ({ note }) => {
    expect(note).toMatch(/classes/);
  });

  it.each(labelFiles)('%s holds 1,000 class names, each once', (name) => {
    const labels = readJson(name);
    expect(errorsOf(isLabels, labels)).toBe('');
    expect(labels).toHaveLength(1000);
    // Imagenette's classes at ImageNet's positions: the order is the one the networks answer in.
    expect([0, 217, 701].map((index) => labels[index])).toEqual([
      'tench',
      'English springer',
      'parachute',
    ]);
  });
});

describe.each(bundled)('the bundled model $id', (entry) => {
  it('has the size and SHA-256 of the entry', () => {
    const content = readFileSync(new URL(entry.file, models));
    expect(content.length).toBe(entry.bytes);
    expect(createHash('sha256').update(content).digest('hex')).toBe(entry.sha256);
  });

  it('has a model card beside the file', () => {
    const card = new URL('README.md', new URL(entry.file, models));
    expect(existsSync(fileURLToPath(card))).toBe(true);
  });
});

describe.each(downloads)('the model on demand $id', (entry) => {
  it.skipIf(!existsSync(zooList))("has the zoo's size and SHA-256 (needs its list)", () => {
    const name = entry.url.slice(entry.url.lastIndexOf('/') + 1);
    const row = readFileSync(zooList, 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .find(([path]) => path.endsWith(`/${name}`));
    expect(row?.slice(1, 3)).toEqual([entry.sha256, String(entry.bytes)]);
  });
});
