// Which forms of a network are offered: those that have something to show of it.

import { expect, test } from 'vitest';
import { features } from '../../../../web/src/playground/features.js';
import type { AppState } from '../../../../web/src/playground/kit/playground.js';
import { loadedModel } from '../../../../web/src/playground/run/state.js';
import { snapshot, tinyInfo, tinyModel } from '../../support/app.js';
import { initialState } from '../../support/playground.js';

const offered = (state: AppState): string[] =>
  features.flatMap(({ tab }) => (tab && tab.suits?.(state) !== false ? [tab.id] : [])).sort();

const ALL = ['benchmark', 'blank', 'compare', 'lab', 'table', 'why'];
const classifier = { ...initialState, model: tinyModel() };

test('of a classifier all are, also before its first run', () => {
  expect(offered(classifier)).toEqual(ALL);
  expect(offered({ ...classifier, snapshot: snapshot() })).toEqual(ALL);
});

test('without classes there is nothing to ask why of, and nothing that is chosen of blank pictures', () => {
  const { scores: _, ...without } = snapshot();
  const state = { ...classifier, snapshot: { ...without, scores: undefined } };
  expect(offered(state)).toEqual(['benchmark', 'compare', 'lab', 'table']);
});

test('without a picture what works on pictures is left out', () => {
  const model = loadedModel({ ...tinyInfo(), hasNoPicture: true }, undefined);
  const state = { ...classifier, model, snapshot: snapshot() };
  expect(offered(state)).toEqual(['benchmark', 'compare', 'table']);
});
