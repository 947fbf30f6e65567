// npm run test:long: what npm test leaves out for its time. Every sweep in full in each of the four
// modules, then the fuzzer.
import { buildWasmTests } from './cmake.mjs';
import { main, step } from './progress.mjs';
import { setUp } from './setup.mjs';
import { run, runVisibly } from './shell.mjs';
import { conclude, runWasmTests } from './test-runners.mjs';

const fuzzMinutes = 5;

async function fuzz() {
  const status = await runVisibly('npm', ['run', 'fuzz', '--', '--minutes', String(fuzzMinutes)]);
  if (status !== 0) process.exitCode = 1;
}

await main(async () => {
  const emscripten = await setUp(['engine', 'native']);
  await step('Golden networks', () =>
    run(process.execPath, ['tests/golden/hydrate.mjs'], { log: 'hydrate' }).then(() => ''),
  );
  conclude(await runWasmTests(await buildWasmTests(emscripten), 100));
  await fuzz();
});
