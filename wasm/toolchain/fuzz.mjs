// npm run fuzz: libFuzzer with AddressSanitizer and UBSan on loading and running (tests/fuzz).
// What it finds lies in build/fuzz/findings; new inputs that reach more code in build/fuzz/corpus.
import { mkdirSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildSanitized } from './cmake.mjs';
import { fuzzerArguments, fuzzUsage, parseFuzzArguments } from './fuzz-arguments.mjs';
import { root } from './paths.mjs';
import { main, PlainError } from './progress.mjs';
import { runVisibly } from './shell.mjs';
import { provideSystem } from './system.mjs';
import { provideThirdParty } from './third-party.mjs';

const environment = {
  // Memory that was freed counts as used until the quarantine lets it go; 16 MB keep it bounded.
  ASAN_OPTIONS: 'quarantine_size_mb=16:allocator_may_return_null=1:detect_leaks=1',
  UBSAN_OPTIONS: 'print_stacktrace=1',
};

function report(findings, known) {
  const found = readdirSync(findings).filter((file) => !known.has(file));
  if (found.length === 0) return '';
  const paths = found.map((file) => relative(root, join(findings, file)));
  return (
    `\nThe fuzzer kept: ${paths.join(', ')}\nTo see one again: npm run fuzz -- --replay ${paths[0]}\n` +
    'When it is mended, move it to tests/fuzz/regressions under a name that says what it was.'
  );
}

await main(async () => {
  const options = parseFuzzArguments(process.argv.slice(2));
  if (options.help) return console.log(fuzzUsage);
  await provideSystem(['native', 'sanitizers']);
  await provideThirdParty();
  const folder = await buildSanitized('fuzz', 'address,undefined', 'cnn_fuzz', ['-DCNN_FUZZ=ON']);
  const folders = {
    findings: join(folder, 'findings'),
    grown: join(folder, 'corpus'),
    seeds: join(root, 'tests/fuzz/corpus'),
    regressions: join(root, 'tests/fuzz/regressions'),
  };
  for (const made of [folders.findings, folders.grown]) mkdirSync(made, { recursive: true });
  const known = new Set(readdirSync(folders.findings));
  const words = fuzzerArguments(options, folders);
  const status = await runVisibly(join(folder, 'tests/cnn_fuzz'), words, { env: environment });
  if (status !== 0)
    throw new PlainError(`The fuzzer ended with ${status}.`, report(folders.findings, known));
});
