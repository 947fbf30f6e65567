// The two sides of a comparison with a network, of stand-ins for both.

import { expect, test } from 'vitest';
import { Slot } from '../../../../../web/src/playground/features/compare/means.js';
import { networkSides } from '../../../../../web/src/playground/features/compare/network-sides.js';
import type { Scores } from '../../../../../web/src/playground/run/predictions.js';
import { snapshot, tinyInfo, tinyModel } from '../../../support/app.js';
import { initialState } from '../../../support/playground.js';

const scoresOf = (first: number, raw?: number): Scores => ({
  ...{ softmaxAdded: true, probabilities: Float32Array.of(first, 1 - first) },
  ...(raw === undefined ? {} : { raw: Float32Array.of(raw, 1 - raw) }),
});

/** What both sides say of the first class. now: on screen; other: of the network beside it. */
async function firstOf(kind: 'unchanged' | 'unedited', now: Scores, other: Scores) {
  const result = { timings: [], threads: 1, warm: true, scores: other };
  const network = { info: tinyInfo(), run: () => ({ result: Promise.resolve(result) }) };
  const slot = Object.assign(new Slot(), { get: async () => network });
  const state = { ...initialState, model: tinyModel(), snapshot: { ...snapshot(), scores: now } };
  const controller = { sources: () => ({ model: { kind: 'file' } }), picture: () => ({}) };
  const means = {
    playground: { state, controller, site: {} } as never,
    ...{ slots: { own: slot, other: slot }, check: () => {}, say: () => {} },
  };
  const { sides } = await networkSides(means, { kind });
  return sides.map(({ network }) => network?.scores?.probabilities[0]);
}

// A changed network has lost its temperature: 0.75 is the softmax before, 0.5 the same divided by the temperature.
test('softmax is compared with softmax where a change has taken the temperature away', async () => {
  expect(await firstOf('unchanged', scoresOf(0.25), scoresOf(0.5, 0.75))).toEqual([0.25, 0.75]);
});

test('of the same network both sides are calibrated', async () => {
  const both = await firstOf('unedited', scoresOf(0.25, 0.125), scoresOf(0.5, 0.75));
  expect(both).toEqual([0.25, 0.5]);
});
