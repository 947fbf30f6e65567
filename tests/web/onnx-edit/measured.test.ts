// What was measured with a network's own numbers goes out of the file of a changed one, and nothing else does.

import { expect, test } from 'vitest';
import { EditRefusal, withoutMeasured } from '../../../web/src/onnx-edit/index.js';
import { onnxModel } from '../support/onnx-model.js';

const net = (metadata: Record<string, string>): Uint8Array =>
  onnxModel({
    input: [1, 2, 1, 1],
    nodes: [{ op: 'Relu', inputs: ['input'], output: 'y' }],
    weights: {},
    metadata,
  });

test('temperature and the sign of unfamiliar pictures, wherever they stand', () => {
  const measured = { temperature: '0.7', unfamiliar: '{"score":"max_logit"}' };
  const before = net({ title: 'Two', ...measured, labels: '["a","b"]' });
  expect(withoutMeasured(before)).toEqual(net({ title: 'Two', labels: '["a","b"]' }));
});

test('a file without them stays byte for byte', () => {
  const before = net({ title: 'temperature' });
  expect(withoutMeasured(before)).toEqual(before);
});

test('what is no ONNX file is refused', () => {
  expect(() => withoutMeasured(Uint8Array.of(0xff, 0xff))).toThrow(EditRefusal);
});
