// Fetches, checks and patches the third-party sources that engine/third_party/third_party.cmake
// declares. CMake runs this file too: node third-party.mjs [folder]
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { usesDebianEmscripten } from './emscripten.mjs';
import { root, thirdParty } from './paths.mjs';
import { aptIsUsable, downloadUpstreamTarball } from './private-apt.mjs';
import { main, PlainError, step } from './progress.mjs';
import { capture, run } from './shell.mjs';

const declarations = join(root, 'engine/third_party/third_party.cmake');
const patchFolder = join(root, 'engine/third_party/patches');

/** cnn_third_party(name KEY value ...) calls of a CMake file, as [{ name, VERSION, LICENSE, ... }]. */
export function parseDeclarations(text) {
  const code = text.replace(/(^|\s)#.*$/gm, '');
  return [...code.matchAll(/^cnn_third_party\(([^)]*)\)/gm)].map(([, body]) => {
    const [name, ...rest] = [...body.matchAll(/"([^"]*)"|(\S+)/g)].map(
      (word) => word[1] ?? word[2],
    );
    const entry = { name };
    for (let i = 0; i + 1 < rest.length; i += 2) entry[rest[i]] = rest[i + 1];
    return entry;
  });
}

function patchesOf(name) {
  return readdirSync(patchFolder)
    .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.patch'))
    .sort()
    .map((file) => join(patchFolder, file));
}

/** Changes whenever the declaration or a patch does. */
function fingerprint(entry) {
  const hash = createHash('sha256').update(JSON.stringify(entry));
  for (const patch of patchesOf(entry.name)) hash.update(readFileSync(patch));
  return hash.digest('hex');
}

const stampOf = (folder, entry) => join(folder, entry.name, '.fetched');

function isCurrent(folder, entry) {
  const stamp = stampOf(folder, entry);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(entry);
}

async function fromDebian(entry, folder, target) {
  const downloads = join(folder, 'downloads');
  const tarball = await downloadUpstreamTarball(entry.name, entry.DEBIAN, downloads);
  const digest = createHash('sha256').update(readFileSync(tarball)).digest('hex');
  if (digest !== entry.SHA256) {
    rmSync(tarball);
    throw new PlainError(`${basename(tarball)} has SHA-256 ${digest}, expected ${entry.SHA256}.`);
  }
  await run('tar', ['-xf', tarball, '-C', target], { log: `unpack-${entry.name}` });
  hoistSingleFolder(target);
}

// Most tarballs have one top-level folder, some none.
function hoistSingleFolder(target) {
  const [only, ...others] = readdirSync(target);
  if (others.length > 0) return;
  for (const name of readdirSync(join(target, only)))
    renameSync(join(target, only, name), join(target, name));
  rmSync(join(target, only), { recursive: true });
}

async function fromGit(entry, target) {
  const git = (...args) => run('git', args, { log: `git-${entry.name}`, cwd: target });
  await git('init', '--quiet');
  await git(
    'fetch',
    '--quiet',
    '--depth',
    '1',
    entry.GIT,
    entry.COMMIT ?? `refs/tags/${entry.TAG}`,
  );
  await git('checkout', '--quiet', 'FETCH_HEAD');
  const commit = capture('git', ['rev-parse', 'HEAD'], { cwd: target });
  if (entry.COMMIT && commit !== entry.COMMIT) {
    throw new PlainError(`${entry.GIT} gave commit ${commit}, expected ${entry.COMMIT}.`);
  }
  rmSync(join(target, '.git'), { recursive: true });
}

async function applyPatches(entry, target) {
  for (const patch of patchesOf(entry.name)) {
    // Inside another repository git apply would look for the paths there, and silently skip them.
    await run('git', ['apply', patch], {
      log: `patch-${entry.name}`,
      cwd: target,
      env: { GIT_CEILING_DIRECTORIES: resolve(target, '..') },
    });
  }
}

async function fetchOne(entry, folder) {
  const target = join(folder, entry.name);
  const git = () => fromGit(entry, target);
  const debian = () => fromDebian(entry, folder, target);
  // Who brings an Emscripten of their own gets by without apt, as long as upstream can be reached.
  const order = usesDebianEmscripten() ? [debian, git] : [git, debian];
  const sources = order.filter((source) => source === git || aptIsUsable());
  const problems = [];
  for (const source of sources) {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    try {
      await source();
      await applyPatches(entry, target);
      writeFileSync(stampOf(folder, entry), fingerprint(entry));
      return;
    } catch (error) {
      problems.push(error.message);
    }
  }
  rmSync(target, { recursive: true, force: true });
  throw new PlainError(
    `The sources of ${entry.name} ${entry.VERSION} could not be fetched:\n${problems.join('\n')}`,
    'Check the network, then run the command again.',
  );
}

/** Makes every declared source tree current under `folder`. Returns how many had to be fetched. */
export async function provideThirdParty(folder = thirdParty) {
  const entries = parseDeclarations(readFileSync(declarations, 'utf8'));
  const stale = entries.filter((entry) => !isCurrent(folder, entry));
  if (stale.length === 0) return 0;
  await step('Third-party sources', async () => {
    for (const entry of stale) await fetchOne(entry, folder);
    return stale.map((entry) => entry.name).join(', ');
  });
  return stale.length;
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  await main(() => provideThirdParty(process.argv[2] ? resolve(process.argv[2]) : thirdParty));
}
