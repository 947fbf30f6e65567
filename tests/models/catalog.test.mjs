// The catalog agrees with the files it lists and with its schema's required fields.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const models = new URL('../../models/', import.meta.url);
const readJson = (name) => JSON.parse(readFileSync(new URL(name, models), 'utf8'));

const entries = readJson('catalog.json').models;
const schema = readJson('catalog.schema.json');

describe('models/catalog.json', () => {
  it('lists at least one model, each id once', () => {
    expect(entries.length).toBeGreaterThan(0);
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length);
  });

  describe.each(entries)('$id', (entry) => {
    it('has every required field and no unknown one', () => {
      const { required, properties } = schema.$defs.model;
      expect(Object.keys(entry)).toEqual(expect.arrayContaining(required));
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(entry)));
    });

    it('gives the size and SHA-256 of the file', () => {
      const content = readFileSync(new URL(entry.file, models));
      expect(content.length).toBe(entry.bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(entry.sha256);
    });

    it('has a model card beside the file', () => {
      expect(existsSync(fileURLToPath(new URL('README.md', new URL(entry.file, models))))).toBe(
        true,
      );
    });
  });
});
