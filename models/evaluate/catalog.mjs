// The catalog: which file a model is, what is known of it, and a measured accuracy written back.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));
const catalogPath = join(folder, 'catalog.json');
const downloads = join(folder, '..', '.cache', 'models');

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const sha256Of = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Labels or groups of an entry, undefined where the file says them. */
const listOf = (value) => (typeof value === 'string' ? readJson(join(folder, value)) : value);

/** A model on demand, downloaded once and kept in .cache/models. */
async function download(entry) {
  const path = join(downloads, `${entry.id}.onnx`);
  if (existsSync(path)) return path;
  const failed = (why) =>
    new Error(`${entry.title} cannot be downloaded from ${entry.url}: ${why}`);
  const response = await fetch(entry.url).catch((error) => {
    throw failed(`${error.cause?.message ?? error.message}.`);
  });
  if (!response.ok) throw failed(`the server answered ${response.status}.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (sha256Of(bytes) !== entry.sha256) throw failed('its SHA-256 is not the one in the catalog.');
  mkdirSync(downloads, { recursive: true });
  writeFileSync(`${path}.partial`, bytes);
  renameSync(`${path}.partial`, path);
  return path;
}

/**
 * model: an id of the catalog or the path of an .onnx file. Resolves to { bytes, title, entry,
 * labels, groups, preprocess }; the last four are undefined where the catalog does not say them.
 */
export async function findModel(model) {
  const { models } = readJson(catalogPath);
  const named = models.find(({ id }) => id === model);
  if (!named && !existsSync(model)) {
    const ids = models.map(({ id }) => id).join(', ');
    throw new Error(`${model} is neither a file nor one of the catalog's models: ${ids}.`);
  }
  const path = named?.url ? await download(named) : named ? join(folder, named.file) : model;
  const bytes = new Uint8Array(readFileSync(path));
  const sha256 = sha256Of(bytes);
  const entry = models.find((candidate) => candidate.sha256 === sha256);
  if (named && entry !== named) {
    throw new Error(`${path} is not the file of the catalog's entry: its SHA-256 is ${sha256}.`);
  }
  const labels = listOf(entry?.labels);
  const groups = listOf(entry?.groups);
  const { title = path, preprocess } = entry ?? {};
  return { bytes, title, entry, labels, groups, preprocess };
}

/** JSON as Biome formats it: short lists of plain values on one line. */
export function format(value) {
  const lines = JSON.stringify(value, null, 2);
  return `${lines.replace(/\[\n\s+([^[\]{}]*?)\n\s+\]/g, (list, items) => {
    const short = `[${items.replaceAll(/\n\s+/g, ' ')}]`;
    return short.length <= 80 ? short : list;
  })}\n`;
}

/** Writes a result into the entry of the model; four decimals: no data set here tells more apart. */
export function recordAccuracy(entry, { top1, top5, count }) {
  const catalog = readJson(catalogPath);
  const share = (value) => Math.round(value * 1e4) / 1e4;
  catalog.models.find(({ id }) => id === entry.id).accuracy = {
    top1: share(top1),
    top5: share(top5),
    count,
    measured_by: 'npm run eval, through the cnn-playground package',
  };
  writeFileSync(catalogPath, format(catalog));
}
