// Counts of passed, failed and skipped tests from the files the runners write. Pure.
import { basename } from 'node:path';

const none = { passed: 0, failed: 0, skipped: 0 };

/** From GoogleTest's --gtest_output=json. */
export function countGoogleTest(report) {
  const counts = { ...none };
  for (const suite of report.testsuites ?? []) {
    for (const test of suite.testsuite ?? []) {
      if (test.failures?.length) counts.failed++;
      else if (test.status === 'NOTRUN' || test.result === 'SKIPPED') counts.skipped++;
      else counts.passed++;
    }
  }
  return counts;
}

/** From Vitest's json reporter. A file that failed before its first test counts as one failure. */
export function countVitest(report) {
  const brokenFiles = (report.testResults ?? []).filter(
    (file) =>
      file.status === 'failed' &&
      !(file.assertionResults ?? []).some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + brokenFiles.length,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

/** What passed after it had failed, a line each: such a test keeps what it failed by. From the json reporter. */
export function secondTries(report) {
  return (report.testResults ?? []).flatMap(({ name, assertionResults = [] }) =>
    assertionResults
      .filter(
        ({ status, failureMessages = [] }) => status === 'passed' && failureMessages.length > 0,
      )
      .map(({ fullName, failureMessages: [first] }) => {
        const [reason] = first.split('\n');
        return `${basename(name)}: ${fullName}: ${reason}`;
      }),
  );
}

export function addCounts(list) {
  const sum = { ...none };
  for (const counts of list) for (const key of Object.keys(sum)) sum[key] += counts[key];
  return sum;
}

export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
