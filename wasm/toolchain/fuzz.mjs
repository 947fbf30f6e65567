// npm run fuzz: the reader of weights on mutated files (tests/fuzz/weights), then libFuzzer with AddressSanitizer and UBSan
// on the engine's loading and running (tests/fuzz).
// What it finds lies in build/fuzz/findings; new inputs that reach more code in build/fuzz/corpus.
import { mkdirSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildSanitized } from './cmake.mjs';
import { fuzzerArguments, fuzzUsage, minutesFor, parseFuzzArguments } from './fuzz-arguments.mjs';
import { buildWeightsFuzzer, weightsFuzzerWords } from './fuzz-weights.mjs';
import { provideNpmPackages } from './npm-packages.mjs';
import { build, root } from './paths.mjs';
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

async function fuzzWeights(options, minutes) {
  await provideNpmPackages();
  const { replay } = options;
  const seed = options.seed || Math.ceil(Math.random() * 2 ** 31);
  const findings = join(build, 'fuzz/findings');
  console.log(`The reader of weights, from seed ${seed}:`);
  const script = await buildWeightsFuzzer();
  const words = weightsFuzzerWords(script, { minutes, seed, findings, replay });
  const status = await runVisibly(process.execPath, words);
  if (status === 0) return;
  throw new PlainError(
    `The fuzzer of the reader of weights ended with ${status}.`,
    'What it names is kept. To see one again: npm run fuzz -- --replay FILE',
  );
}

async function fuzzEngine(options) {
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
}

await main(async () => {
  const options = parseFuzzArguments(process.argv.slice(2));
  if (options.help) return console.log(fuzzUsage);
  const minutes = minutesFor(options);
  if (minutes.weights > 0) await fuzzWeights(options, minutes.weights);
  if (minutes.engine > 0) await fuzzEngine({ ...options, minutes: minutes.engine });
});
