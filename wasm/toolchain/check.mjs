// npm run check: format, lint, types and the import rule. Changes nothing; --write formats files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  engineFolders,
  featureCircles,
  importViolations,
  includeViolations,
} from './import-rule.mjs';
import { provideNpmPackages } from './npm-packages.mjs';
import { root } from './paths.mjs';
import { main, PlainError, step } from './progress.mjs';
import { capture, run } from './shell.mjs';
import { provideSystem } from './system.mjs';

const write = process.argv.includes('--write');
const read = (path) => readFileSync(join(root, path), 'utf8');

/** Files of the working tree that git does not ignore. */
function sourceFiles(...patterns) {
  const args = [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
    ...patterns,
  ];
  const listed = capture('git', args) ?? '';
  const deleted = new Set(
    (capture('git', ['ls-files', '--deleted', ...patterns]) ?? '').split('\n'),
  );
  return listed.split('\n').filter((path) => path && !deleted.has(path));
}

function checkCppFormat() {
  const files = sourceFiles(
    'engine/*.h',
    'engine/*.c',
    'engine/*.cpp',
    'wasm/*.h',
    'wasm/*.cpp',
    'tests/*.h',
    'tests/*.cpp',
  );
  const mode = write ? ['-i'] : ['--dry-run', '--Werror'];
  return run('clang-format-19', [...mode, ...files], { log: 'clang-format', hint });
}

function checkWebFormatAndLint() {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = ['check', '--error-on-warnings', '--colors=off', ...(write ? ['--write'] : [])];
  return run(process.execPath, [biome, ...args], { log: 'biome', hint });
}

function checkTypes() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return run(process.execPath, [tsc, '-b', 'web'], { log: 'tsc' });
}

function checkImportRule() {
  const folders = engineFolders(read('engine/CMakeLists.txt'));
  const cpp = sourceFiles('engine/*.h', 'engine/*.cpp').filter(
    (path) => !path.includes('/third_party/'),
  );
  const web = sourceFiles('web/src/*.ts', 'web/src/*.js');
  const problems = [
    ...cpp.flatMap((path) => includeViolations(path, read(path), folders)),
    ...web.flatMap((path) => importViolations(path, read(path))),
    ...featureCircles(web.map((path) => [path, read(path)])),
  ];
  if (problems.length > 0)
    throw new PlainError(problems.join('\n'), 'See the import rule in README.md.');
  return `${cpp.length + web.length} files`;
}

const hint = '"npm run check -- --write" formats the files.';
const checks = [
  ['C++ format', checkCppFormat],
  ['Web format and lint', checkWebFormatAndLint],
  ['Types', checkTypes],
  ['Import rule', checkImportRule],
];

await main(async () => {
  await provideSystem(['format']);
  await provideNpmPackages();
  let failures = 0;
  for (const [label, work] of checks) {
    // Every check runs, whatever came before it.
    await step(label, work).catch((error) => {
      failures++;
      console.error(error instanceof PlainError ? `${error.message}\n${error.hint}\n` : error);
    });
  }
  if (failures > 0) throw new PlainError(`${failures} of ${checks.length} checks failed.`);
});
