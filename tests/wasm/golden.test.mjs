// Every module against PyTorch's values, and both plans against each other.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hydrateAll } from '../golden/hydrate.mjs';
import { maxDifference, readGolden, readTinyVggInput } from '../golden/read-golden.mjs';
import {
  load,
  readModel,
  reasonToSkip,
  run,
  startModule,
  unwrap,
  valueNamed,
  variants,
} from './support/modules.mjs';

const goldenFolder = fileURLToPath(new URL('../../.cache/golden/', import.meta.url));
const tinyVgg = 'models/tinyvgg/tinyvgg.onnx';
const networks = ['resnet18', 'resnet18-bn', 'mobilenet-v2'];

beforeAll(() => hydrateAll(goldenFolder), 60_000);

function largestGap(left, right) {
  expect(left.length).toBe(right.length);
  return left.reduce((largest, value, i) => Math.max(largest, Math.abs(value - right[i])), 0);
}

/** Compares all golden values of a finished inspect run; tolerance(value) is absolute. */
function expectGolden(session, name, tolerance) {
  for (const golden of readGolden(name)) {
    const { dims, data } = valueNamed(session, golden.name);
    expect(dims, golden.name).toEqual(golden.shape);
    expect(maxDifference(golden, data), golden.name).toBeLessThanOrEqual(tolerance(golden));
  }
}

for (const setup of variants) {
  const skip = await reasonToSkip(setup);
  describe.skipIf(skip)(`cnn-${setup.variant}${skip ? ` (skipped: ${skip})` : ''}`, () => {
    let engine;
    beforeAll(async () => {
      engine = await startModule(setup);
    });

    describe('TinyVGG', () => {
      let session;
      beforeAll(() => {
        session = unwrap(load(engine, readModel(tinyVgg), setup.threads));
      });
      afterAll(() => session?.delete());

      it.each(['noise', 'gradient', 'shapes'])('every layer on "%s" is within 1e-4', (picture) => {
        run(session, 'inspect', [1, 3, 64, 64], readTinyVggInput(picture));
        expectGolden(session, `tinyvgg-${picture}`, () => 1e-4);
      });

      it('gives the same output in the fast plan', () => {
        const input = readTinyVggInput('shapes');
        run(session, 'inspect', [1, 3, 64, 64], input);
        const inspected = valueNamed(session, 'output').data;
        run(session, 'fast', [1, 3, 64, 64], input);
        expect(largestGap(inspected, valueNamed(session, 'output').data)).toBeLessThanOrEqual(1e-6);
      });
    });

    describe.each(networks)('%s', (name) => {
      let session;
      let input;
      beforeAll(() => {
        const bytes = readFileSync(`${goldenFolder}${name}.input.f32`);
        input = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
        session = unwrap(load(engine, readFileSync(`${goldenFolder}${name}.onnx`), setup.threads));
      }, 60_000);
      afterAll(() => session?.delete());

      it('is within 1e-4 of the magnitude, through the depth', () => {
        run(session, 'inspect', [1, 3, 224, 224], input);
        expectGolden(
          session,
          name,
          ({ min, max }) => 1e-4 * Math.max(Math.abs(min), Math.abs(max)),
        );
      }, 60_000);

      it('has the same output on one thread, and back on all', () => {
        run(session, 'fast', [1, 3, 224, 224], input);
        const expected = valueNamed(session, 'output');
        for (const threads of [1, setup.threads, 1]) {
          session.useThreads(threads);
          expect(valueNamed(session, 'output'), 'still readable').toEqual(expected);
          run(session, 'fast', [1, 3, 224, 224], input);
          expect(valueNamed(session, 'output')).toEqual(expected);
        }
        session.useThreads(setup.threads);
      }, 60_000);

      it('has the same output in the fast plan', () => {
        run(session, 'fast', [1, 3, 224, 224], input);
        const golden = readGolden(name).find((value) => value.name === 'output');
        const { data } = valueNamed(session, 'output');
        const magnitude = Math.max(Math.abs(golden.min), Math.abs(golden.max));
        expect(maxDifference(golden, data)).toBeLessThanOrEqual(1e-4 * magnitude);
      }, 60_000);
    });
  });
}
