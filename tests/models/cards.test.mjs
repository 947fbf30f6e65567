// The pictures of the model cards.

import { describe, expect, it } from 'vitest';
import { confusionPicture } from '../../models/cards/confusion.mjs';
import { curvePicture, readLog } from '../../models/cards/curve.mjs';
import { reliabilityPicture } from '../../models/cards/reliability.mjs';

const texts = (svg) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

/** Every element closed, in order; values quoted. */
function isWellFormed(svg) {
  const open = [];
  for (const [, end, name, empty] of svg.matchAll(
    /<(\/?)([a-z]+)(?:\s[a-zA-Z:-]+="[^"<]*")*\s*(\/?)>/g,
  )) {
    if (end) expect(open.pop()).toBe(name);
    else if (!empty) open.push(name);
  }
  expect(open).toEqual([]);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  expect(svg).toContain('prefers-color-scheme: dark');
}

describe('training curve', () => {
  const json = [
    '{"epoch": 1, "side": 96, "loss": 2.2}',
    '{"epoch": 2, "side": 96, "loss": 2.0, "val": 0.5}',
    '{"epoch": 2, "side": 96, "loss": 1.9, "val": 0.6}',
    '{"epoch": 3, "side": 128, "loss": 1.5, "val": 0.7}',
    '',
  ].join('\n');

  it('reads JSON lines; of a resumed run the last word on an epoch counts', () => {
    const log = readLog(json);
    expect(log.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(log[1]).toMatchObject({ loss: 1.9, val: 0.6 });
  });

  it('reads lines of text', () => {
    const text = 'Settings(seed=1)\nepoch 1/9 loss 2.1000 5.0 s\nepoch 5/9 loss 1.5 val 0.61 5.0 s';
    expect(readLog(text)).toEqual([
      { epoch: 1, loss: 2.1, val: undefined },
      { epoch: 5, loss: 1.5, val: 0.61 },
    ]);
  });

  it('draws both curves, and the stages of picture size', () => {
    const svg = curvePicture(readLog(json));
    isWellFormed(svg);
    expect(svg).toContain('best validation accuracy 70.00 %');
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        'right answers, validation',
        'loss, training',
        '96 px',
        '128 px',
        '3',
      ]),
    );
    expect(svg.match(/class="curve/g)).toHaveLength(2);
  });

  it('draws what there is before the first measurement, and a single epoch', () => {
    isWellFormed(curvePicture(readLog('{"epoch": 1, "loss": 2.2}')));
    isWellFormed(curvePicture(readLog('{"epoch": 1, "loss": 2.2, "val": 0.1}')));
  });
});

describe('confusion matrix', () => {
  const result = { model: 'A & B', classes: ['cat', '<dog>'], top1: 0.75, count: 4 };

  it('shows every count, and what the network answered besides', () => {
    const svg = confusionPicture({
      ...result,
      confusion: [
        [2, 0, 0],
        [0, 1, 1],
      ],
    });
    isWellFormed(svg);
    expect(svg).toContain('A &amp; B: 75.00 % of 4 pictures right');
    const shown = texts(svg);
    expect(shown).toEqual(expect.arrayContaining(['cat', '&lt;dog&gt;', 'other', '2', '1']));
    expect(shown).toEqual(expect.arrayContaining(['100.0 %', '50.0 %']));
    expect(shown).not.toContain('0');
  });

  it("has no such column where the classes are the network's", () => {
    expect(
      texts(
        confusionPicture({
          ...result,
          confusion: [
            [2, 0],
            [1, 1],
          ],
        }),
      ),
    ).not.toContain('other');
  });
});

describe('reliability diagram', () => {
  const bins = [
    { from: 0.4, count: 3, confidence: 0.45, right: 1 / 3 },
    { from: 0.8, count: 90, confidence: 0.9, right: 0.9 },
  ];
  const calibration = {
    counts: [94, 93],
    fitted: 0.51239,
    inFile: undefined,
    before: { ece: 0.27, bins },
    after: { ece: 0.0123, bins: bins.slice(1) },
  };

  it('shows both, with their errors', () => {
    const svg = reliabilityPicture({ model: 'A & B', calibration }, 15);
    isWellFormed(svg);
    expect(svg).toContain('A &amp; B on 93 pictures: calibration error 0.270, with a');
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['temperature 0.5124', 'calibration error 0.012', '25 %']),
    );
    expect(svg.match(/<rect/g)).toHaveLength(3);
  });

  it("names the file's own temperature where it has one", () => {
    const svg = reliabilityPicture({ model: 'A', calibration: { ...calibration, inFile: 2 } }, 15);
    expect(texts(svg)).toContain('temperature 2');
  });
});
