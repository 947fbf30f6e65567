// What can be measured: the engine's modules, and threads.

import { relaxedSimd, simd, threads } from 'wasm-feature-detect';
import type { ModuleName } from '../../../client/index.js';
import type { Configuration } from './state.js';

export interface Abilities {
  simd: boolean;
  relaxedSimd: boolean;
  /** Memory that threads can share. */
  shared: boolean;
  isolated: boolean;
}

export type Lack = 'noSimd' | 'noRelaxedSimd' | 'notIsolated' | 'noSharedMemory';

export async function abilities(): Promise<Abilities> {
  return {
    simd: await simd(),
    relaxedSimd: await relaxedSimd(),
    shared: await threads(),
    isolated: globalThis.crossOriginIsolated === true,
  };
}

const MODULES: readonly ModuleName[] = ['simd', 'relaxed', 'simd-mt', 'relaxed-mt'];

/** Why that module cannot run here; undefined where it can. */
function lackOf(module: ModuleName, can: Abilities): Lack | undefined {
  if (!can.simd) return 'noSimd';
  if (module.startsWith('relaxed') && !can.relaxedSimd) return 'noRelaxedSimd';
  if (!module.endsWith('-mt')) return undefined;
  if (!can.isolated) return 'notIsolated';
  return can.shared ? undefined : 'noSharedMemory';
}

/** threads: the most. Modules without threads have one. */
export function configurations(
  can: Abilities,
  threads: number,
): { able: Configuration[]; unable: { module: ModuleName; lack: Lack }[] } {
  const able: Configuration[] = [];
  const unable: { module: ModuleName; lack: Lack }[] = [];
  for (const module of MODULES) {
    const lack = lackOf(module, can);
    const most = module.endsWith('-mt') ? threads : 1;
    if (lack) unable.push({ module, lack });
    else for (let count = 1; count <= most; count++) able.push({ module, threads: count });
  }
  return { able, unable };
}
