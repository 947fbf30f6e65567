import { expect, test } from 'vitest';
import { render } from '../../../web/docs/site/markdown.mjs';

const html = (text, change = (target) => target) => render(text, change).html;

test('headings have addresses, the second of two with the same words another one', () => {
  const { headings, title, lead } = render(
    '# The `page`\n\nFirst *words*.\n\n## A b\n\n## A b\n',
    String,
  );
  expect(headings.map(({ rank, id }) => [rank, id])).toEqual([
    [1, 'the-page'],
    [2, 'a-b'],
    [2, 'a-b-1'],
  ]);
  expect([title, lead]).toEqual(['The page', 'First words.']);
});

test('code is coloured, named, and never markup', () => {
  const text = html('```html page.html\n<b onclick="x()">&amp;</b>\n```\n');
  expect(text).toContain('<figcaption>page.html</figcaption>');
  expect(text).toContain('class="hljs-name"');
  expect(text).not.toContain('<b');
  expect(html('```rst\n<b>\n```')).toContain('<code>&lt;b&gt;</code>');
});

test('tables have classes in place of styles, which the policy refuses', () => {
  const text = html('| a | b |\n|---|--:|\n| 1 | 2 |\n');
  expect(text).toContain('<td class="right">2</td>');
  expect(text).not.toContain('style=');
});

test('every address goes through, and a link without one is its words', () => {
  const change = (target) => (target === '/gone.md' ? '' : `to${target}`);
  expect(html('[a *b*](/gone.md), [c](/d)', change)).toBe(
    '<p>a <em>b</em>, <a href="to/d">c</a></p>\n',
  );
  expect(html('![p](/p.webp)\n\n<img src="/q.webp">\n', change)).toContain('src="to/q.webp"');
});

test('the words of a page, by heading', () => {
  const { sections } = render('# T\n\nOne `two`.\n\n## H\n\n```js\nthree();\n```\n', String);
  expect(sections).toEqual([
    { heading: 'T', id: 't', text: 'One two.' },
    { heading: 'H', id: 'h', text: 'three();' },
  ]);
});
