import { describe, expect, it } from 'vitest';
import {
  addCounts,
  closingLine,
  countGoogleTest,
  countVitest,
  secondTries,
} from '../../wasm/toolchain/test-results.mjs';

const run = { status: 'RUN', result: 'COMPLETED' };

describe('countGoogleTest', () => {
  it('counts failed, skipped and disabled tests', () => {
    const suite = [run, run, { ...run, failures: [{}] }, { status: 'RUN', result: 'SKIPPED' }];
    const report = { testsuites: [{ testsuite: suite }, { testsuite: [{ status: 'NOTRUN' }] }] };
    expect(countGoogleTest(report)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });
});

describe('countVitest', () => {
  it('counts skipped and todo tests together', () => {
    const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    expect(countVitest(report)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const ordinary = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    const report = { numPassedTests: 3, numFailedTests: 1, testResults: [broken, ordinary] };
    expect(countVitest(report).failed).toBe(2);
  });
});

it('secondTries names what passed after it had failed', () => {
  const test = (fullName, status, ...failureMessages) => ({ fullName, status, failureMessages });
  const assertionResults = [
    test('opens', 'passed'),
    test('closes', 'passed', 'Error: too early\n    at close.test.ts:3'),
    test('shows', 'failed', 'Error: nothing', 'Error: nothing'),
  ];
  const report = { testResults: [{ name: '/a/b/page.test.ts', assertionResults }] };
  expect(secondTries(report)).toEqual(['page.test.ts: closes: Error: too early']);
  expect(secondTries({ testsuites: [] })).toEqual([]);
});

it('closingLine sums the runners up', () => {
  const total = addCounts([
    { passed: 2, failed: 0, skipped: 1 },
    { passed: 40, failed: 1, skipped: 0 },
  ]);
  expect(closingLine(total)).toBe('42 passed, 1 failed, 1 skipped');
});
