// A private apt configuration under .cache/: it downloads packages and source packages of the Debian
// release that has the versions we need, without root and without touching the machine's own apt.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseDebianEntry, readSources, stanzaForSuite } from './debian-sources.mjs';
import { cache } from './paths.mjs';
import { PlainError } from './progress.mjs';
import { capture, run, which } from './shell.mjs';

const suite = 'trixie'; // Debian 13: Emscripten 3.1.69, XNNPACK of November 2024
const folder = join(cache, 'apt');
const config = join(folder, 'apt.conf');
const env = { APT_CONFIG: config };
const oneDay = 24 * 3600 * 1000;

function codename() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^VERSION_CODENAME=(\S+)/m.exec(release)?.[1] ?? '';
}

function debianEntry() {
  return which('apt-get') && which('dpkg-deb') && chooseDebianEntry(readSources(), codename());
}

/** True on Debian (or close relatives), where this module can be used. */
export function aptIsUsable() {
  return Boolean(debianEntry());
}

function writeConfiguration() {
  for (const part of ['lists/partial', 'cache/archives/partial', 'sources.d']) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  writeFileSync(join(folder, 'sources.d', 'debian.sources'), stanzaForSuite(debianEntry(), suite));
  const settings = {
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::SourceList': '/dev/null',
    'Dir::Etc::SourceParts': join(folder, 'sources.d'),
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'APT::Sandbox::User': 'root', // no unprivileged user has to reach this folder
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";`);
  writeFileSync(config, `${lines.join('\n')}\n`);
}

const listsAge = () =>
  Date.now() - statSync(join(folder, 'lists'), { throwIfNoEntry: false })?.mtimeMs;

/** Package lists of the private configuration, refreshed when they are older than a day. */
async function ready({ force = false } = {}) {
  writeConfiguration();
  const haveLists = readdirSync(join(folder, 'lists')).some((name) => name.endsWith('Release'));
  if (haveLists && !force && listsAge() < oneDay) return;
  await run('apt-get', ['update'], {
    log: 'apt-private-update',
    env,
    hint: "Debian's mirror could not be reached: check the network, then run the command again.",
  });
}

async function withFreshLists(work) {
  await ready();
  try {
    return await work();
  } catch {
    await ready({ force: true }); // a listed file may have left the mirror since
    return work();
  }
}

/** Downloads binary packages into `target` and returns their file names. */
export async function downloadPackages(names, target) {
  mkdirSync(target, { recursive: true });
  await withFreshLists(() =>
    run('apt-get', ['download', ...names], {
      log: 'apt-private-download',
      cwd: target,
      env,
      hint: "Debian's mirror did not serve these packages: check the network and run it again.",
    }),
  );
  return readdirSync(target)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => join(target, name));
}

/**
 * Downloads the upstream tarball of a source package whose upstream version is `upstream`; any Debian
 * revision will do, because the tarball is the same. Returns its path.
 */
export async function downloadUpstreamTarball(name, upstream, target) {
  mkdirSync(target, { recursive: true });
  const find = () =>
    readdirSync(target).find(
      (file) => file.startsWith(`${name}_${upstream}.orig.tar.`) && !file.endsWith('.asc'),
    );
  await withFreshLists(async () => {
    const listed = capture('apt-cache', ['showsrc', name], { env }) ?? '';
    const versions = [...listed.matchAll(/^Version: (\S+)$/gm)].map((match) => match[1]);
    const version = versions.find((each) => each.replace(/-[^-]*$/, '') === upstream);
    if (!version)
      throw new PlainError(
        `Debian ${suite} has ${name} ${versions.join(', ') || '(none)'}, not ${upstream}.`,
      );
    // Only the tarball matters: packaging files of an old revision may be gone from a mirror.
    await run('apt-get', ['source', '--download-only', '--tar-only', `${name}=${version}`], {
      log: `apt-private-source-${name}`,
      cwd: target,
      env,
    }).catch((error) => {
      if (!find()) throw error;
    });
    if (!find()) throw new PlainError(`The tarball of ${name} ${upstream} was not downloaded.`);
  });
  return join(target, find());
}
