// What the first sentences of the panel say of parts that were covered.

import { expect, test } from 'vitest';
import { answerLine } from '../../../../../../web/src/playground/features/why/panel/why-answer.js';
import { snapshot, tinyModel } from '../../../../support/app.js';
import { initialState } from '../../../../support/playground.js';

/** A template as it is read. */
function textOf(part: unknown): string {
  if (Array.isArray(part)) return part.map(textOf).join('');
  if (typeof part === 'string' || typeof part === 'number') return String(part);
  const { strings, values = [] } = (part ?? {}) as { strings?: string[]; values?: unknown[] };
  const text = (strings ?? []).map((each, at) => each + textOf(values[at])).join('');
  return text.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
}

/** Probabilities in which the golf ball has that share. */
const golf = (share: number): Float32Array =>
  Float32Array.from({ length: 10 }, (_, at) => (at === 8 ? share : (1 - share) / 9));

/** The part in question is the first one; the others, all beside it, are the random ones. */
function told(...shares: number[]): string {
  const run = snapshot();
  const boxes = shares.map((_, at) => ({ y: 0, x: 2 * at, height: 2, width: 2 }));
  const plan = { height: 2, width: 2 * shares.length, boxes };
  const base = run.scores?.probabilities ?? golf(0);
  const occlusion = { of: run.picture.id, plan, base, scores: shares.map(golf) };
  const why = { ...initialState.why, method: 'occlusion' as const };
  return textOf(answerLine({ ...initialState, model: tinyModel(), snapshot: run, why, occlusion }));
}

test.each([
  ['lowers', [0.5, 0.7], 'instead lowers golf ball to 60.0% (mean of 2).'],
  [
    'raises',
    [0.94, 0.96],
    'instead raises golf ball to 95.0% (mean of 2, each of them raises it).',
  ],
  ['keeps', [0.85, 0.95], 'instead leaves golf ball at 90.0% (mean of 2, 1 of them raises it).'],
  [
    'lowers, though two of three raise it',
    [0.95, 0.95, 0.2],
    'instead lowers golf ball to 70.0% (mean of 3, 2 of them raise it).',
  ],
])('random parts: %s', (_, random, expected) => {
  expect(told(0.2, ...random)).toContain(
    `Covering a random other part of the same size ${expected}`,
  );
});

test('a part that raises the answer is said to raise it, and what follows from that', () => {
  const text = told(0.97, 0.98);
  expect(text).toContain('Covering the framed part raises golf ball from 90.0% to 97.0%.');
  expect(text).toContain('this part is no evidence for golf ball');
});
