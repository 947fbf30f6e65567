// What is built for users: the modules, the npm package in dist/ and the static page in dist/site/.
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWasmModules, variants, wasmFolder } from './cmake.mjs';
import { portableScript } from './module-script.mjs';
import { packageFolderOf, writeMainPackage, writeModelLists } from './packages.mjs';
import { build, dist, root, site } from './paths.mjs';
import { step } from './progress.mjs';
import { writeServiceWorker } from './service-worker.mjs';
import { run } from './shell.mjs';
import { whenChanged } from './stamps.mjs';

const vite = join(root, 'node_modules/vite/bin/vite.js');
const runVite = (name, config, ...more) =>
  run(process.execPath, [vite, 'build', '--config', config, ...more], { log: `vite-${name}` });

const packageInputs = [
  'web/src/protocol',
  'web/src/worker',
  'web/src/pytorch',
  'web/src/pixels',
  'web/src/client',
  'web/src/package',
  'wasm/engine.d.ts',
  'web/vite.package.config.ts',
  'web/tsconfig.base.json',
  'package-lock.json',
];

/** dist/index.js, worker.js, cnn-pytorch.mjs, types. */
export async function buildPackage() {
  const ran = await whenChanged('package', { inputs: packageInputs, output: 'dist/index.js' }, () =>
    step('npm package', () => runVite('package', 'web/vite.package.config.ts')),
  );
  writeMainPackage();
  return ran;
}

/** What is in web/ and in neither the page nor the element. */
const except = ['web/docs', 'web/hosts'];

/** dist/site/index.html and its assets. The page's build empties dist/site. */
export function buildPage() {
  const inputs = ['web', 'package-lock.json', 'wasm/engine.d.ts'];
  return whenChanged('page', { inputs, except, output: 'dist/site/index.html' }, () =>
    step('Page', () => runVite('page', 'web/vite.config.ts')),
  );
}

/**
 * The element, for the package in dist/ and for those who take it from the site in dist/site/: element.js, and in
 * element/ what it fetches. After the page, whose build empties dist/site.
 */
export async function buildElement() {
  const inputs = ['web', 'models/catalog.json', 'package-lock.json', 'wasm/engine.d.ts'];
  for (const [mode, folder] of Object.entries({ package: dist, site }))
    await whenChanged(
      `element-${mode}`,
      { inputs, except, output: relative(root, join(folder, 'element.js')) },
      () =>
        step(`Element, ${mode}`, () => {
          // Names of what it fetches have hashes: those of an earlier build would stay.
          rmSync(join(folder, 'element'), { recursive: true, force: true });
          return runVite(`element-${mode}`, 'web/vite.element.config.ts', '--mode', mode);
        }),
    );
}

/** What the documentation is made of. */
const docsInputs = [
  'web/docs',
  'web/hosts',
  'web/src/element',
  'web/package-readme.md',
  'web/CHANGELOG.md',
  'web/favicon.svg',
  'models/README.md',
  'models/catalog.json',
  'models/samples/samples.json',
  '.github/SECURITY.md',
  'dist/types',
  'dist/index.js',
  'dist/files.js',
  'package-lock.json',
];

/** dist/site/docs: the documentation. After the package, whose types it lists and which it holds, and the page. */
export function buildDocs() {
  return whenChanged('docs', { inputs: docsInputs, output: 'dist/site/docs/index.html' }, () =>
    step('Documentation', () =>
      run(process.execPath, [join(root, 'web/docs/site/main.mjs')], { log: 'docs' }),
    ),
  );
}

/** dist/site/service-worker.js. Comes last: it lists what the site holds. */
export async function buildServiceWorker() {
  const inputs = [
    'web/src/offline',
    'web/vite.offline.config.ts',
    'web/tsconfig.base.json',
    'package-lock.json',
  ];
  const built = join(build, 'offline/service-worker.js');
  await whenChanged('offline', { inputs, output: 'build/offline/service-worker.js' }, () =>
    step('Service worker', () => runVite('offline', 'web/vite.offline.config.ts')),
  );
  writeServiceWorker(built, site);
}

function copyWhenNewer(from, to) {
  const source = statSync(from);
  const target = statSync(to, { throwIfNoEntry: false });
  if (target && target.size === source.size && target.mtimeMs >= source.mtimeMs) return;
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** Files of models/ that users of the packages get: lists, weights, cards and sample pictures, no scripts. */
function modelFiles() {
  const models = join(root, 'models');
  return readdirSync(models, { recursive: true })
    .filter((name) => /\.(onnx|json|webp|md|svg)$/.test(name))
    .filter((name) => !/^(package|catalog\.schema)\b/.test(name))
    .filter((name) => statSync(join(models, name)).isFile());
}

/** Emscripten leaves local names as they are: gzipped, its scripts are 30 % larger than they need be. */
async function minified(file) {
  const { minify } = await import('vite');
  const script = portableScript(readFileSync(file, 'utf8'), basename(file));
  const { code, errors } = await minify(file, script, { module: true });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  return code;
}

/** Puts these modules beside the package and the page. */
async function copyModules(which) {
  for (const variant of which) {
    const [script, ...binaries] = ['.mjs', '.wasm', '-second.wasm'].map(
      (ending) => `cnn-${variant}${ending}`,
    );
    const code = await minified(join(wasmFolder(variant), script));
    for (const folder of [dist, join(site, 'engine')]) {
      for (const binary of binaries)
        copyWhenNewer(join(wasmFolder(variant), binary), join(folder, binary));
      writeFileSync(join(folder, script), code);
    }
  }
}

/** Of those, what the page can ask for: it shows no cards, nor the pictures in them. */
const isForPage = (name) => !/\.(md|svg)$/.test(name);

/** Puts the models into the packages and beside the page, and the worker into the page. */
function copyWorkerAndModels() {
  // The page starts the package's worker; it is the same file, and so is what that fetches.
  for (const name of ['worker.js', 'cnn-pytorch.mjs'])
    copyWhenNewer(join(dist, name), join(site, 'engine', name));
  for (const name of modelFiles()) {
    const source = join(root, 'models', name);
    copyWhenNewer(source, packageFolderOf(name));
    if (isForPage(name)) copyWhenNewer(source, join(site, 'models', name));
  }
  writeModelLists();
}

/** Everything users get, in dist/, with these modules. */
export async function buildProducts(emscripten, which = variants) {
  await buildWasmModules(emscripten, which);
  await buildPackage();
  await buildPage();
  await buildElement();
  await buildDocs();
  await copyModules(which);
  copyWorkerAndModels();
  await buildServiceWorker();
}

/** One more module, beside products that are there. */
export async function addModule(emscripten, variant) {
  await buildWasmModules(emscripten, [variant]);
  await copyModules([variant]);
  await buildServiceWorker();
}

/** Prints what a visitor downloads: each module, and the page's JavaScript. */
export function printSizes() {
  const files = readdirSync(site, { recursive: true })
    .filter((name) => /\.(wasm|m?js)$/.test(name))
    .filter((name) => !/^docs\b/.test(name));
  console.log('\ngzipped size');
  for (const name of files.sort()) {
    const bytes = gzipSync(readFileSync(join(site, name)), { level: 9 }).length;
    console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${name}`);
  }
}
