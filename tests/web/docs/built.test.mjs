// dist/site/docs: the pages that are made from other sources say all that these say.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES } from '../../../web/docs/site/contents.mjs';
import { readSource, root } from '../../../web/docs/site/sources.mjs';

const docs = join(root, 'dist/site/docs');

function page(name) {
  const path = join(docs, `${name}.html`);
  if (!existsSync(path)) throw new Error(`${path} is missing: run "npm run build" first.`);
  return readFileSync(path, 'utf8');
}

/** Words of HTML, as a reader sees them. */
const words = (html) =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

test('every page that is written is in the list, and built', () => {
  const written = readdirSync(join(root, 'web/docs/pages'), { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3));
  expect(PAGES.map(({ name }) => name).sort()).toEqual(written.sort());
  for (const name of written) expect(page(name)).toContain('<h1 ');
});

test('the reference has all that the package exports', async () => {
  const text = page('api');
  const index = ['web/src/client/index.ts', 'web/src/package/index.ts']
    .map(readSource)
    .join('')
    .replaceAll(/export (type )?\*[^;]*;/g, '');
  const named = [...index.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list]) =>
    list.split(',').map((entry) => entry.trim().replace(/^type /, '')),
  );
  const names = named.filter(Boolean);
  expect(names.length).toBeGreaterThan(20);
  const isThere = (name) => text.includes(`>${name}</h3>`);
  expect(names.filter((name) => !isThere(name))).toEqual([]);
  // And in running code.
  const running = Object.keys(await import(join(root, 'dist/index.js')));
  expect(running.filter((name) => !names.includes(name))).toEqual([]);
});

test('the element has all its attributes, events, slots and parts', () => {
  const text = page('embedding/element');
  const { modules } = JSON.parse(readSource('web/src/element/custom-elements.json'));
  const { attributes, events, cssParts, cssProperties } = modules[0].declarations[0];
  for (const { name, description } of [...attributes, ...events, ...cssParts, ...cssProperties]) {
    expect(text).toContain(`<code>${name}</code>`);
    expect(words(text)).toContain(description);
  }
});

test('the page of operators has every row of the engine', () => {
  const text = page('operators');
  const rows = readSource('web/docs/operators.jsonl').trim().split('\n').map(JSON.parse);
  expect(rows.length).toBeGreaterThan(90);
  for (const { type, help } of rows) {
    expect(text).toContain(
      `<h3 id="${type.toLowerCase().replaceAll('.', '').replaceAll(' ', '-')}">${type}</h3>`,
    );
    expect(words(text)).toContain(help);
  }
});

test('the recipes are those that tests run', () => {
  const source = readSource('web/hosts/README.md');
  const pages = PAGES.filter(({ name }) => name.startsWith('embedding/')).map(({ name }) =>
    words(page(name)),
  );
  const blocks = [...source.matchAll(/^(`{3,})\w+ [\w./]+(?: \w+)?\n(.*?)^\1$/gms)];
  expect(blocks.length).toBeGreaterThan(8);
  const isShown = (code) => pages.some((text) => text.includes(code.trimEnd()));
  expect(blocks.map(([, , code]) => code).filter((code) => !isShown(code))).toEqual([]);
});
