// What an address names to compare with.

import { expect, test } from 'vitest';
import { followNamed } from '../../../../../web/src/playground/features/compare/named.js';
import { rest } from '../../../../../web/src/playground/features/compare/rest.js';
import type { Playground } from '../../../../../web/src/playground/kit/playground.js';
import { playgroundWithout } from '../../../support/playground.js';

const HERE = { id: 'lenet5', title: 'LeNet-5', file: 'lenet5.onnx' };
const FAR = { id: 'far', title: 'Far', url: 'https://models.example/far.onnx', sha256: 'a' };

function playground(): Playground {
  const made = playgroundWithout();
  made.set({ models: [HERE, FAR] as never, view: 'compare' });
  return made;
}

/** The address asks, and what belongs to it has arrived. */
function ask(page: Playground, name: string | undefined): void {
  page.actions.compareNamed(name);
  followNamed(page);
}

test('a network of the catalogue is compared with', () => {
  const page = playground();
  ask(page, 'lenet5');
  expect(page.state.comparison?.against).toEqual({ kind: 'network', entry: HERE });
  expect(page.state.comparisonNamed).toBeUndefined();
});

test('back to the comparison on screen leaves it as it is', () => {
  const page = playground();
  ask(page, 'lenet5');
  const { comparison } = page.state;
  page.actions.showView('network');
  page.actions.showView('compare');
  ask(page, 'lenet5');
  expect(page.state.comparison).toBe(comparison);
  // Where the address says nothing of the view, it is the comparison.
  page.actions.showView('network');
  ask(page, 'lenet5');
  expect(page.state.view).toBe('compare');
  expect(page.state.comparison).toBe(comparison);
});

test.each<[who: string, meanwhile: (page: Playground) => void]>([
  ['who left', (page) => page.actions.showView('network')],
  ['whose address names nothing any more', (page) => page.actions.compareNamed(undefined)],
  ['who ended it', (page) => page.actions.compareWith(undefined)],
])('what arrives late brings nobody back %s', (_, meanwhile) => {
  const page = playground();
  page.actions.compareNamed('lenet5');
  meanwhile(page);
  const { view } = page.state;
  followNamed(page);
  expect(page.state.comparison).toBeUndefined();
  expect(page.state.view).toBe(view);
});

test('what is not downloaded, and what there is not, are said apart', () => {
  const page = playground();
  ask(page, 'far');
  ask(page, 'nobody');
  expect(page.state.notThere).toHaveLength(2);
  expect(page.state.notThere[0]).toMatch(/Far, which is not on this device yet/);
  expect(page.state.notThere[1]).toMatch(/"nobody", which this page does not have/);
  expect(page.state.comparison).toBeUndefined();
});

test('its code is fetched for a name as well, so that one that does not arrive is said', () => {
  const page = playground();
  page.actions.showView('network');
  const later = page.features.find(({ name }) => name === 'compare')?.rest;
  expect(later?.isWanted(page.state)).toBe(false);
  page.actions.compareNamed('lenet5');
  expect(later?.isWanted(page.state)).toBe(true);
  // What it does then is the rest's, once it is there.
  rest.drawn?.(page);
  expect(page.state.comparison?.against).toMatchObject({ kind: 'network' });
  page.actions.compareNamed('lenet5');
  later?.giveUp(page);
  expect(page.state.comparisonNamed).toBeUndefined();
});
