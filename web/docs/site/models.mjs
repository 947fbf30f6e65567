// The networks that one can choose by name, from models/catalog.json.

import { readSource } from './sources.mjs';

const size = (bytes) =>
  bytes < 1e6
    ? `${Math.round(bytes / 1e3)} kB`
    : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** models: entries of the catalogue. */
export function modelRows(models) {
  const rows = models.map(
    ({ id, title, bytes, file }) =>
      `| \`${id}\` | ${title} | ${size(bytes)} | ${file ? 'comes with the page' : 'on demand'} |`,
  );
  return ['| Id | Network | Size | Where it is |', '|---|---|--:|---|', ...rows].join('\n');
}

export const modelTable = () => modelRows(JSON.parse(readSource('models/catalog.json')).models);
