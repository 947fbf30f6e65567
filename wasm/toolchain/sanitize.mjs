// npm run asan, npm run tsan: the C++ tests with AddressSanitizer and UBSan, or with ThreadSanitizer.
// What follows goes to GoogleTest: npm run asan -- --gtest_filter='Conv*'
import { join } from 'node:path';
import { buildSanitized } from './cmake.mjs';
import { root } from './paths.mjs';
import { main, PlainError, step } from './progress.mjs';
import { run, runVisibly } from './shell.mjs';
import { provideSystem } from './system.mjs';
import { provideThirdParty } from './third-party.mjs';

const trees = {
  asan: { sanitizers: 'address,undefined', env: { UBSAN_OPTIONS: 'print_stacktrace=1' } },
  // Each finding counts: the run ends with status 66 then.
  tsan: { sanitizers: 'thread', env: { TSAN_OPTIONS: 'second_deadlock_stack=1' } },
};

await main(async () => {
  const [name, ...words] = process.argv.slice(2);
  const tree = trees[name];
  if (!tree) throw new PlainError('Usage: npm run asan, or npm run tsan.');
  await provideSystem(['native', 'sanitizers']);
  await provideThirdParty();
  await step('Golden networks', () =>
    run(process.execPath, ['tests/golden/hydrate.mjs'], { log: 'hydrate' }).then(() => ''),
  );
  const folder = await buildSanitized(name, tree.sanitizers, 'cnn_tests');
  const tests = join(folder, 'tests/cnn_tests');
  const status = await runVisibly(tests, ['--gtest_brief=1', ...words], {
    cwd: root,
    env: tree.env,
  });
  if (status !== 0) throw new PlainError(`The tests with ${tree.sanitizers} ended with ${status}.`);
});
