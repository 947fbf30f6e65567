// The rebuilt networks are the recorded ones, and a second call leaves finished files alone.

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hydrateAll } from './hydrate.mjs';
import { splitmix, uniform } from './splitmix.mjs';

describe('splitmix', () => {
  it('gives the numbers of the Python side', () => {
    // tests/golden/splitmix.py: splitmix(7, 3) and uniform(7, 3, -2, 2).
    expect([0, 1, 2].map((index) => splitmix(7, index))).toEqual([
      3838393609, 4210744933, 801465066,
    ]);
    expect([...uniform(7, 3, -2, 2)]).toEqual([
      1.5747826099395752, 1.9215617179870605, -1.253577709197998,
    ]);
  });
});

describe('hydrateAll', () => {
  let folder;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cnn-golden-'));
    hydrateAll(folder); // throws where a SHA-256 differs from the recipe
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes model and input of every network', () => {
    for (const name of ['resnet18', 'resnet18-bn', 'mobilenet-v2']) {
      expect(statSync(join(folder, `${name}.onnx`)).size).toBeGreaterThan(10e6);
      expect(statSync(join(folder, `${name}.input.f32`)).size).toBe(3 * 224 * 224 * 4);
    }
  });

  it('keeps a finished file and replaces a damaged one', () => {
    const path = join(folder, 'mobilenet-v2.onnx');
    const before = statSync(path);
    hydrateAll(folder);
    expect(statSync(path).ino).toBe(before.ino);
    writeFileSync(path, 'damaged');
    hydrateAll(folder);
    expect(statSync(path).size).toBe(before.size);
  }, 60_000);
});
