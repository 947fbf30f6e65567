// What the documents name is there: commands, files, headings.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../wasm/toolchain/paths.mjs';

const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
const documents = execFileSync('git', listed, { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path && existsSync(join(root, path)));
const read = (path) => readFileSync(join(root, path), 'utf8');

/** A heading's name in an address, as sites that show Markdown make it. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function isThere(document, target) {
  const [file, anchor] = target.split('#');
  const path = file === '' ? document : join(dirname(document), decodeURI(file));
  if (!existsSync(join(root, path))) return false;
  if (!anchor) return true;
  const headings = [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, text]) => anchorOf(text));
  return headings.includes(anchor);
}

test.each(documents)('links of %s lead somewhere', (document) => {
  const links = [...read(document).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target);
  const local = links.filter((target) => !/^[a-z]+:/.test(target));
  expect(local.filter((target) => !isThere(document, target))).toEqual([]);
});

test('every command that a document names exists', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = documents.flatMap((path) =>
    [...read(path).matchAll(/\bnpm run (?:-s |--silent )?([a-z]+(?::[a-z]+)?)/g)].map(
      ([, name]) => name,
    ),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
