import { expect, test } from 'vitest';
import type { UnfamiliarRule } from '../../../../../web/src/client/index.js';
import { unfamiliarText } from '../../../../../web/src/playground/features/answer/unfamiliar.js';
import { loadedModel } from '../../../../../web/src/playground/run/state.js';
import { snapshot, tinyInfo, value } from '../../../support/app.js';
import { initialState } from '../../../support/playground.js';

const rule: UnfamiliarRule = {
  score: 'max_logit',
  value: 'dense',
  below: 3,
  flagged: 0.06,
  missed: 0.42,
};

function said(of: UnfamiliarRule | undefined, logits?: number[]): string | undefined {
  const info = { ...tinyInfo(), ...(of ? { unfamiliar: of } : {}) };
  const dense = logits && value([1, logits.length], (i) => logits[i] ?? 0);
  const run = snapshot(dense ? { dense } : {});
  return unfamiliarText({ ...initialState, model: loadedModel(info, undefined), snapshot: run });
}

test('a picture that scores too little is said to be unfamiliar, with how often that is wrong', () => {
  expect(said(rule, [1, 2, 2.9])).toMatch(
    /unlike those .* 6\.0% of .* 42\.0% of other pictures do not/,
  );
  expect(said(rule, [1, 2, 3])).toBeUndefined();
});

test('shares that were not measured are not told', () => {
  const text = said({ ...rule, flagged: undefined, missed: undefined }, [0]);
  expect(text).toMatch(/do not rely on its answer\.$/);
});

test('nothing is said without a rule, or before its value is read', () => {
  expect(said(undefined, [0])).toBeUndefined();
  expect(said(rule)).toBeUndefined();
});
