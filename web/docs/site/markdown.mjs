// Markdown to HTML: headings with addresses, coloured code, tables and code that scroll in a box of their own.

import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import markdownIt from 'markdown-it';
import { anchorOf } from './sources.mjs';

const languages = { bash, cpp, javascript, json, python, typescript, xml, yaml };
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);
hljs.registerAliases(['sh'], { languageName: 'bash' });

export const escaped = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

function coloured(code, language) {
  return hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : escaped(code);
}

/** info: the language and, where it is one, the name of the file. */
function codeBlock(code, info) {
  const [language = '', file] = info.trim().split(/\s+/);
  const name = file ? `<figcaption>${escaped(file)}</figcaption>` : '';
  const text = coloured(code.replace(/\n$/, ''), language);
  return `<figure class="code">${name}<pre tabindex="0"><code>${text}</code></pre></figure>\n`;
}

/** A style in a tag is what the content security policy refuses. */
function alignedByClass(tokens, index, options, _, self) {
  const token = tokens[index];
  const style = token.attrGet('style');
  if (style) {
    token.attrs = token.attrs.filter(([name]) => name !== 'style');
    token.attrJoin('class', style.replace('text-align:', ''));
  }
  return self.renderToken(tokens, index, options);
}

const markdown = markdownIt({ html: true });
Object.assign(markdown.renderer.rules, {
  fence: (tokens, index, _, { blocks = {} }) => {
    const { content, info } = tokens[index];
    const block = blocks[info.split(' ')[0]];
    return block ? block(info, content) : codeBlock(content, info);
  },
  code_block: (tokens, index) => codeBlock(tokens[index].content, ''),
  th_open: alignedByClass,
  td_open: alignedByClass,
  table_open: () => '<div class="table" tabindex="0"><table>\n',
  table_close: () => '</table></div>\n',
});

const textOf = (token) =>
  (token.children ?? [])
    .map(({ type, content }) => (/^(text|code_inline)$/.test(type) ? content : ''))
    .join('');

/** Names every heading; of two with the same words the second gets "-1", as elsewhere. */
function headingsOf(tokens) {
  const used = new Map();
  const headings = [];
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const text = textOf(tokens[index + 1]);
    const anchor = anchorOf(text);
    const before = used.get(anchor) ?? 0;
    used.set(anchor, before + 1);
    const id = before === 0 ? anchor : `${anchor}-${before}`;
    token.attrSet('id', id);
    headings.push({ rank: Number(token.tag.slice(1)), text, id, line: token.map?.[0] ?? 0 });
  });
  return headings;
}

/** Runs over links, pictures and what stands in tags: change(target) gives the address. */
function changeTargets(tokens, change) {
  for (const token of tokens) {
    for (const name of ['href', 'src']) {
      const target = token.attrGet(name);
      if (target !== null) token.attrSet(name, change(target));
    }
    if (/^html_/.test(token.type))
      token.content = token.content.replaceAll(
        /\b(href|src)="([^"]*)"/g,
        (_, name, target) => `${name}="${change(target)}"`,
      );
    if (token.children) changeTargets(token.children, change);
  }
}

/** A link that leads nowhere: its words stay. */
function withoutLinks(tokens) {
  for (const token of tokens) {
    const open = [];
    for (const child of token.children ?? []) {
      if (child.type === 'link_open') open.push(child.attrGet('href') === '');
      const isDead = child.type.startsWith('link_') && open.at(-1);
      if (child.type === 'link_close') open.pop();
      if (isDead) Object.assign(child, { type: 'text', tag: '', content: '', attrs: null });
    }
  }
}

/** One line of Markdown, without a paragraph around it. */
export const inline = (text) => markdown.renderInline(text);

/**
 * { html, headings: [{ rank, text, id }], title, lead }: the page without what is around it. change(target) gives
 * the address for a target, '' where a link is to be words alone. blocks: HTML of what is no code, by the first word
 * of a fence. lead: text of the first paragraph.
 */
export function render(text, change, blocks = {}) {
  const tokens = markdown.parse(text, {});
  const headings = headingsOf(tokens);
  changeTargets(tokens, change);
  withoutLinks(tokens);
  const first = tokens.findIndex(({ type }) => type === 'paragraph_open');
  return {
    html: markdown.renderer.render(tokens, markdown.options, { blocks }),
    headings,
    title: headings[0]?.text ?? '',
    lead: first < 0 ? '' : textOf(tokens[first + 1]),
    sections: sectionsOf(tokens, headings, blocks),
  };
}

/** Words under each heading, for the search: [{ heading, id, text }]. */
function sectionsOf(tokens, headings, blocks) {
  const sections = [];
  let next = 0;
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open') {
      const { text, id } = headings[next++];
      sections.push({ heading: text, id, text: '' });
    } else if (sections.length > 0 && tokens[index - 1]?.type !== 'heading_open') {
      if (token.type === 'inline') sections.at(-1).text += ` ${textOf(token)}`;
      if (token.type === 'fence' && !blocks[token.info.split(' ')[0]])
        sections.at(-1).text += ` ${token.content}`;
    }
  });
  return sections.map(({ text, ...rest }) => ({
    ...rest,
    text: text.replaceAll(/\s+/g, ' ').trim(),
  }));
}
