// The nine patches of each channel against PyTorch's (tests/golden/make_patches.py): the same pictures in the same
// order, the same cells and fields, and values that are equal to 1e-4.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BestPatches, NINE } from '../../../web/src/playground/features/patches/best.js';
import { fieldOf } from '../../../web/src/playground/features/patches/field.js';
import type { Preprocess } from '../../../web/src/protocol/index.js';
import { hydrateAll } from '../../golden/hydrate.mjs';
import { fromRoot, importPackage } from '../support/package.js';

const { InferenceSession } = await importPackage();

type Line = [picture: number, value: number, y: number, x: number, ...box: number[]];

interface Expected {
  value: string;
  preprocess: Preprocess;
  pictures: string[];
  channels: Line[][];
}

const golden: Record<string, Expected> = JSON.parse(
  readFileSync(fromRoot('tests/golden/patches.json'), 'utf8'),
);

let hydrated: string;
beforeAll(() => {
  hydrated = mkdtempSync(join(tmpdir(), 'cnn-patches-'));
  hydrateAll(hydrated);
}, 60_000);
afterAll(() => rmSync(hydrated, { recursive: true }));

function fileOf(name: string): string {
  if (name === 'resnet18') return join(hydrated, 'resnet18.onnx');
  return fromRoot(`models/${name}/${name}.onnx`);
}

async function pictureOf(file: string) {
  const source = sharp(fromRoot(`models/samples/${file}`))
    .ensureAlpha()
    .raw();
  const { data, info } = await source.toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), width: info.width, height: info.height };
}

test.each(Object.keys(golden))(
  '%s: pictures, cells, fields and values are those of PyTorch',
  async (name) => {
    const { value, preprocess, pictures, channels } = golden[name] as Expected;
    const bytes = new Uint8Array(readFileSync(fileOf(name)));
    const session = await InferenceSession.create(bytes, { threads: 1, warmup: false });
    const best = new BestPatches();
    for (const [index, file] of pictures.entries()) {
      const feeds = { [session.pictureInput ?? '']: await pictureOf(file) };
      const out = await session.run(feeds, { keep: [value], read: [value], preprocess });
      const { dims, data } = out[value] ?? { dims: [], data: [] };
      best.add(index, { dims, data: data as Float32Array });
    }
    const graph = session.graph();
    await session.release();
    channels.forEach((lines, channel) => {
      const found = best.of(channel);
      expect(found).toHaveLength(NINE);
      found.forEach(({ picture, value: number, y, x }, place) => {
        const [expectedPicture, expected, ...cellAndField] = lines[place] as Line;
        const box = fieldOf(graph, 'NCHW', { value, channel, y, x });
        const field = [box?.y, box?.x, box?.height, box?.width];
        expect({ channel, place, picture }).toEqual({ channel, place, picture: expectedPicture });
        expect([y, x, ...field]).toEqual(cellAndField);
        expect(Math.abs(number - expected)).toBeLessThan(1e-4);
      });
    });
  },
  120_000,
);
