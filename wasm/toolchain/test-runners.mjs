// Runs GoogleTest and Vitest with the terminal as theirs, and counts what they report.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nativeFolder } from './cmake.mjs';
import { build, root } from './paths.mjs';
import { runVisibly, which } from './shell.mjs';
import {
  addCounts,
  closingLine,
  countGoogleTest,
  countVitest,
  secondTries,
} from './test-results.mjs';

const reports = join(build, 'test-results');

// The end-to-end tests read CHROMIUM where a browser other than Debian's is to be used.
function browserEnvironment() {
  const chromium = process.env.CHROMIUM ?? which('chromium');
  return chromium ? { CHROMIUM: chromium } : {};
}

/**
 * Runs one runner; a crash that leaves no report, or a non-zero status without a failed test, counts.
 * args(file) makes the arguments, file being where the runner shall write its report; env is added.
 */
async function runTests({ title, name, command, args, count, env = {} }) {
  const file = join(reports, `${name}.json`);
  mkdirSync(reports, { recursive: true });
  rmSync(file, { force: true });
  console.log(`\n${title}`);
  const status = await runVisibly(command, args(file), {
    env: { ...browserEnvironment(), ...env },
  });
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  const counts = report ? count(report) : addCounts([]);
  if (status !== 0 && counts.failed === 0) {
    console.log(`${title}: ended with status ${status} without naming a failed test.`);
    counts.failed = 1;
  }
  if (counts.passed + counts.failed + counts.skipped === 0) {
    console.log(`${title}: no test ran.`);
    counts.failed = 1;
  }
  for (const line of secondTries(report ?? {})) console.log(`Passed at the second try: ${line}`);
  console.log(`${title}: ${closingLine(counts)}`);
  return counts;
}

const googleTestArguments = (file) => ['--gtest_brief=1', `--gtest_output=json:${file}`];

/** Node 20 knows relaxed SIMD behind a flag, later versions without one. */
const nodeFlags = process.version.startsWith('v20.') ? ['--experimental-wasm-relaxed-simd'] : [];

/** The native cnn_tests, sweeps in full. */
export function runNativeTests() {
  return runTests({
    title: 'C++ tests, native',
    name: 'native',
    command: join(nativeFolder, 'tests/cnn_tests'),
    args: googleTestArguments,
    count: countGoogleTest,
  });
}

/**
 * cnn_tests in Node, of [{ variant, script }], one after the other. sweepPercent: how many of each
 * sweep's cases run.
 */
export async function runWasmTests(wasmTests, sweepPercent) {
  const all = [];
  for (const { variant, script } of wasmTests) {
    const share = sweepPercent === 100 ? '' : `, ${sweepPercent} % of the sweeps`;
    all.push(
      await runTests({
        title: `C++ tests, WebAssembly in Node, ${variant}${share}`,
        name: `wasm-${variant}`,
        command: process.execPath,
        args: (file) => [...nodeFlags, script, ...googleTestArguments(file)],
        count: countGoogleTest,
        env: { CNN_SWEEP_PERCENT: String(sweepPercent) },
      }),
    );
  }
  return all;
}

export function runVitest() {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const config = ['run', '--config', 'web/vitest.config.ts'];
  return runTests({
    title: 'Vitest',
    name: 'vitest',
    command: process.execPath,
    args: (file) => [
      vitest,
      ...config,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    count: countVitest,
  });
}

/** Prints the sum, the last line; a failure becomes exit status 1. */
export function conclude(counts) {
  const total = addCounts(counts);
  console.log(`\n${closingLine(total)}`);
  if (total.failed > 0) process.exitCode = 1;
}
