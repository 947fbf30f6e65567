// npm run pack: both npm packages as tarballs in build/packages, checked as a user meets them: the files
// that are expected and no other, and a program in a fresh folder that installs, imports and classifies.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingFiles, unexpectedFiles } from './package-files.mjs';
import { modelsPackage } from './packages.mjs';
import { build, dist } from './paths.mjs';
import { buildProducts } from './products.mjs';
import { main, PlainError, step } from './progress.mjs';
import { setUp } from './setup.mjs';
import { capture, run } from './shell.mjs';

const folder = join(build, 'packages');
const user = join(folder, 'user');

function pack(source) {
  const words = ['pack', source, '--json', '--ignore-scripts', '--pack-destination', folder];
  const answer = capture('npm', words);
  if (answer === null) throw new PlainError(`"npm pack ${source}" failed.`);
  const [packed] = JSON.parse(answer);
  const names = packed.files.map(({ path }) => path);
  const wrong = [
    ...missingFiles(packed.name, names).map((name) => `missing: ${name}`),
    ...unexpectedFiles(packed.name, names).map((name) => `not expected: ${name}`),
  ];
  if (wrong.length > 0) {
    throw new PlainError(
      `${packed.filename} does not hold what it should:\n${wrong.join('\n')}`,
      'What is expected is listed in wasm/toolchain/package-files.mjs.',
    );
  }
  return packed;
}

function describe({ size, unpackedSize, entryCount }) {
  const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
  return `${kB(size)}, unpacked ${kB(unpackedSize)}, ${entryCount} files`;
}

const program = `
const begin = performance.now();
const { createClassifier } = await import('cnn-playground');
const imported = performance.now();
const models = ['cnn-playground/models/tinyvgg.js', 'cnn-playground-models/mobilenetv2.js'];
for (const model of models) {
  const { url, sha256 } = await import(model);
  const classify = await createClassifier(url, { sha256 });
  const picture = { data: new Uint8Array(80 * 60 * 4).fill(255), width: 80, height: 60 };
  const predictions = await classify(picture, { top_k: 10 });
  await classify.release();
  const sum = predictions.reduce((total, { score }) => total + score, 0);
  if (Math.abs(sum - 1) > 1e-4) throw new Error(model + ': the scores add up to ' + sum);
}
console.log('import ' + (imported - begin).toFixed(0) + ' ms, all ' + (performance.now() - begin).toFixed(0) + ' ms');
`;

async function use(packages) {
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(user, 'program.js'), program);
  const tarballs = packages.map(({ filename }) => join(folder, filename));
  // They depend on nothing, so no registry is asked.
  await run('npm', ['install', '--offline', '--ignore-scripts', ...tarballs], {
    log: 'pack-install',
    cwd: user,
  });
  const answer = capture(process.execPath, ['program.js'], { cwd: user });
  if (answer !== null) return answer;
  throw new PlainError(`The program in ${user} failed.`, 'Run "node program.js" there to see why.');
}

await main(async () => {
  await buildProducts(await setUp(['engine']));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packages = [];
  for (const source of [dist, modelsPackage]) {
    await step(`Tarball of ${source === dist ? 'cnn-playground' : 'its models'}`, () => {
      packages.push(pack(source));
      return describe(packages.at(-1));
    });
  }
  await step('A fresh folder that uses both', () => use(packages));
});
