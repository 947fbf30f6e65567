import { expect, test } from 'vitest';
import { cell, markdownOf } from '../../../../../web/src/playground/features/benchmark/markdown.js';

test('a row each, numbers to the right, and what it was measured on below', () => {
  const text = markdownOf(
    [
      { network: 'TinyVGG', module: 'simd', threads: 1, times: [0.77, 0.83, 0.8, 0.6, 1] },
      { network: 'TinyVGG', module: 'relaxed-mt', times: [], problem: { text: 'No threads.' } },
    ],
    ['2 logical cores'],
  );
  expect(text.split('\n')).toEqual([
    '| Network | Module | Threads | Median | Middle half | Minimum | Runs |',
    '| --- | --- | --: | --: | --: | --: | --: |',
    '| TinyVGG | simd | 1 | 0.80 ms | 0.77–0.83 ms | 0.60 ms | 5 |',
    '| TinyVGG | relaxed-mt |  | No threads. |  |  |  |',
    '',
    '- 2 logical cores',
    '',
  ]);
});

test('times that are far apart are told to be measured beside other work', () => {
  const times = [8, 10, 20, 30, 40];
  const text = markdownOf([{ network: 'N', module: 'simd', threads: 1, times }], []);
  expect(text).toContain('| 20.0 ms | 10.0–30.0 ms (measured beside other work) | 8.00 ms | 5 |');
});

test('a name with pipes or line breaks stays in its cell', () => {
  const [, , row = ''] = markdownOf(
    [{ network: 'a|b\n*c*.onnx', module: 'simd', threads: 1, times: [20] }],
    [],
  ).split('\n');
  expect(row).toBe('| a\\|b \\*c\\*.onnx | simd | 1 | 20.0 ms | 20.0 ms | 20.0 ms | 1 |');
  expect(row.split(/(?<!\\)\|/)).toHaveLength(9);
});

test('a backslash before a pipe does not free it', () => {
  expect(cell('a\\|b')).toBe('a\\\\\\|b');
});

test('why there are no times is told with the words of the engine', () => {
  const problem = { text: 'This did not run.', detail: 'Out of memory' };
  const text = markdownOf([{ network: 'N', module: 'simd', threads: 1, times: [], problem }], []);
  expect(text).toContain('| N | simd | 1 | This did not run. Out of memory |  |  |  |');
});
