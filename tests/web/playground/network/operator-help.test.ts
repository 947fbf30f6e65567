import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { speak } from '../../../../web/src/playground/kit/words.js';
import { dictionary } from '../../../../web/src/playground/languages/de.js';
import { columnsOf } from '../../../../web/src/playground/network/columns.js';
import { helpOf } from '../../../../web/src/playground/network/operator-help.js';
import { node, tinyVgg } from '../../support/graphs.js';
import { fromRoot, importPackage } from '../../support/package.js';

afterEach(() => speak({}));

const conv = (channels: number, group: number) => {
  const shape = [1, channels, 8, 8];
  const weights = [channels, channels / group, 3, 3];
  const parts = { name: 'conv', op: 'Conv', inputs: ['x', 'w'], inputShapes: [shape, weights] };
  return node({ ...parts, attributes: { group }, help: 'Engine.' }, 'x', [shape, shape]);
};

test('in English the sentence of the engine stays, but for a convolution with a kernel for each channel', () => {
  expect(helpOf(conv(4, 1))).toEqual({ help: 'Engine.', isHelpEnglish: true });
  expect(helpOf(conv(4, 2))).toEqual({ help: 'Engine.', isHelpEnglish: true });
  const { help, isHelpEnglish } = helpOf(conv(4, 4));
  expect(help).toMatch(/^Slides over each channel one or more learned kernels of its own/);
  expect(isHelpEnglish).toBe(false);
});

test('an operator without a German sentence keeps the English one', () => {
  speak(dictionary);
  const shape = [1, 4];
  const cosh = node({ name: 'cosh', op: 'Cosh', help: 'Engine.' }, 'x', [shape, shape]);
  expect(helpOf(cosh)).toEqual({ help: 'Engine.', isHelpEnglish: true });
});

test('what the page says of the input is its own in every language', () => {
  expect(columnsOf(tinyVgg()).at(0)?.isHelpEnglish).toBe(false);
});

test.each([
  'models/tinyvgg/tinyvgg.onnx',
  'models/lenet5/lenet5.onnx',
  'dist/site/models/mobilenetv2/mobilenetv2.onnx',
  'dist/site/models/efficientnet-lite0/efficientnet-lite0.onnx',
])('every layer of %s has a German sentence', async (path) => {
  speak(dictionary);
  const { InferenceSession } = await importPackage();
  const bytes = new Uint8Array(readFileSync(fromRoot(path)));
  const session = await InferenceSession.create(bytes, { threads: 1, warmup: false });
  const english = columnsOf(session.graph()).filter(({ isHelpEnglish }) => isHelpEnglish);
  await session.release();
  expect(english.map(({ op }) => op)).toEqual([]);
});
