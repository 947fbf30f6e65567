// Folders in .cache/hosts/docs: a site for every host, and Python packages in an environment of their own.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fromRoot } from '../../../web/support/package.js';
import { command } from '../../support/project.js';

const CACHE = fromRoot('.cache/hosts/docs');

/** An empty folder with these files. */
export async function newFolder(name: string, files: Record<string, string>): Promise<string> {
  const folder = join(CACHE, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await write(folder, files);
  return folder;
}

export async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** A file of web/hosts, as an author copies it. */
export async function copyHostFile(name: string, folder: string): Promise<void> {
  await copyFile(fromRoot(`web/hosts/${name}`), join(folder, name.split('/').at(-1) ?? ''));
}

/** npx cnn-playground FOLDER */
export async function putFiles(folder: string): Promise<void> {
  const program = fromRoot('dist/copy.js');
  if (!existsSync(program)) throw new Error(`${program} is missing: run "npm run build" first.`);
  await promisify(execFile)(process.execPath, [program, folder]);
}

/** Installed once into `folder`, by what `source` says; why not, where it fails. */
async function install(
  folder: string,
  source: string,
  work: () => Promise<unknown>,
  name: string,
): Promise<string | undefined> {
  const stamp = join(folder, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === source) return undefined;
  await mkdir(folder, { recursive: true });
  try {
    await work();
  } catch (thrown) {
    console.warn(String(thrown));
    return `${name} could not be installed`;
  }
  await writeFile(stamp, source);
  return undefined;
}

export interface Tools {
  /** Folder of the commands. */
  bin: string;
  /** Why they are not there. */
  missing: string | undefined;
}

/** Packages of requirements.txt of tests/hosts/docs, in a virtual environment. */
export async function python(name: string): Promise<Tools> {
  const list = fromRoot(`tests/hosts/docs/${name}/requirements.txt`);
  const folder = join(CACHE, 'tools', name);
  const missing = await install(
    folder,
    await readFile(list, 'utf8'),
    () =>
      command(
        `python3 -m venv python && python/bin/pip install --quiet --disable-pip-version-check -r ${list}`,
        folder,
      ),
    name,
  );
  return { bin: join(folder, 'python/bin'), missing };
}

/** Packages of package.json and its lock in that folder of tests/hosts/docs. */
export async function npm(name: string): Promise<Tools> {
  const folder = join(CACHE, 'tools', name);
  const source = fromRoot(`tests/hosts/docs/${name}`);
  const missing = await install(
    folder,
    await readFile(join(source, 'package-lock.json'), 'utf8'),
    async () => {
      for (const file of ['package.json', 'package-lock.json'])
        await copyFile(join(source, file), join(folder, file));
      await command('npm ci --ignore-scripts --no-audit --no-fund', folder);
    },
    name,
  );
  return { bin: join(folder, 'node_modules/.bin'), missing };
}

/** For the title of a test. */
export const why = ({ missing }: Tools): string => (missing === undefined ? '' : ` (${missing})`);
