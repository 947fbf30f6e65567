// Configures and builds the CMake trees: build/native and build/wasm/<variant>.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { build, root } from './paths.mjs';
import { PlainError, step } from './progress.mjs';
import { capture, run, which } from './shell.mjs';
import { whenChanged } from './stamps.mjs';
import { atLeast, parseVersion } from './versions.mjs';

export const variants = ['simd', 'relaxed', 'simd-mt', 'relaxed-mt'];
/** Where a module lies: build/wasm/<variant>/cnn-<variant>.mjs. */
export const wasmFolder = (variant) => join(build, 'wasm', variant);
export const nativeFolder = join(build, 'native');

// A build tree makes the plain and the relaxed module, which share all but the targets cnn_simd*.
const wasmTrees = {
  single: { folder: wasmFolder('simd'), args: ['-DCNN_THREADS=OFF'] },
  threads: { folder: wasmFolder('simd-mt'), args: ['-DCNN_THREADS=ON'] },
};

function checkCmake() {
  const version = capture('cmake', ['--version']);
  if (atLeast(parseVersion(version), [3, 25])) return;
  throw new PlainError(
    `CMake 3.25 or newer is needed; this is "${(version ?? 'none').split('\n')[0]}".`,
    'Install a newer one ("pip install cmake" has it), then start again.',
  );
}

/** Configures when that was never done, or with other arguments; later CMake notices by itself. */
async function configure(name, folder, args) {
  checkCmake();
  const words = [folder, ...args];
  const output = join(folder, 'build.ninja').slice(root.length + 1);
  await whenChanged(`configure-${name}`, { inputs: [], words, output }, () =>
    run(
      'cmake',
      ['--fresh', '-S', root, '-B', folder, '-G', 'Ninja', ...args].filter(
        // --fresh would drop the objects' dependency log needlessly on a first run
        (word) => word !== '--fresh' || existsSync(join(folder, 'CMakeCache.txt')),
      ),
      { log: `configure-${name}` },
    ),
  );
}

async function compile(name, folder, target) {
  const jobs = String(availableParallelism());
  await run('cmake', ['--build', folder, '--target', target, '-j', jobs], { log: `build-${name}` });
}

async function buildWasm(label, tree, target, emscripten) {
  const { folder, args } = wasmTrees[tree];
  const toolchain = `-DCMAKE_TOOLCHAIN_FILE=${emscripten.cmakeToolchain}`;
  await step(label, async () => {
    await configure(`wasm-${tree}`, folder, [toolchain, ...args]);
    await compile(`wasm-${tree}`, folder, target);
  });
}

/** Builds all four modules. */
export async function buildWasmModules(emscripten) {
  await buildWasm('WebAssembly modules', 'single', 'cnn_modules', emscripten);
  await buildWasm('WebAssembly modules, threads', 'threads', 'cnn_modules', emscripten);
}

/** Builds cnn_tests for Node with the kernels of each module. Result: [{ variant, script }]. */
export async function buildWasmTests(emscripten) {
  const tests = [];
  for (const [tree, suffix, label] of [
    ['single', '', 'C++ tests for WebAssembly'],
    ['threads', '-mt', 'C++ tests for WebAssembly, threads'],
  ]) {
    await buildWasm(label, tree, 'cnn_wasm_tests', emscripten);
    const folder = join(wasmTrees[tree].folder, 'tests');
    tests.push({ variant: `simd${suffix}`, script: join(folder, 'cnn_tests.cjs') });
    tests.push({ variant: `relaxed${suffix}`, script: join(folder, 'cnn_tests_relaxed.cjs') });
  }
  return tests;
}

/**
 * Builds a target with sanitizers (Clang's names, with commas between) in build/<name>, and returns
 * that folder. Needs Clang 19 and its run-time libraries.
 */
export async function buildSanitized(name, sanitizers, target, words = []) {
  const folder = join(build, name);
  const compilers = ['-DCMAKE_C_COMPILER=clang-19', '-DCMAKE_CXX_COMPILER=clang++-19'];
  await step(`${target} with ${sanitizers}`, async () => {
    await configure(name, folder, [...compilers, `-DCNN_SANITIZE=${sanitizers}`, ...words]);
    await compile(name, folder, target);
  });
  return folder;
}

/** Builds the native cnn_tests. Clang 19 where there is one, otherwise CMake's choice. */
export async function buildNativeTests() {
  const clang = which('clang-19') && which('clang++-19');
  const args = clang ? ['-DCMAKE_C_COMPILER=clang-19', '-DCMAKE_CXX_COMPILER=clang++-19'] : [];
  await step('C++ tests, native', async () => {
    await configure('native', nativeFolder, args);
    await compile('native', nativeFolder, 'cnn_tests');
  });
}
