// npm run eval -- --calibrate: calibration error, temperature, and the signs of an unfamiliar picture.

import { describe, expect, it } from 'vitest';
import {
  calibrate,
  calibration,
  fitTemperature,
  halves,
  negativeLogLikelihood,
} from '../../models/evaluate/calibrate.mjs';
import { asMetadata, logitsName } from '../../models/evaluate/honesty.mjs';
import { honestyText } from '../../models/evaluate/report.mjs';
import { assess, auroc, fitMaps, quantile } from '../../models/evaluate/unfamiliar.mjs';

/** Pictures of two classes whose first logit is their certainty; `right` of `count` are of class 0. */
const answers = (count, right, logit) =>
  Array.from({ length: count }, (_, index) => ({
    logits: [logit, 0],
    truth: index < right ? 0 : 1,
  }));

describe('calibration', () => {
  it('splits each class by turns', () => {
    const pictures = [0, 0, 1, 0, 1, 2].map((label) => ({ label }));
    expect(halves(pictures)).toEqual([0, 1, 0, 0, 1, 0]);
  });

  it('finds the temperature at which probabilities are as large as they are right', () => {
    // 3 of 4 are right: odds of 3, a logit of ln 3.
    const wanted = answers(400, 300, Math.log(3));
    const sharp = answers(400, 300, 2 * Math.log(3));
    expect(fitTemperature(wanted)).toBeCloseTo(1, 4);
    expect(fitTemperature(sharp)).toBeCloseTo(2, 4);
    expect(negativeLogLikelihood(sharp, 2)).toBeLessThan(negativeLogLikelihood(sharp, 1));
  });

  it('measures how far confidence is from being right', () => {
    const { ece, confidence, confidenceWhereWrong, right, bins } = calibration(
      [...answers(100, 75, Math.log(9)), ...answers(100, 60, Math.log(1.5))],
      1,
    );
    // 90 % against 75 % in one half, 60 % against 60 % in the other.
    expect(ece).toBeCloseTo(0.075, 6);
    expect(confidence).toBeCloseTo(0.75, 6);
    expect(confidenceWhereWrong).toBeCloseTo((25 * 0.9 + 40 * 0.6) / 65, 6);
    expect(right).toBe(0.675);
    expect(bins.map(({ count }) => count)).toEqual([100, 100]);
  });

  it('does not overflow, and puts certainty into the last bin', () => {
    const { bins, ece } = calibration(answers(4, 4, 5000), 0.05);
    expect(bins).toEqual([{ from: 14 / 15, count: 4, confidence: 1, right: 1 }]);
    expect(ece).toBe(0);
  });

  it('fits on one half and tests on the other', () => {
    const list = answers(200, 150, 2 * Math.log(3));
    const half = list.map((_, index) => index % 2);
    const result = calibrate(list, half);
    expect(result.counts).toEqual([100, 100]);
    expect(result.fitted).toBeCloseTo(2, 3);
    expect(result.before.ece).toBeCloseTo(0.15, 6);
    expect(result.after.ece).toBeCloseTo(0, 4);
    expect(calibrate(list, half, 1).after.ece).toBe(result.before.ece);
  });
});

