// Where the package's own files are. The package's entry fills this in; a page that bundles the
// client itself gives workerUrl and wasmUrl instead.

import type { ModuleFiles, ModuleName } from '../protocol/index.js';
import { resolveAddress, resolveFolder } from './address.js';
import { failure } from './error.js';
import type { SessionOptions } from './options.js';
import type { WorkerScript } from './worker-port.js';

export interface PackageFiles {
  worker: WorkerScript;
  modules: Record<ModuleName, ModuleFiles>;
  /** Address of cnn-pytorch.mjs. */
  weights: string;
}

export const MODULES: readonly ModuleName[] = ['simd', 'simd-mt', 'relaxed', 'relaxed-mt'];

let packageFiles: (() => PackageFiles) | undefined;

export function setPackageFiles(files: () => PackageFiles): void {
  packageFiles = files;
}

export function workerScript({ workerUrl }: SessionOptions): WorkerScript {
  if (workerUrl !== undefined) return { url: resolveAddress(workerUrl, 'workerUrl') };
  return defaults('workerUrl').worker;
}

export function moduleFiles({ wasmUrl }: SessionOptions): Record<ModuleName, ModuleFiles> {
  if (wasmUrl === undefined) return absolute(defaults('wasmUrl').modules);
  const folder = resolveFolder(wasmUrl, 'wasmUrl');
  const entries = MODULES.map((name) => [
    name,
    {
      script: new URL(`cnn-${name}.mjs`, folder).href,
      wasm: new URL(`cnn-${name}.wasm`, folder).href,
      second: new URL(`cnn-${name}-second.wasm`, folder).href,
    },
  ]);
  return Object.fromEntries(entries);
}

/** The absolute address of the code that reads files of weights. */
export function weightsScript({ wasmUrl }: SessionOptions): string {
  if (wasmUrl === undefined) return resolveAddress(defaults('wasmUrl').weights, 'wasmUrl').href;
  return new URL('cnn-pytorch.mjs', resolveFolder(wasmUrl, 'wasmUrl')).href;
}

/** A bundler may have made addresses that count from the page: the worker needs whole ones. */
function absolute(modules: Record<ModuleName, ModuleFiles>): Record<ModuleName, ModuleFiles> {
  const whole = (address: string) => resolveAddress(address, 'wasmUrl').href;
  const entries = MODULES.map((name) => {
    const { script, wasm, second } = modules[name];
    return [name, { script: whole(script), wasm: whole(wasm), second: whole(second) }];
  });
  return Object.fromEntries(entries);
}

function defaults(option: string): PackageFiles {
  if (packageFiles !== undefined) return packageFiles();
  throw failure(
    'invalid-argument',
    `Option "${option}" is missing.`,
    'It has a default only where the package cnn-playground itself is imported.',
  );
}
