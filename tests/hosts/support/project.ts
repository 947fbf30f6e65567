// A folder of someone else's in .cache/hosts, with bundlers from the npm registry and the package from
// its tarball. What was installed once stays there.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fromRoot } from '../../web/support/package.js';

const FIXTURES = fromRoot('tests/hosts/bundlers');
/** Without a network, npm would try for minutes. */
const PATIENCE = '--fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-timeout=60000';

export interface Group {
  folder: string;
  /** Why nothing of the group can run; undefined where all of it is there. */
  missing: string | undefined;
}

/** Output of a command; one that fails throws an error that has it. */
export async function command(words: string, cwd: string): Promise<string> {
  const options = { cwd, env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } };
  try {
    return (await promisify(execFile)('bash', ['-c', words], options)).stdout;
  } catch (thrown) {
    const { stdout = '', stderr = '' } = thrown as { stdout?: string; stderr?: string };
    throw new Error(`"${words}" failed in ${cwd}:\n${stdout}\n${stderr}`);
  }
}

/** name: a folder of tests/hosts/bundlers with a package.json. */
export async function prepare(name: string): Promise<Group> {
  if (!existsSync(fromRoot('dist/package.json'))) {
    throw new Error('dist/package.json is missing: run "npm run build" first.');
  }
  const folder = fromRoot(`.cache/hosts/${name}`);
  await mkdir(folder, { recursive: true });
  const missing = await installTools(name, folder);
  if (missing === undefined) await installPackage(folder);
  return { folder, missing };
}

async function installTools(name: string, folder: string): Promise<string | undefined> {
  const lock = await readFile(join(FIXTURES, name, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return undefined;
  for (const file of ['package.json', 'package-lock.json']) {
    await copyFile(join(FIXTURES, name, file), join(folder, file));
  }
  try {
    await command(`npm ci --ignore-scripts --no-audit --no-fund ${PATIENCE}`, folder);
  } catch (thrown) {
    console.warn(String(thrown));
    return 'npm could not install the bundlers';
  }
  await writeFile(stamp, lock);
  return undefined;
}

/** As npm installs it, without the network: the package depends on nothing. */
async function installPackage(folder: string): Promise<void> {
  const packed = await command(`npm pack --json ${fromRoot('dist')}`, folder);
  const [{ filename }] = JSON.parse(packed);
  await command(`npm install --offline --ignore-scripts --no-save ./${filename}`, folder);
}

/** A project in the group: these folders of tests/hosts/bundlers, and the group's packages. */
export async function project({ folder }: Group, name: string, ...from: string[]): Promise<string> {
  const path = join(folder, name);
  await rm(path, { recursive: true, force: true });
  for (const source of from) await cp(join(FIXTURES, source), path, { recursive: true });
  await writeFile(join(path, 'package.json'), '{ "private": true }\n');
  return path;
}

/** A line or a block of the package's README, to be tried as it stands there. */
export function fromReadme(pattern: RegExp): string {
  const found = pattern.exec(readFileSync(fromRoot('dist/README.md'), 'utf8'));
  if (found === null) throw new Error(`The package's README has nothing like ${pattern}.`);
  return found[1] ?? found[0];
}
