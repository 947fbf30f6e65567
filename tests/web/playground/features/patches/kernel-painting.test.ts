// When the kernels are painted anew: with other weights, and not before.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  paintColourKernel,
  paintOverview,
} from '../../../../../web/src/playground/features/patches/paint.js';
import type { AppState } from '../../../../../web/src/playground/kit/playground.js';
import { tinyModel, value } from '../../../support/app.js';
import { initialState } from '../../../support/playground.js';

beforeEach(() => {
  vi.stubGlobal('ImageData', class {});
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext() {}
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

/** A canvas that counts the kernels drawn on it. */
function counting() {
  const drawImage = vi.fn();
  const context = { drawImage, clearRect: () => {} };
  const canvas = { width: 96, height: 96, getContext: () => context };
  return { canvas: canvas as unknown as HTMLCanvasElement, drawImage };
}

const change: AppState['changes'][number] = {
  key: 'operator relu_1_1',
  layer: 'relu_1_1',
  change: { kind: 'activation', node: 'relu_1_1', to: 'Tanh' },
};

/** The first convolution is open, in a network with one change. */
function state(weights: AppState['weights']): AppState {
  const open = { column: 1, channel: 3 };
  return { ...initialState, model: tinyModel(), open, weights, changes: [{ ...change }] };
}

const weight = () => value([10, 3, 3, 3], (index) => index);

test.each([
  ['all ten kernels', paintOverview, 10],
  ['the open kernel', paintColourKernel, 1],
] as const)(
  '%s: again where one change has replaced another, not where more is read',
  (_, paint, kernels) => {
    const { canvas, drawImage } = counting();
    const first = new Map([['conv_1_1.weight', weight()]]);
    paint(canvas, state(first));
    expect(drawImage).toHaveBeenCalledTimes(kernels);
    paint(canvas, state(new Map([...first, ['conv_1_2.weight', value([1], () => 0)]])));
    expect(drawImage).toHaveBeenCalledTimes(kernels);
    paint(canvas, state(new Map([['conv_1_1.weight', weight()]])));
    expect(drawImage).toHaveBeenCalledTimes(2 * kernels);
  },
);
