// npm test: set-up, all builds, then the tests: C++ natively, C++ in WebAssembly with few cases of each
// sweep, and Vitest (which holds the package's, the modules', the page's and the end-to-end tests). One
// closing line sums them up. What takes longer is in test-long.mjs.
import { buildNativeTests, buildWasmTests } from './cmake.mjs';
import { buildProducts, printSizes } from './products.mjs';
import { main, step } from './progress.mjs';
import { setUp } from './setup.mjs';
import { run } from './shell.mjs';
import { provideBrowsers } from './system.mjs';
import { conclude, runNativeTests, runVitest, runWasmTests } from './test-runners.mjs';

// Between them, both kinds of SIMD kernels and both thread pools.
const tested = ['simd', 'relaxed-mt'];
const sweepPercent = 10;

// Besides Chromium, which all end-to-end tests use; see tests/e2e/browsers.test.ts.
const moreBrowsers = [
  { name: 'Firefox ESR', purpose: 'firefox' },
  { name: 'WebKitGTK', purpose: 'webkit' },
];

await main(async () => {
  const emscripten = await setUp(['engine', 'native', 'browser']);
  await provideBrowsers(moreBrowsers);
  await step('Golden networks', () =>
    run(process.execPath, ['tests/golden/hydrate.mjs'], { log: 'hydrate' }).then(() => ''),
  );
  await buildNativeTests();
  await buildProducts(emscripten);
  const wasmTests = await buildWasmTests(emscripten, tested);
  printSizes();
  conclude([
    await runNativeTests(),
    ...(await runWasmTests(wasmTests, sweepPercent)),
    await runVitest(),
  ]);
});