describe('signs', () => {
  it('AUROC counts pairs, ties by half', () => {
    expect(auroc([3, 4], [1, 2])).toBe(1);
    expect(auroc([1, 2], [3, 4])).toBe(0);
    expect(auroc([1, 3], [2, 3])).toBe((0 + 0 + 1 + 0.5) / 4);
  });

  it('a quantile leaves that share below', () => {
    const scores = Array.from({ length: 100 }, (_, index) => 99 - index);
    expect(quantile(scores, 0.05)).toBe(5);
    expect(quantile([1], 1)).toBe(1);
  });

  it('sets the threshold on one half and counts errors on the other, by kind', () => {
    const familiar = Array.from({ length: 200 }, (_, index) => index);
    const half = familiar.map((index) => index % 2);
    const others = [-1, 3, 150].map((score, index) => ({ kind: index < 2 ? 'a' : 'b', score }));
    const found = assess(familiar, half, others);
    expect(found).toMatchObject({
      below: 10,
      flagged: 0.05,
      missed: 1 / 3,
      falsePositivesAt95: 1 / 3,
    });
    expect(found.kinds).toMatchObject([
      { kind: 'a', count: 2, missed: 0 },
      { kind: 'b', count: 1, missed: 1 },
    ]);
    expect(assess(familiar, half, others, 0).missed).toBe(2 / 3);
  });

  it('whitening makes the channels of the pictures that it was fitted on independent', () => {
    const random = (seed) => (Math.sin(seed * 12.9898) * 43758.5453) % 1;
    const rows = Array.from({ length: 300 }, (_, index) => {
      const [a, b] = [random(index), random(index + 1000)];
      return [a + 5, a + 0.1 * b, 7];
    });
    const { centres, whiten, score, value } = fitMaps('pool', rows);
    expect([score, value, whiten.map((row) => row.length)]).toEqual(['maps', 'pool', [1, 2, 3]]);
    const white = rows.map((row) =>
      whiten.map((w) => w.reduce((sum, number, i) => sum + number * (row[i] - centres[0][i]), 0)),
    );
    const covariance = (i, j) => white.reduce((sum, row) => sum + row[i] * row[j], 0) / 299;
    expect(covariance(0, 0)).toBeCloseTo(1, 2);
    expect(covariance(1, 1)).toBeCloseTo(1, 2);
    expect(covariance(0, 1)).toBeCloseTo(0, 2);
    expect(covariance(2, 2)).toBeCloseTo(0, 2);
  });
});

describe('what is made of it', () => {
  const side = { ece: 0.1, confidence: 0.7, confidenceWhereWrong: 0.5, right: 0.8, bins: [] };
  const sign = (score, chosenBy, missed) => ({
    rule: { score, value: 'logits', below: 0 },
    chosenBy,
    below: 1.5,
    auroc: 0.9,
    falsePositivesAt95: 0.4,
    flagged: 0.05,
    missed,
    kinds: [{ kind: 'noise', count: 3, auroc: 1, missed }],
  });
  const result = {
    calibration: {
      fitted: 0.88202,
      inFile: undefined,
      counts: [10, 9],
      before: side,
      after: { ...side, confidenceWhereWrong: undefined },
      swapped: { fitted: 0.9, before: 0.1, after: 0.05 },
    },
    blank: [{ name: 'black', answer: 'tench', raw: 0.5, calibrated: 0.6 }],
    signs: [sign('max_logit', 0.7, 0.25), sign('logsumexp', 0.8, 0.5)],
  };

  it('the metadata is the temperature and the rule that told best', () => {
    const { temperature, unfamiliar } = asMetadata(result);
    expect(temperature).toBe('0.882');
    expect(JSON.parse(unfamiliar)).toEqual({
      score: 'logsumexp',
      value: 'logits',
      below: 1.5,
      flagged: 0.05,
      missed: 0.5,
    });
    expect(asMetadata({ ...result, signs: undefined })).toEqual({ temperature: '0.882' });
  });

  it('the text has every figure', () => {
    const text = honestyText('Net', result);
    expect(text).toContain('Temperature fitted on 10 pictures: 0.8820. On the 9 others:');
    expect(text).toMatch(/raw +0\.1000 +70\.00 % +50\.00 % +80\.00 %/);
    expect(text).toMatch(/black +tench +50\.00 % +60\.00 % +-/);
    expect(text).toMatch(/logsumexp of logits +0\.900 +0\.400 +1\.5 +5\.00 % +50\.00 % +0\.800/);
    expect(text).toMatch(/missed, of each kind +noise/);
  });

  it('logits are what softmax reads, else the output', () => {
    const nodes = [
      { op: 'Gemm', inputs: ['x'], outputs: ['logits'] },
      { op: 'Softmax', inputs: ['logits'], outputs: ['output'] },
    ];
    expect(logitsName({ nodes, outputs: [{ name: 'output' }] })).toBe('logits');
    expect(logitsName({ nodes, outputs: [{ name: 'logits' }] })).toBe('logits');
  });
});
