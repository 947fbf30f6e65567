import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  kernelWeights,
  type LabSizes,
  labCode,
  labFormula,
  labOutput,
  labWindow,
  readLab,
  shrunk,
} from '../../../../../web/src/playground/features/lab/lab.js';
import {
  formatLab,
  type LabSettings,
  parseLab,
  USUAL_LAB,
} from '../../../../../web/src/playground/features/lab/settings.js';

const sizes = (settings: Partial<LabSettings>): LabSizes => {
  const found = readLab({ ...USUAL_LAB, ...settings }).sizes;
  if (!found) throw new Error('impossible');
  return found;
};

test('2,000 settings as PyTorch has them (tests/golden/make_lab_table.py)', () => {
  const text = readFileSync(new URL('../../../../golden/lab-table.tsv', import.meta.url), 'utf8');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  expect(lines).toHaveLength(2000);
  const wrong: string[] = [];
  let refused = 0;
  for (const [input, kernel, padding, stride, dilation, inC, outC, groups, side, params] of lines) {
    const settings = { input, kernel, padding, stride, dilation, groups } as LabSettings;
    const found = readLab({ ...settings, inChannels: inC as string, outChannels: outC as string });
    const expected = side === 'error' ? 'error' : `${side} ${params}`;
    const got = found.sizes ? `${found.sizes.output} ${found.sizes.params}` : 'error';
    if (expected !== got) wrong.push(`${Object.values(settings)}: ${got}, PyTorch ${expected}`);
    if (!found.sizes) {
      refused++;
      expect(Object.values(found.problems).every((sentence) => sentence.endsWith('.'))).toBe(true);
    }
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(300);
});

describe('sentences', () => {
  const problems = (settings: Partial<LabSettings>) =>
    readLab({ ...USUAL_LAB, ...settings }).problems;

  test('each field its own', () => {
    expect(problems({ input: '', stride: '0', padding: '1.5' })).toEqual({
      input: 'The input size is missing.',
      stride: 'The stride has to be 1 or more.',
      padding: 'The padding has to be a whole number.',
    });
    expect(problems({ padding: '-1' })?.padding).toBe('The padding has to be 0 or more.');
    expect(problems({ kernel: '1e9' })?.kernel).toContain('whole number');
    expect(problems({ kernel: '999999999' })?.kernel).toContain('larger');
  });

  test('what does not fit together, with its numbers', () => {
    expect(problems({ input: '5', kernel: '9', padding: '0' })?.kernel).toBe(
      'A kernel of size 9 does not fit: the input has a size of only 5.',
    );
    expect(problems({ input: '5', kernel: '4', dilation: '3', padding: '1' })?.kernel).toBe(
      'A kernel of size 4, spread over 10 cells by the dilation, does not fit: the input with its padding has a size of only 7.',
    );
    expect(problems({ groups: '2' })?.groups).toBe(
      '3 input channels cannot be divided into 2 equal groups.',
    );
  });
});

test('sizes, rest and costs, by hand', () => {
  // 7 + 2 = 9 cells, kernel 3, stride 4: at 0 and 4; cells 7 and 8 are left over.
  expect(sizes({ stride: '4' })).toMatchObject({ padded: 9, reach: 3, output: 2, skipped: 2 });
  expect(sizes({})).toMatchObject({ output: 4, skipped: 0, params: 224, macs: 8 * 3 * 9 * 16 });
  expect(sizes({ inChannels: '8', groups: '8' })).toMatchObject({ params: 80, macs: 8 * 9 * 16 });
});

test('formula and code', () => {
  expect(labFormula(sizes({}))).toBe('⌊(7 + 2 · 1 − 1 · (3 − 1) − 1) / 2⌋ + 1 = 4');
  expect(labCode(sizes({}))).toBe('nn.Conv2d(3, 8, kernel_size=3, stride=2, padding=1)');
  expect(
    labCode(sizes({ stride: '1', padding: '0', dilation: '2', inChannels: '8', groups: '4' })),
  ).toBe('nn.Conv2d(8, 8, kernel_size=3, dilation=2, groups=4)');
});

describe('addresses', () => {
  test('every setting comes back', () => {
    const number = fc.integer({ min: 0, max: 999_999 }).map(String);
    const settings = fc.record(
      Object.fromEntries(Object.keys(USUAL_LAB).map((key) => [key, number])),
    ) as unknown as fc.Arbitrary<LabSettings>;
    fc.assert(
      fc.property(settings, (given) => {
        expect(parseLab(formatLab(given) ?? '')).toEqual(given);
      }),
    );
  });

  test('rubbish is as usual, and what is no number has no address', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Object.values(parseLab(text)).every((value) => /^\d+$/.test(value))).toBe(true);
      }),
    );
    expect(formatLab({ ...USUAL_LAB, stride: '' })).toBeUndefined();
    expect(formatLab({ ...USUAL_LAB, stride: '-1' })).toBeUndefined();
  });
});

describe('numbers', () => {
  const plane = { side: 3, data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) };

  test('identity gives the input back, blur its mean, edges right minus left', () => {
    const same = sizes({ input: '3', stride: '1' });
    expect([...labOutput(plane, kernelWeights('identity', 3), same)]).toEqual([...plane.data]);
    const whole = sizes({ input: '3', stride: '1', padding: '0' });
    expect(labOutput(plane, kernelWeights('blur', 3), whole)[0]).toBeCloseTo(5, 6);
    // Right column 3, 6, 9 less left column 1, 4, 7, each divided by 3.
    expect(labOutput(plane, kernelWeights('edges', 3), whole)[0]).toBeCloseTo(2, 6);
    expect(labOutput(plane, kernelWeights('sharpen', 3), whole)[0]).toBeCloseTo(5, 5);
  });

  test('padding counts as 0, dilation skips', () => {
    const spread = sizes({ input: '3', kernel: '2', dilation: '2', stride: '2' });
    expect(spread.output).toBe(2);
    const { values, value } = labWindow(plane, Float32Array.of(1, 10, 100, 1000), spread, {
      y: 0,
      x: 0,
    });
    // Cells -1 and 1 along each axis.
    expect(values).toEqual([undefined, undefined, undefined, 5]);
    expect(value).toBe(5000);
  });

  test('a picture becomes a small input by its means', () => {
    const picture = {
      data: Float32Array.of(9, 1, 3, 5, 7, 5, 7, 9, 11),
      offset: 1,
      height: 2,
      width: 4,
    };
    expect([...shrunk(picture, 2).data]).toEqual([2, 6, 6, 10]);
  });
});
