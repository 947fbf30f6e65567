// Paths of modules, which the keys of a state dict begin with: "features.0.weight" is of "features.0".

import type { StateDict } from '../state-dict.js';

/** index: NaN where the last part is no number, as names are. */
export function splitPath(path: string): [parent: string, index: number] {
  const dot = path.lastIndexOf('.');
  const last = path.slice(dot + 1);
  return [path.slice(0, Math.max(0, dot)), /^\d+$/.test(last) ? Number(last) : Number.NaN];
}

/** By each path: the names of the modules in it. */
export function treeOf(state: StateDict): Map<string, Set<string>> {
  const tree = new Map<string, Set<string>>();
  for (const key of state.keys()) {
    const parts = key.split('.').slice(0, -1);
    let path = '';
    for (const part of parts) {
      const names = tree.get(path) ?? new Set();
      tree.set(path, names.add(part));
      path = path === '' ? part : `${path}.${part}`;
    }
  }
  return tree;
}
