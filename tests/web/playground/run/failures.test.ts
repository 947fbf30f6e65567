import { describe, expect, test } from 'vitest';
import {
  failureOf,
  isFatal,
  isQuiet,
  ofOwnFile,
} from '../../../../web/src/playground/run/failures.js';

test('the node, its operator, attribute and shapes are named', () => {
  const failure = failureOf('model', {
    code: 'invalid-shape',
    message: 'The kernel is larger than its input.',
    hint: 'Use a larger input.',
    node: 'conv_9',
    op: 'Conv',
    attribute: 'kernel_shape',
    shapes: ['X [1,3,2,2]'],
  });
  expect(failure.title).toBe('The network could not be loaded');
  expect(failure.details).toEqual([
    'Node: conv_9 (Conv)',
    'Attribute: kernel_shape',
    'Shapes: X [1,3,2,2]',
  ]);
});

test('an engine that does not start is not blamed on the network', () => {
  const { title } = failureOf('model', { code: 'engine-not-loaded', message: 'm', hint: '' });
  expect(title).toBe('The engine could not start');
});

test('a device without a network is told what still works', () => {
  const failure = failureOf('model', { code: 'offline', message: 'm', hint: 'h' });
  expect(failure.title).toBe('This device is offline');
  expect(failure.hint).toContain('used before');
});

test('a file that another site keeps from pages is dropped by hand', () => {
  const { hint } = failureOf('model', { code: 'cors', message: 'm', hint: 'h' });
  expect(hint).toMatch(/Download .* drop it here/);
});

test('what somebody asked for is quiet, what ends the session is fatal', () => {
  expect(isQuiet('superseded')).toBe(true);
  expect(isQuiet('not-a-picture')).toBe(false);
  expect(isFatal('engine-crash')).toBe(true);
  expect(isFatal('invalid-shape')).toBe(false);
});

test('sizes in messages of the engine stand as they do everywhere on the page', () => {
  const message = (text: string) =>
    failureOf('model', { code: 'truncated', message: text, hint: '' }).message;
  expect(message('the file breaks off (23366831 bytes read)')).toBe(
    'the file breaks off (23.4 MB read)',
  );
  expect(message('12000 x 9000 pixels, 12 bytes, max x 3')).toBe(
    '12000 × 9000 pixels, 12 bytes, max x 3',
  );
});

test('weights of an unknown network are not said to be a network that failed', () => {
  const { title } = failureOf('model', { code: 'unknown-network', message: 'm', hint: 'h' });
  expect(title).toContain('weights');
});

describe('a file that is no network', () => {
  const notModel = (message: string, hint: string) =>
    ({ code: 'not-a-model', message, hint }) as Parameters<typeof ofOwnFile>[0];

  test('is said to be what it is known to be, whatever its name is', () => {
    const html = notModel('it is an HTML page', 'use the address of the download itself');
    expect(ofOwnFile(html, 'net.pth')).toMatchObject({ message: html.message, hint: html.hint });
    const sets = notModel('The file holds several sets of weights.', 'Save one of them alone.');
    expect(ofOwnFile(sets, 'gan.pth')).toMatchObject({ message: sets.message, hint: sets.hint });
  });

  test('is told by its name where nothing else is known', () => {
    const other = notModel('this file is not an ONNX model', 'choose an .onnx file');
    expect(ofOwnFile(other, 'net.pth').message).toContain('named like weights of PyTorch');
    expect(ofOwnFile(other, 'net.onnx').message).toContain('named like a network');
  });
});
