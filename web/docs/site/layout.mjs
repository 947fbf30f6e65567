// What stands around a page's text: head, way, list of pages, headings of this page, what comes next.

import { LABELS } from './contents.mjs';
import { escaped } from './markdown.mjs';

/**
 * Scripts, styles and connections of this site alone. The policies for Trusted Types are the element's. policies,
 * connect: what a page needs besides.
 */
const policy = ({ policies = '', connect = '' }) =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    `connect-src 'self' blob: data:${connect}`,
    "img-src 'self' blob: data:",
    "style-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types cnn-playground lit-html${policies}`,
  ].join('; ');

const NAME = 'CNN Playground';

function head({ title, lead, up, hasWidget, script, needs = {} }) {
  const description = lead.length > 200 ? `${lead.slice(0, lead.lastIndexOf(' ', 197))}…` : lead;
  return `<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(needs)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escaped(description)}">
<title>${escaped(title)} · ${NAME}</title>
<link rel="icon" href="${up}docs.svg" type="image/svg+xml">
<link rel="stylesheet" href="${up}docs.css">
<script src="${up}theme.js"></script>
<script type="module" src="${up}docs.js"></script>
${script ? `<script type="module" src="${up}${script}"></script>\n` : ''}${hasWidget ? `<script type="module" src="${up}../element.js"></script>\n` : ''}</head>`;
}

const masthead = (up) => `<header class="masthead">
<a class="skip" href="#text">To the text</a>
<button class="to-pages" type="button" popovertarget="pages">Pages</button>
<a class="brand" href="${up}index.html"><img src="${up}docs.svg" alt="" width="24" height="24">${NAME}<span> docs</span></a>
<div class="tools"><a href="${up}../index.html">Playground</a></div>
</header>`;

function list(sections, here, up) {
  const item = ({ name, title }) =>
    `<li><a href="${up}${name}.html"${name === here ? ' aria-current="page"' : ''}>${escaped(LABELS[name] ?? title)}</a></li>`;
  const part = ({ title, pages }) => `<p>${escaped(title)}</p><ul>${pages.map(item).join('')}</ul>`;
  return `<nav id="pages" class="pages" popover aria-label="Pages">${sections.map(part).join('\n')}</nav>`;
}

/** Headings of the second rank, and of the third where there are few. */
function outline(headings) {
  const all = headings.filter(({ rank }) => rank === 2 || rank === 3);
  const shown = all.length > 24 ? all.filter(({ rank }) => rank === 2) : all;
  if (shown.length < 2) return '';
  const items = shown.map(
    ({ rank, text, id }) => `<li class="rank-${rank}"><a href="#${id}">${escaped(text)}</a></li>`,
  );
  return `<nav class="outline" aria-label="On this page"><p>On this page</p><ul>${items.join('')}</ul></nav>`;
}

function around({ before, after }, up) {
  const link = (page, label) =>
    page
      ? `<a href="${up}${page.name}.html"><span>${label}</span> ${escaped(LABELS[page.name] ?? page.title)}</a>`
      : '<span></span>';
  return `<nav class="around" aria-label="Before and after">${link(before, 'Before')}${link(after, 'Next')}</nav>`;
}

/**
 * The whole page. name: its path without ".html"; before, after: { name, title } or undefined; sections: all pages,
 * [{ title, pages: [{ name, title }] }]; script: path of one more; needs: what it needs of the policy.
 */
export function whole({
  name,
  title,
  lead,
  html,
  headings,
  sections,
  before,
  after,
  script,
  needs,
}) {
  const up = '../'.repeat(name.split('/').length - 1);
  const hasWidget = html.includes('<cnn-playground');
  return `<!doctype html>
<html lang="en">
${head({ title, lead, up: up || './', hasWidget, script, needs })}
<body>
${masthead(up || './')}
<div class="frame">
${list(sections, name, up || './')}
<main id="text">
${html}
${around({ before, after }, up || './')}
</main>
${outline(headings)}
</div>
</body>
</html>
`;
}
