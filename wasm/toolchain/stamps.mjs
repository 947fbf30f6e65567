// "Is this still current?" for steps whose tool cannot tell by itself: a fingerprint of the input
// files' paths, sizes and times, kept in .cache/stamps.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from './paths.mjs';

const folder = join(cache, 'stamps');

function* filesUnder(path, except) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info || except.includes(path)) return;
  if (!info.isDirectory()) yield [path, info];
  else for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name), except);
}

/**
 * Fingerprint of files and folders given relative to the repository, but for those in `except`, and of any extra
 * words.
 */
export function fingerprint(paths, words = [], except = []) {
  const hash = createHash('sha256').update(JSON.stringify(words));
  const left = except.map((path) => join(root, path));
  for (const path of paths) {
    for (const [file, info] of filesUnder(join(root, path), left)) {
      hash.update(`${file}\0${info.size}\0${info.mtimeMs}\0`);
    }
  }
  return hash.digest('hex');
}

/**
 * Runs `work` unless its inputs are as they were after its last success and `output` exists.
 * Returns true when it ran.
 */
export async function whenChanged(name, { inputs, except = [], words = [], output }, work) {
  const stamp = join(folder, name);
  const current = fingerprint(inputs, words, except);
  const known = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (known === current && existsSync(join(root, output))) return false;
  await work();
  mkdirSync(folder, { recursive: true });
  writeFileSync(stamp, current);
  return true;
}
