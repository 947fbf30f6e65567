// What is assumed of weights, in German: of every network that the tests have weights of.

import { beforeAll, expect, test } from 'vitest';
import { words as german } from '../../../../web/src/playground/features/weights/words-de.js';
import { words as english } from '../../../../web/src/playground/features/weights/words-en.js';
import type { Assumption } from '../../../../web/src/protocol/index.js';
import { recognise } from '../../../../web/src/pytorch/families/index.js';
import { readGoldens, readShapes, stateOf } from '../../support/state-dicts.js';

const assumptions: Assumption[] = [];
const names = new Set<string>();
beforeAll(() => {
  const golden = Object.values(readGoldens()).map(({ state, assume }) => ({ state, assume }));
  const others = Object.values(readShapes()).map((state) => ({ state, assume: {} }));
  for (const { state, assume } of [...golden, ...others]) {
    const found = recognise(stateOf(state), assume);
    assumptions.push(...(found?.assumptions ?? []));
    if (found) names.add(found.name);
  }
});

/** Words that no German sentence has. */
const ENGLISH =
  /\b(the|of|is|as|with|and|weights|not|layers?|which|these|pictures?|channels?|most|usual)\b/i;
const withoutCode = (text: string): string => text.replace(/\bweights=None\b/, '');

test('every assumption has a German name, and a reason that says as much', () => {
  expect(assumptions.length).toBeGreaterThan(100);
  for (const { name, why } of assumptions) {
    expect(german.assumption?.(name), name).not.toBe(name);
    expect(english.assumption(name), name).not.toBe(name);
    const said = german.why?.(name, why) ?? '';
    expect(withoutCode(said)).not.toMatch(ENGLISH);
    // Where pictures are prepared as somebody has it, whose way that is is said.
    if (/, as /.test(why)) expect(said).toMatch(/, wie /);
    const numbers = (text: string) =>
      (text.match(/\d[\d.,]*\d|\d/g) ?? []).map((n) => n.replace(/[.,]/, ''));
    expect(numbers(said), why).toEqual(expect.arrayContaining(numbers(why)));
  }
});

test('values that are words have German ones, and names of functions stay', () => {
  const values = assumptions.flatMap(({ value, choices = [] }) => [value, ...choices]);
  const left = new Set(
    values.filter(
      (value): value is string => typeof value === 'string' && german.choice?.(value) === value,
    ),
  );
  const functions = [
    ...['elu', 'gelu', 'hardswish', 'leaky_relu', 'log_softmax', 'mish', 'relu', 'relu6', 'selu'],
    ...['sigmoid', 'silu', 'softmax', 'softplus', 'tanh'],
  ];
  expect([...left].sort()).toEqual(['ImageNet', 'bilinear', ...functions].sort());
});

test('networks without a name of their own are described in German', () => {
  expect(names.size).toBeGreaterThan(60);
  for (const name of names) expect(german.network?.(name)).not.toMatch(ENGLISH);
  const said = german.network?.('Network of 1 convolution and 2 dense layers');
  expect(said).toBe('Netz aus 1 Faltung und 2 dichten Schichten');
});
