// The module in two parts: what comes with the page needs the first one alone, and the second one adds the rest.

import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { onnxModel } from '../web/support/onnx-model.ts';
import {
  load,
  readModel,
  reasonToSkip,
  startFirstModule,
  startModule,
  unwrap,
  valueNamed,
  variants,
} from './support/modules.mjs';

const begin = (engine, threads) =>
  engine.load({ threads, maxMemory: 0, dimensionNames: [], dimensionSizes: [], until: [] });

const shipped = ['tinyvgg', 'lenet5', 'mobilenetv2', 'efficientnet-lite0'];

/** Twice as large: each element four times. Then the transposed convolution of one channel with a single 3. */
const enlarging = onnxModel({
  input: [1, 1, 128, 128],
  nodes: [
    {
      op: 'Resize',
      inputs: ['input', '', 'scales'],
      output: 'large',
      attributes: { mode: 'nearest' },
    },
    { op: 'ConvTranspose', inputs: ['large', 'kernel'], output: 'output' },
  ],
  weights: {
    scales: { dims: [4], data: Float32Array.of(1, 1, 2, 2) },
    kernel: { dims: [1, 1, 1, 1], data: Float32Array.of(3) },
  },
});

for (const setup of variants) {
  const skip = await reasonToSkip(setup);
  describe.skipIf(skip)(`cnn-${setup.variant}${skip ? ` (skipped: ${skip})` : ''}`, () => {
    it.each(shipped)('the first module is enough for %s', async (name) => {
      const path = `models/${name}/${name}.onnx`;
      expect(existsSync(new URL(`../../${path}`, import.meta.url))).toBe(true);
      const engine = await startFirstModule(setup);
      const bytes = readModel(path);
      unwrap(engine.modelBuffer(bytes.length)).set(bytes);
      const loader = unwrap(begin(engine, setup.threads));
      unwrap(loader.step(Number.POSITIVE_INFINITY));
      expect(loader.needsSecondModule()).toBe(false);
      const session = loader.take();
      const [{ name: input, shape }] = JSON.parse(session.describe()).inputs;
      // Left open: batch, height, width.
      const dims = shape.map((size, axis) => (size > 0 ? size : [1, 3, 64, 64][axis]));
      unwrap(session.input(input, dims)).fill(0.5);
      for (const plan of ['fast', 'inspect']) {
        let left = unwrap(session.begin(plan, []));
        while (left > 0) left = unwrap(session.step(1000));
      }
      session.delete();
    });

    it('the first module is enough for every small network without operators of the second', async () => {
      const folder = new URL('../golden/', import.meta.url);
      const names = readdirSync(folder, { recursive: true }).filter((name) =>
        name.endsWith('.onnx'),
      );
      const engine = await startFirstModule(setup);
      let ran = 0;
      for (const name of names) {
        const bytes = readModel(`tests/golden/${name}`);
        unwrap(engine.modelBuffer(bytes.length)).set(bytes);
        const loader = unwrap(begin(engine, setup.threads));
        let done = loader.step(Number.POSITIVE_INFINITY);
        while (done.value < 1 && !loader.needsSecondModule())
          done = loader.step(Number.POSITIVE_INFINITY);
        if (done.value === 1) {
          const session = loader.take();
          for (const plan of ['fast', 'inspect']) {
            let left = session.begin(plan, []).value ?? 0;
            while (left > 0) left = session.step(1000).value ?? 0;
          }
          session.delete();
          ran += 1;
        }
        loader.delete();
      }
      expect(ran).toBeGreaterThan(20);
    });

    it('the loader waits for the second module where the network has its operators', async () => {
      const engine = await startFirstModule(setup);
      unwrap(engine.modelBuffer(enlarging.length)).set(enlarging);
      const loader = unwrap(begin(engine, setup.threads));
      expect(unwrap(loader.step(Number.POSITIVE_INFINITY))).toBe(0.5);
      expect(loader.needsSecondModule()).toBe(true);
    });

    it('its operators run, on all threads', async () => {
      const engine = await startModule(setup);
      const session = unwrap(load(engine, enlarging, setup.threads));
      const input = Float32Array.from({ length: 128 * 128 }, (_, i) => i);
      unwrap(session.input('input', [1, 1, 128, 128])).set(new Uint8Array(input.buffer));
      let left = unwrap(session.begin('fast', []));
      while (left > 0) left = unwrap(session.step(1000));
      const { data } = valueNamed(session, 'output');
      const expected = Float32Array.from({ length: 256 * 256 }, (_, i) => {
        const [row, column] = [Math.floor(i / 256), i % 256];
        return 3 * (Math.floor(row / 2) * 128 + Math.floor(column / 2));
      });
      expect(data).toEqual(expected);
      session.delete();
    });
  });
}
