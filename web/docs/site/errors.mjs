// The codes of errors, from the package's declarations.

import { join } from 'node:path';
import { exportsOf, unionOf } from './declarations.mjs';
import { root } from './sources.mjs';

/** A table of all codes; what a comment says of one. */
export function errorCodes() {
  const all = exportsOf(join(root, 'dist/types/protocol/error.d.ts'));
  const rows = ['EngineErrorCode', 'ClientErrorCode'].flatMap((name) => unionOf(all.get(name)));
  const lines = rows.map(({ text, comment }) => {
    const words = comment?.description.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|') ?? '';
    return `| \`${text.replaceAll("'", '')}\` | ${words} |`;
  });
  return ['| Code | When |', '|---|---|', ...lines].join('\n');
}
