import { expect, test } from 'vitest';
import {
  channelName,
  colourName,
  columnsOf,
} from '../../../../web/src/playground/network/columns.js';
import { inputPixels } from '../../../../web/src/playground/network/input-pixels.js';
import { endsOf } from '../../../../web/src/playground/network/scale.js';
import { snapshot, tinyInfo, value } from '../../support/app.js';
import { tinyVgg } from '../../support/graphs.js';

const { preprocess } = tinyInfo();
const maps = (channels: number) => ({ channels, height: 64, width: 64, flat: false });

test('ends are what black and white become in any of the channels', () => {
  const imagenet = {
    ...preprocess,
    mean: [0.485, 0.456, 0.406] as [number, number, number],
    std: [0.229, 0.224, 0.225] as [number, number, number],
  };
  const found = inputPixels(imagenet, maps(3));
  // Red is darkest, (0 - 0.485) / 0.229; blue brightest, (1 - 0.406) / 0.225.
  expect(found?.low).toBeCloseTo(-2.1179, 4);
  expect(found?.high).toBeCloseTo(2.64, 4);
  expect(inputPixels({ ...preprocess, divisor: 1 }, maps(3))).toMatchObject({ low: 0, high: 255 });
});

test('a grey input reads the first mean and deviation alone', () => {
  const mnist = {
    ...preprocess,
    channels: 1 as const,
    mean: [0.5, 9, 9] as [number, number, number],
    std: [0.25, 9, 9] as [number, number, number],
  };
  expect(inputPixels(mnist, maps(1))).toEqual({ colours: ['grey'], low: -2, high: 2 });
});

test('an input that is no map per colour has no pixels', () => {
  expect(
    inputPixels(preprocess, { channels: 1, height: 1, width: 12288, flat: true }),
  ).toBeUndefined();
  expect(inputPixels({ ...preprocess, layout: 'NHWC' }, maps(3))).toBeUndefined();
  expect(inputPixels(preprocess, maps(4))).toBeUndefined();
});

test('channels are named after the order in which the network takes them', () => {
  const [input, conv] = columnsOf(tinyVgg(), { ...preprocess, order: 'BGR' });
  if (!input || !conv) throw new Error('the test graph has changed');
  expect(channelName(input, 0)).toBe('channel 0 (blue)');
  expect(colourName(input, 2)).toBe('red');
  expect(colourName(conv, 2)).toBeUndefined();
});

test('the scale of the input is its own, from dark to bright', () => {
  const columns = columnsOf(tinyVgg(), preprocess);
  const [input, conv] = columns;
  if (!input || !conv) throw new Error('the test graph has changed');
  // Channel 0 is 0.25 everywhere, channel 1 goes from 0.25 to 0.75.
  const run = snapshot({
    input: value([1, 3, 64, 64], (i) => (i >= 4096 && i < 8192 && i % 2 ? 0.75 : 0.25)),
    conv_1_1: value([1, 10, 62, 62], () => -7),
  });
  const whole = { isGrey: true, low: 0, high: 1 };
  expect(endsOf('layer', columns, run, input, 1)).toEqual(whole);
  expect(endsOf('network', columns, run, input, 1)).toEqual(whole);
  expect(endsOf('channel', columns, run, input, 1)).toEqual({
    isGrey: true,
    low: 0.25,
    high: 0.75,
  });
  // A channel of one value alone has no range.
  expect(endsOf('channel', columns, run, input, 0)).toEqual(whole);
  expect(endsOf('layer', columns, run, conv, 0)).toEqual({ isGrey: false, low: -7, high: 7 });
});
