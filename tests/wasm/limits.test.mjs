// A module survives whatever it is given, says what was wrong, and gives its memory back.

import { describe, expect, it } from 'vitest';
import { readTinyVggInput } from '../golden/read-golden.mjs';
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

const tinyVgg = readModel('models/tinyvgg/tinyvgg.onnx');
const golden = (name) => readModel(`tests/golden/onnx/${name}.onnx`);
const dims = [1, 3, 64, 64];
const zip = Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, ...Array(200).fill(7)]);
const html = Buffer.from(
  '<!doctype html><html><head><title>404</title></head><body>Not found</body></html>',
);

/** A field of protobuf: number, wire type 2, what is in it. */
const field = (number, ...bytes) => [(number << 3) | 2, bytes.length, ...bytes];
/** 2^31 + 4: where a difference of two pointers has 32 bits, it is negative. */
const LONG = [0x84, 0x80, 0x80, 0x80, 0x08];
const tensor = [0x08, 1, 0x10, 1, ...field(8, 0x77), (9 << 3) | 2, ...LONG, 0, 0, 0, 0];
const longLength = Uint8Array.from([
  ...[0x08, 8], // ir_version
  ...field(8, 0x10, 13), // opset_import
  ...field(7, ...field(5, ...tensor)), // graph: initializer
]);

/** File, and what the error must name: words of its text, node or operator. */
const refused = [
  ['an empty file', new Uint8Array(0), []],
  ['a truncated file', tinyVgg.subarray(0, 40_000), []],
  ['an HTML page', html, []],
  ['a zip archive', zip, []],
  ['a weight that says to be longer than the file, by 2 GiB', longLength, []],
  ['unsupported operators', golden('unsupported-operators'), ['Bernoulli', 'RandomNormalLike']],
  ['a kernel that exceeds its input', golden('kernel-exceeds-input'), ['too_large']],
  ['a weight for other channels', golden('channel-mismatch'), ['wrong_channels']],
  ['weights in another file', golden('external-data'), ['weight']],
  ['an opset that is too old', golden('opset-5'), ['5']],
  ['an opset that is too new', golden('opset-99'), ['99']],
  ['a cycle', golden('cycle'), []],
  ['a value that nobody makes', golden('missing-value'), ['nowhere']],
  ['a value that is made twice', golden('value-made-twice'), ['output']],
  ['a weight with too few bytes', golden('short-weight'), ['weight']],
  ['a weight with a negative dimension', golden('negative-dimension'), ['weight']],
];

for (const setup of variants) {
  const skip = await reasonToSkip(setup);
  describe.skipIf(skip)(`cnn-${setup.variant}${skip ? ` (skipped: ${skip})` : ''}`, async () => {
    const engine = skip ? undefined : await startModule(setup);

    it.each(refused)('refuses %s and stays usable', (_what, bytes, named) => {
      const { value, error } = load(engine, bytes, setup.threads);
      value?.delete();
      expect(error, 'an error').toBeDefined();
      expect(error.code).not.toBe('');
      const told = `${error.message} ${error.hint} ${error.node} ${error.op} ${error.shapes}`;
      for (const word of named) expect(told).toContain(word);
      const session = unwrap(load(engine, tinyVgg, setup.threads));
      run(session, 'fast', dims, readTinyVggInput('noise'));
      expect(valueNamed(session, 'output').data.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
      session.delete();
    });

    it('does not grow in 200 runs', () => {
      const session = unwrap(load(engine, tinyVgg, setup.threads));
      const input = readTinyVggInput('shapes');
      run(session, 'inspect', dims, input);
      run(session, 'fast', dims, input);
      const before = engine.heapBytes();
      for (let i = 0; i < 100; i++) {
        session.useThreads(i % 2 === 0 ? 1 : setup.threads);
        run(session, 'inspect', dims, input);
        run(session, 'fast', dims, input);
      }
      expect(engine.heapBytes()).toBe(before);
      session.delete();
    }, 60_000);

    it('does not grow in 20 cycles of load and release', () => {
      const cycle = () => {
        const session = unwrap(load(engine, tinyVgg, setup.threads));
        run(session, 'inspect', dims, readTinyVggInput('shapes'));
        session.delete();
        return engine.heapBytes();
      };
      const before = cycle();
      for (let i = 0; i < 20; i++) expect(cycle()).toBe(before);
    }, 60_000);
  });
}
