// Builds the documentation. Usage: node web/docs/site/main.mjs [FOLDER], by default dist/site/docs.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { apiReference } from './api.mjs';
import { PAGE_OF_DOCUMENT, PAGES, SECTIONS } from './contents.mjs';
import { asCourse, blocksOf, isCourse, withNumbers } from './course/pages.mjs';
import { elementReference } from './element.mjs';
import { errorCodes } from './errors.mjs';
import { whole } from './layout.mjs';
import { render } from './markdown.mjs';
import { modelTable } from './models.mjs';
import { operatorReference } from './operators.mjs';
import { withSizes } from './pictures.mjs';
import { expand, root } from './sources.mjs';
import { withPosters } from './widgets.mjs';

const generators = {
  api: apiReference,
  element: elementReference,
  errors: errorCodes,
  models: modelTable,
  operators: operatorReference,
};

const out = process.argv[2] ?? join(root, 'dist/site/docs');
const sourceOf = (name) => `web/docs/pages/${name}.md`;
const nameOf = new Map(PAGES.map(({ name }) => [sourceOf(name), name]));

/** Files that pages show or offer: path from the root of the repository, by its address in the documentation. */
const files = new Map();

/** Address of a file of the repository in the documentation; '' where it holds no such thing. */
function addressOf(path) {
  const page = nameOf.get(path) ?? PAGE_OF_DOCUMENT[path];
  if (page !== undefined) return `${page}.html`;
  if (!existsSync(join(root, path))) throw new Error(`A page names ${path}, which is not there.`);
  // Documents for those who change the sources, and folders, are not part of it.
  if (path.endsWith('.md') || statSync(join(root, path)).isDirectory()) return '';
  const address = `files/${path.replace(/^web\/(docs|hosts|src)\//, '')}`;
  files.set(address, path);
  return address;
}

/** Of a page, which names what it needs from the root of the repository. */
function resolver(name) {
  const folder = posix.dirname(name);
  return (target) => {
    if (!target.startsWith('/')) return target;
    const [path, anchor] = target.slice(1).split('#');
    const address = addressOf(path.replace(/\/$/, ''));
    if (address === '') return '';
    return `${posix.relative(folder, address)}${anchor === undefined ? '' : `#${anchor}`}`;
  };
}

function pageOf({ name, section }) {
  const path = sourceOf(name);
  const resolve = resolver(name);
  const text = expand(path, generators);
  const { html, ...rest } = render(
    isCourse(name) ? withNumbers(text) : text,
    resolve,
    blocksOf(name),
  );
  const pathOf = (address) => {
    const file = files.get(posix.join(posix.dirname(name), address));
    return file && join(root, file);
  };
  const shown = withSizes(withPosters(html, resolve), pathOf);
  return { name, section, ...rest, ...asCourse(name, shown, [...nameOf.values()]) };
}

function write(path, text) {
  const file = join(out, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(from, to) {
  mkdirSync(dirname(join(out, to)), { recursive: true });
  copyFileSync(from, join(out, to));
}

/** One entry a heading: [page, title of the page, address, heading, words]. */
const searchIndex = (pages) =>
  pages.flatMap(({ name, title, sections }) =>
    sections.map(({ heading, id, text }) => [title, `${name}.html#${id}`, heading, text]),
  );

const pages = PAGES.map(pageOf);
const sections = SECTIONS.map(({ title, pages: names }) => ({
  title,
  pages: names.map((name) => pages.find((page) => page.name === name)),
}));
rmSync(out, { recursive: true, force: true });
pages.forEach((page, index) => {
  const [before, after] = [pages[index - 1], pages[index + 1]];
  write(`${page.name}.html`, whole({ ...page, sections, before, after }));
});
write('search.json', JSON.stringify(searchIndex(pages)));
const statics = join(root, 'web/docs/site/static');
for (const file of readdirSync(statics, { recursive: true }))
  if (!statSync(join(statics, file)).isDirectory()) copy(join(statics, file), file);
// The package, with which exercises ask the engine; what it starts lies in the site's folder engine/.
const { minify } = await import('vite');
for (const file of ['index.js', 'files.js']) {
  const { code } = await minify(file, readFileSync(join(root, 'dist', file), 'utf8'), {
    module: true,
  });
  write(`course/package/${file}`, code);
}
const styles = join(root, 'web/docs/site/styles');
const sheets = readdirSync(styles).sort();
write('docs.css', sheets.map((file) => readFileSync(join(styles, file), 'utf8')).join('\n'));
copy(join(root, 'web/favicon.svg'), 'docs.svg');
for (const [address, path] of files) copy(join(root, path), address);
console.log(`${pages.length} pages in ${relative(root, out)}`);
