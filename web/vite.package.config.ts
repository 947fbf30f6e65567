// Builds the npm package's own files into dist/: index.js, files.js, worker.js, cnn-pytorch.mjs and the types. The
// engine's modules, the models and package.json are put beside them by the build script.

import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, defineConfig, type InlineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** One entry, one file. Two entries in one build would share a third file. */
function library(file: string, entry: string): InlineConfig {
  return {
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: 'es2022',
      // Users meet index.js in their stack traces; nobody reads the worker, nor what it fetches.
      minify: file !== 'index.js',
      lib: { entry: join(root, entry), formats: ['es'], fileName: () => file },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  };
}

/** files.js stays a file of its own: see its first lines. */
function filesModule(): Plugin {
  return {
    name: 'files-module',
    enforce: 'pre',
    resolveId: (id) => (id === './files.js' ? { id, external: 'relative' } : null),
    closeBundle: () => cp(join(root, 'web/src/package/files.js'), join(dist, 'files.js')),
  };
}

/** The worker, and what it fetches when a file of weights comes. */
function worker(): Plugin {
  return {
    name: 'worker',
    closeBundle: async () => {
      await build(library('worker.js', 'web/src/worker/worker.ts'));
      await build(library('cnn-pytorch.mjs', 'web/src/pytorch/index.ts'));
    },
  };
}

/** index.d.ts and, in types/, what it refers to. */
function types(): Plugin {
  return { name: 'types', closeBundle: writeTypes };
}

async function writeTypes(): Promise<void> {
  const tsc = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  const emitted = ['protocol', 'client', 'package'].map((folder) =>
    join(root, 'build/types/web/src', folder),
  );
  // With what tsc remembers of them: declarations of sources that are gone would stay.
  for (const folder of emitted) await rm(folder, { recursive: true, force: true });
  await promisify(execFile)(process.execPath, [tsc, '-b', 'web/src/package'], { cwd: root });
  const target = join(dist, 'types');
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const folder of emitted) {
    await cp(folder, join(target, basename(folder)), {
      recursive: true,
      filter: (file) => !file.endsWith('.tsbuildinfo'),
    });
  }
  await cp(join(root, 'wasm/engine.d.ts'), join(target, 'engine.d.ts'));
  for (const file of ['api.d.ts', 'data.d.ts']) {
    const path = join(target, 'protocol', file);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replaceAll('../../../wasm/engine.js', '../engine.js'));
  }
  await writeFile(join(dist, 'index.d.ts'), "export * from './types/package/index.js';\n");
}

const entry = library('index.js', 'web/src/package/index.ts');
export default defineConfig({ ...entry, plugins: [filesModule(), worker(), types()] });
