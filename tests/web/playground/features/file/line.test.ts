import { expect, test } from 'vitest';
import { describeModel } from '../../../../../web/src/client/describe-model.js';
import { summaryOf } from '../../../../../web/src/playground/features/file/line.js';
import type { NetworkInfo } from '../../../../../web/src/playground/network/network.js';
import type { ElementCount, WeightsFormat } from '../../../../../web/src/protocol/index.js';
import { onnxModel } from '../../../support/onnx-model.js';

function onnx(producer?: readonly [string, string]): NetworkInfo {
  const file = describeModel(
    onnxModel({
      input: [1, 3, 4, 4],
      nodes: [{ op: 'Relu', inputs: ['input'], output: 'y' }],
      weights: {},
      opset: 18,
      ...(producer ? { producer } : {}),
    }),
  );
  return { file } as NetworkInfo;
}

test.each([
  [['pytorch', '2.9.1'], 'ONNX, opset 18, written by PyTorch 2.9.1'],
  [['pytorch', '2.9.1+cu128'], 'ONNX, opset 18, written by PyTorch 2.9.1'],
  [['tf2onnx', '1.16.1 15c810'], 'ONNX, opset 18, written by tf2onnx 1.16.1 15c810'],
  [['skl2onnx', ''], 'ONNX, opset 18, written by skl2onnx'],
  [undefined, 'ONNX, opset 18'],
] as const)('written by %j: %s', (producer, line) => {
  expect(summaryOf(onnx(producer))).toBe(line);
});

function weights(format: WeightsFormat, ...types: ElementCount[]): NetworkInfo {
  const source = { format, family: '', name: '', path: [], weights: types };
  return { weights: { source, assumptions: [] } } as unknown as NetworkInfo;
}

test('of weights, the element type that most are kept in, where it is not the one they run in', () => {
  const half = { type: 'float16', elements: 90 };
  const counters = { type: 'int64', elements: 3 };
  expect(summaryOf(weights('pytorch', half, counters))).toBe('PyTorch weights in float16');
  const whole = { type: 'float32', elements: 90 };
  expect(summaryOf(weights('safetensors', whole, half))).toBe('safetensors weights');
});

test('of a network whose file is not known there is no line', () => {
  expect(summaryOf({} as NetworkInfo)).toBeUndefined();
});
