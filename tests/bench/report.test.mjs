import { describe, expect, it } from 'vitest';
import { rowOf } from './measure.mjs';
import { digits, environmentLines, operatorTable, ratio, speedTable, table } from './report.mjs';

const entry = (model, engine, threads, times) => ({
  ...{ model, engine, threads, times },
  ...{ loads: [30, 10, 20], bytes: 190_000, memory: 16_777_216 },
  ...{ id: 'x', operators: [], gap: 0 },
});
const rows = [
  rowOf(entry('A', 'cnn-playground', 1, [10, 12, 11])),
  rowOf({ ...entry('A', 'tfjs-wasm', 1, [22, 20, 24]), memory: null }),
  rowOf(entry('B', 'onnxruntime-web', 2, [0.5, 1.5])),
];

describe('rowOf', () => {
  it('has the fields of --json and no others', () => {
    expect(rows[0]).toEqual({
      model: 'A',
      engine: 'cnn-playground',
      threads: 1,
      median: 11,
      min: 10,
      load: 20,
      bytes: 190_000,
      memory: 16_777_216,
    });
  });
});

describe('ratio', () => {
  it('is to cnn-playground on the same model with as many threads', () => {
    expect(rows.map((row) => ratio(row, rows))).toEqual([1, 2, null]);
  });
});

describe('digits', () => {
  it.each([
    [1234.5, '1235'],
    [12.34, '12.3'],
    [1.234, '1.23'],
    [0.1234, '0.123'],
    [0, '0.000'],
    [null, '–'],
  ])('%d', (value, expected) => expect(digits(value)).toBe(expected));
});

describe('table', () => {
  it('aligns its columns, and sets groups apart', () => {
    const columns = [
      { title: 'name', of: ({ name }) => name, left: true },
      { title: 'n', of: ({ n }) => n },
    ];
    const lines = table(
      columns,
      [
        { name: 'a', n: '1' },
        { name: 'a', n: '100' },
        { name: 'b', n: '10' },
      ],
      'name',
    );
    expect(lines).toBe(['name    n', 'a       1', 'a     100', '', 'b      10'].join('\n'));
  });
});

it('speedTable says what is not known with a dash', () => {
  const lines = speedTable(rows).split('\n');
  expect(lines[0]).toMatch(
    /^model +engine +threads +median ms +min ms +ratio +load ms +gzip kB +memory MB$/,
  );
  expect(lines[2]).toMatch(/^A +tfjs-wasm +1 +22\.0 +20\.0 +2\.00 +20\.0 +190 +–$/);
  expect(lines[4]).toMatch(/^B +onnxruntime-web +2 +1\.00 +0\.500 +– +20\.0 +190 +16\.8$/);
});

it('operatorTable leaves out rates where nothing is multiplied', () => {
  const lines = operatorTable([
    { model: 'A', op: 'Conv', nodes: 3, ms: 4, macs: 32e6, gflops: 16, share: 0.256 },
    { model: 'A', op: 'MaxPool', nodes: 1, ms: 0.5, macs: 0, gflops: null, share: null },
  ]).split('\n');
  expect(lines[1]).toMatch(/^A +Conv +3 +4\.00 +32\.0 +16\.0 +26 %$/);
  expect(lines[2]).toMatch(/^A +MaxPool +1 +0\.500 +– +– +–$/);
});

it('environmentLines name the machine, the browser, the engines and the peak', () => {
  const lines = environmentLines({
    cpu: 'Some CPU',
    cores: 2,
    chromium: '150.0.1',
    versions: { 'cnn-playground': '0.1.0', 'tfjs-wasm': '4.22.0' },
    modules: ['cnn-relaxed'],
    peak: { simd: 25.04, relaxed: null },
    runs: 100,
  }).join('\n');
  expect(lines).toContain('Some CPU, 2 cores; Chromium 150.0.1');
  expect(lines).toContain('cnn-playground 0.1.0, tfjs-wasm 4.22.0 (cnn-relaxed)');
  expect(lines).toMatch(/25\.0 GFLOP\/s$/m);
  expect(lines).toContain('100 timed runs');
});
