import { expect, test } from 'vitest';
import {
  anchorOf,
  expand,
  fromRoot,
  readSource,
  sectionOf,
} from '../../../web/docs/site/sources.mjs';

const TEXT = `# Title

## One
Text.
\`\`\`sh
# no heading
## One
\`\`\`
### Below
More.

## Two
Other.
`;

test('a section ends at the next heading of its rank; code has no headings', () => {
  expect(sectionOf(TEXT, 'One', 'x.md')).toBe(
    'Text.\n```sh\n# no heading\n## One\n```\n### Below\nMore.',
  );
  expect(sectionOf(TEXT, 'Two', 'x.md')).toBe('Other.');
  expect(() => sectionOf(TEXT, 'no heading', 'x.md')).toThrow('x.md has no heading "no heading".');
});

test.each([
  ['How it works', 'how-it-works'],
  ['What `a_b` is, and why', 'what-a_b-is-and-why'],
  ['Light & dark: now', 'light--dark-now'],
])('%s is at #%s', (heading, anchor) => {
  expect(anchorOf(heading)).toBe(anchor);
});

test.each([
  ['../api.md#run', 'web/docs/pages/embedding/html.md', '/web/docs/pages/api.md#run'],
  ['x.py', 'web/hosts/README.md', '/web/hosts/x.py'],
])('%s in %s is %s', (target, path, whole) => {
  expect(fromRoot(target, path)).toBe(whole);
});

test('a page takes in what stands elsewhere, with its links and below its own headings', () => {
  const page = expand('web/docs/pages/embedding/sphinx.md', {});
  const section = readSource('web/hosts/README.md').split('## Sphinx\n')[1].split('\n## ')[0];
  expect(page).toContain('](/web/hosts/sphinx/cnn_playground.py)');
  expect(page).toContain(/```rst page\.rst\n.*?```/s.exec(section)[0]);
  expect(page).not.toContain('<!-- include');
  // Titles of a whole document stand below the page's own.
  const titles = expand('web/docs/pages/package.md', {}).match(/^#+ /gm);
  expect(titles.filter((marks) => marks === '# ')).toHaveLength(1);
});

test('headings that are taken in follow on the one above them', () => {
  const marks = expand('web/docs/pages/model-files.md', {}).match(/^#+ /gm);
  expect(marks[0]).toBe('# ');
  expect(new Set(marks.slice(1))).toEqual(new Set(['## ']));
  expect(marks.length).toBeGreaterThan(4);
});

test('a page that asks for what nothing generates is refused', () => {
  expect(() => expand('web/docs/pages/api.md', {})).toThrow(
    'web/docs/pages/api.md asks for "api", which nothing generates.',
  );
});
