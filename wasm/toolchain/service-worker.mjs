// dist/site/service-worker.js: the built script, after one line that says what the site holds.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const name = 'service-worker.js';

/**
 * Engine modules are kept as they are used, models in a cache of their own. What only systems, hosts
 * and pages of others ask for is of no use without a network. The documentation is larger than the page,
 * and whoever opens the page may never read it.
 */
function isLeftOut(file) {
  if (/^404\.html$|^icons\/|\.webmanifest$|^(embed|element|docs)\b/.test(file)) return true;
  if (file.startsWith('models/'))
    return !/\.json$|^models\/samples\/.*\.(webp|png|jpg)$/.test(file);
  return /^engine\/cnn-|\.map$/.test(file);
}

/** What a page needs to open without a network, of the files of a site. './' is the page. Pure. */
export function filesToKeep(names) {
  return names
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !isLeftOut(file) && file !== name)
    .map((file) => (file === 'index.html' ? './' : file))
    .sort();
}

/** Not the page's: it changes without it. */
const isDocs = (file) => /^docs[/\\]/.test(file);

/** script: text of the built service worker. Its version changes with every file of the site but the documentation. */
export function withSite(script, folder) {
  const names = readdirSync(folder, { recursive: true })
    .filter((file) => statSync(join(folder, file)).isFile() && file !== name && !isDocs(file))
    .sort();
  const hash = createHash('sha256').update(script);
  for (const file of names) hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  const site = { version: hash.digest('hex').slice(0, 16), files: filesToKeep(names) };
  return `const SITE = ${JSON.stringify(site)};\n${script}`;
}

/** built: path of the built script. Writes only what changed, so that browsers see no new one. */
export function writeServiceWorker(built, folder) {
  const target = join(folder, name);
  const text = withSite(readFileSync(built, 'utf8'), folder);
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
}
