// The engines to compare with, installed by the first run: they are 200 MB that nothing else needs.
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../../wasm/toolchain/paths.mjs';
import { run } from '../../wasm/toolchain/shell.mjs';
import { whenChanged } from '../../wasm/toolchain/stamps.mjs';

const folder = join(cache, 'bench');
const declared = 'tests/bench/packages';
const modules = join(folder, 'node_modules');
const tensorflow = join(modules, '@tensorflow/tfjs-backend-wasm/dist');
const bundle = join(folder, 'tfjs');

const versionIn = (path) => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')).version;

/**
 * Tree-shaken, as an application ships it: two thirds of the packages' own minified files. tfjs gives
 * its threads the source of a function of its own, which compressing would break.
 */
async function bundleTfjs() {
  const { build } = await import('vite');
  const minify = { compress: false, mangle: true, codegen: { removeWhitespace: true } };
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: {
      outDir: bundle,
      emptyOutDir: true,
      target: 'esnext',
      minify: false,
      rolldownOptions: {
        input: join(folder, 'tfjs.mjs'),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'tfjs.mjs', minify },
      },
    },
  });
  for (const kind of ['simd', 'threaded-simd']) {
    const name = `tfjs-backend-wasm-${kind}.wasm`;
    copyFileSync(join(tensorflow, name), join(bundle, name));
  }
}

async function install() {
  mkdirSync(folder, { recursive: true });
  rmSync(bundle, { recursive: true, force: true });
  for (const name of ['package.json', 'package-lock.json', 'tfjs.mjs']) {
    copyFileSync(join(root, declared, name), join(folder, name));
  }
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    log: 'npm-ci-bench',
    cwd: folder,
    hint:
      'npm could not fetch onnxruntime-web and tfjs: check the network, then run the command again, or ' +
      'add --engines cnn-playground.',
  });
  await bundleTfjs();
}

/**
 * Makes the engines ready that are not ours. say(sentence) tells that it takes a while.
 * Result: { versions: by engine, folders: { ort, tfjs } to serve }.
 */
export async function provideEngines(say) {
  const inputs = [declared, 'package-lock.json'];
  await whenChanged('bench', { inputs, output: '.cache/bench/tfjs/tfjs.mjs' }, () => {
    say('Installing onnxruntime-web and tfjs into .cache/bench (once, 200 MB).');
    return install();
  });
  return {
    versions: {
      'onnxruntime-web': versionIn(join(modules, 'onnxruntime-web')),
      'tfjs-wasm': versionIn(join(modules, '@tensorflow/tfjs-backend-wasm')),
    },
    folders: { ort: join(modules, 'onnxruntime-web/dist'), tfjs: bundle },
  };
}
