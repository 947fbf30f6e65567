// npm test: set-up, all builds, then every test: C++ natively and in WebAssembly, Vitest (which holds
// the package's, the modules', the page's and the end-to-end tests). One closing line sums them up.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildNativeTests, buildWasmTests, nativeFolder } from './cmake.mjs';
import { build, root } from './paths.mjs';
import { buildProducts, printSizes } from './products.mjs';
import { main, step } from './progress.mjs';
import { setUp } from './setup.mjs';
import { run, runVisibly, which } from './shell.mjs';
import { addCounts, closingLine, countGoogleTest, countVitest } from './test-results.mjs';

const reports = join(build, 'test-results');

// The end-to-end tests read CHROMIUM where a browser other than Debian's is to be used.
function browserEnvironment() {
  const chromium = process.env.CHROMIUM ?? which('chromium');
  return chromium ? { CHROMIUM: chromium } : {};
}

/** Runs one runner; a crash that leaves no report, or a non-zero status without a failed test, counts. */
async function runTests(title, name, command, args, count) {
  const file = join(reports, `${name}.json`);
  rmSync(file, { force: true });
  console.log(`\n${title}`);
  const status = await runVisibly(command, args(file), { env: browserEnvironment() });
  const counts = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : addCounts([]);
  if (status !== 0 && counts.failed === 0) {
    console.log(`${title}: ended with status ${status} without naming a failed test.`);
    counts.failed = 1;
  }
  if (counts.passed + counts.failed + counts.skipped === 0) {
    console.log(`${title}: no test ran.`);
    counts.failed = 1;
  }
  console.log(`${title}: ${closingLine(counts)}`);
  return counts;
}

const googleTestArguments = (file) => ['--gtest_brief=1', `--gtest_output=json:${file}`];

/** Node 20 knows relaxed SIMD behind a flag, later versions without one. */
const nodeFlags = process.version.startsWith('v20.') ? ['--experimental-wasm-relaxed-simd'] : [];

async function runWasmTests(wasmTests) {
  const all = [];
  for (const { variant, script } of wasmTests) {
    all.push(
      await runTests(
        `C++ tests, WebAssembly in Node, ${variant}`,
        `wasm-${variant}`,
        process.execPath,
        (file) => [...nodeFlags, script, ...googleTestArguments(file)],
        countGoogleTest,
      ),
    );
  }
  return all;
}

async function runEverything(wasmTests) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  return [
    await runTests(
      'C++ tests, native',
      'native',
      join(nativeFolder, 'tests/cnn_tests'),
      googleTestArguments,
      countGoogleTest,
    ),
    ...(await runWasmTests(wasmTests)),
    await runTests(
      'Vitest',
      'vitest',
      process.execPath,
      (file) => [
        vitest,
        'run',
        '--config',
        'web/vitest.config.ts',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ],
      countVitest,
    ),
  ];
}

await main(async () => {
  const emscripten = await setUp(['engine', 'native', 'browser']);
  await step('Golden networks', () =>
    run(process.execPath, ['tests/golden/hydrate.mjs'], { log: 'hydrate' }).then(() => ''),
  );
  await buildNativeTests();
  await buildProducts(emscripten);
  const wasmTests = await buildWasmTests(emscripten);
  printSizes();
  mkdirSync(reports, { recursive: true });
  const total = addCounts(await runEverything(wasmTests));
  console.log(`\n${closingLine(total)}`);
  if (total.failed > 0) process.exitCode = 1;
});
