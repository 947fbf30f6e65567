// Configures and builds the CMake trees: build/native and build/wasm, which makes all modules.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { build, root } from './paths.mjs';
import { PlainError, step } from './progress.mjs';
import { capture, run, which } from './shell.mjs';
import { whenChanged } from './stamps.mjs';
import { atLeast, parseVersion } from './versions.mjs';

/** The modules, in the order in which npm start builds them: the first runs wherever any does. */
export const variants = ['simd', 'relaxed', 'simd-mt', 'relaxed-mt'];
const wasmTree = join(build, 'wasm');
/** Where a module lies: build/wasm/<variant>/cnn-<variant>.mjs. */
export const wasmFolder = (variant) => join(wasmTree, variant);
export const nativeFolder = join(build, 'native');

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

async function compile(name, folder, targets) {
  const jobs = String(availableParallelism());
  await run('cmake', ['--build', folder, '-j', jobs, '--target', ...targets], {
    log: `build-${name}`,
  });
}

async function buildWasm(label, targets, emscripten) {
  await step(label, async () => {
    await configure('wasm', wasmTree, [`-DCMAKE_TOOLCHAIN_FILE=${emscripten.cmakeToolchain}`]);
    await compile('wasm', wasmTree, targets);
  });
}

/** Builds these modules; they share most of their objects. */
export async function buildWasmModules(emscripten, which = variants) {
  const label = which.length === 1 ? `WebAssembly module cnn-${which[0]}` : 'WebAssembly modules';
  await buildWasm(
    label,
    which.map((variant) => `cnn_module_${variant}`),
    emscripten,
  );
}

/** Builds cnn_tests for Node with the kernels of these modules. Result: [{ variant, script }]. */
export async function buildWasmTests(emscripten, which = variants) {
  await buildWasm(
    'C++ tests for WebAssembly',
    which.map((variant) => `cnn_tests_${variant}`),
    emscripten,
  );
  return which.map((variant) => ({
    variant,
    script: join(wasmTree, 'tests', `cnn_tests_${variant}.cjs`),
  }));
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
    await compile(name, folder, [target]);
  });
  return folder;
}

/** Builds the native cnn_tests. Clang 19 where there is one, otherwise CMake's choice. */
export async function buildNativeTests() {
  const clang = which('clang-19') && which('clang++-19');
  const args = clang ? ['-DCMAKE_C_COMPILER=clang-19', '-DCMAKE_CXX_COMPILER=clang++-19'] : [];
  await step('C++ tests, native', async () => {
    await configure('native', nativeFolder, args);
    await compile('native', nativeFolder, ['cnn_tests']);
  });
}
