// What formulas of the course ask the engine for. Sizes and parameters are counted by hand; values of the church and the
// parachute are ONNX Runtime's, on a picture that PyTorch made small.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine } from '../../../../web/docs/site/course/engine.mjs';
import { evaluate } from '../../../../web/docs/site/static/course/formula.js';

let engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine?.release());

const ask = async (formula, network = 'tinyvgg', picture = 'church') =>
  evaluate(formula, await engine.factsFor(network, picture));

test.each([
  ['conv(64, 5, 1, 2)', 31],
  ['conv(7, 3, 0, 1, 2)', 3],
  ['pool(31, 2)', 15],
  ['pool(31, 2, 2, 0, 1)', 16],
  ["convolved('1 2 0 / 0 1 3 / 2 0 1', '1 0 -1 / 1 0 -1 / 1 0 -1', 2, 0, 1, 0, 0)", 1],
  // Padding: the middle of the kernel on the corner.
  ["convolved('1 2 / 3 4', '0 0 0 / 0 10 1 / 0 100 0', 0, 1, 1, 0, 0)", 312],
  ["maxPooled('1 4 2 0 / 3 2 5 1', 2, 2, 0, 1)", 5],
  ["averagePooled('1 4 2 0 / 3 2 5 1', 2, 2, 0, 1)", 2],
  ["summed('-3 5 -1', 0.5)", 1.5],
  ['relued(-1.7)', 0],
  ['params(conv_1_1)', 280],
  ['params()', 280 + 3 * 910 + 16910],
  ['macs(conv_1_1)', 62 * 62 * 10 * 27],
  ['count(Conv)', 4],
  ['kernelDepth(conv_1_2)', 10],
  ['field(conv_1_1)', 3],
  ['field(max_pool_1)', 6],
  ['field(conv_2_1)', 10],
  ['field(max_pool_2)', 16],
  ['numbers(flatten)', 1690],
  ['has(flatten)', true],
  ['lacks(flatten)', false],
])('%s is %s', async (formula, value) => {
  expect(await ask(formula)).toBe(value);
});

test.each([
  ['tinyvgg', 'church', 'cell(input, 1, 20, 40)', 0.6706, 0.003],
  ['tinyvgg', 'church', 'zero(relu_1_1, 6)', 0.634, 0.005],
  ['tinyvgg', 'church', 'logit(church)', 5.7329, 0.005],
  ['tinyvgg', 'church', 'probability(church)', 0.9911, 0.0005],
  ['tinyvgg', 'church', 'covered(16, 16, 32, 32)', 0.2217, 0.002],
  ['tinyvgg', 'parachute', 'probability(1)', 0.667, 0.002],
  ['tinyvgg', 'parachute', 'covered(0, 48, 64, 16)', 0.1434, 0.002],
  ['tinyvgg', 'parachute', 'covered(9, 4, 22, 56)', 0.7407, 0.002],
])('%s, %s: %s is %d', async (network, picture, formula, value, most) => {
  expect(Math.abs((await ask(formula, network, picture)) - value)).toBeLessThan(most);
});

test('what the channels add to a score, and the bias, make the score', async () => {
  const channels = [...Array(10).keys()].map((channel) => `contribution(church, ${channel})`);
  const sum = await ask(`${channels.join(' + ')} + bias(dense, 4)`);
  expect(sum).toBeCloseTo(await ask('logit(church)'), 4);
});

test('a layer reads the maximum of two branches, and the work is that of the picture', async () => {
  // 3 + 2 for the stem's stride 2, and so on: the sum over all windows of (kernel - 1) times their step.
  const windows = [
    [3, 1],
    [3, 2],
    [3, 2],
    [3, 4],
    [3, 4],
  ];
  const side = windows.reduce((sum, [kernel, step]) => sum + (kernel - 1) * step, 1);
  expect(await ask('field(block_4_depthwise)', 'mobilenetv2')).toBe(side);
  // 32 kernels of 3 x 3 over 3 channels on 80 x 80 places.
  expect(await ask('macs(stem)', 'mobilenetv2')).toBe(80 * 80 * 32 * 27);
});

test.each([
  ['params(conv_9)', 'The network has no layer "conv_9".'],
  ['probability(dog)', 'The network has no class "dog".'],
  ['zero(relu_1_1, 10)', 'relu_1_1 has channels 0 to 9, and no 10.'],
  ['kernels(flatten)', 'This layer has no kernels.'],
  ["summed('1 x', 0)", '"1 x" is no grid of numbers'],
])('%s is refused', async (formula, sentence) => {
  await expect(ask(formula)).rejects.toThrow(sentence);
});
