// The playground in a language that nobody speaks: every word of its dictionaries stands in brackets, so
// that whatever stands in none was written into the code. tests/e2e/words.test.ts drives it.

import { html } from 'lit/html.js';
import { speak } from '../../../../web/src/playground/kit/words.js';
import { mountPlayground } from '../../../../web/src/playground/mount.js';

/** Of sentences, functions that return some, and lists and groups of both. */
function bracketed(english: unknown): unknown {
  if (typeof english === 'string') return english === '' ? '' : `⟦${english}⟧`;
  if (typeof english === 'function')
    return (...args: unknown[]) => bracketed((english as (...args: unknown[]) => unknown)(...args));
  if (Array.isArray(english)) return english.map(bracketed);
  if (typeof english !== 'object' || english === null) return english;
  if ('_$litType$' in english) return html`⟦${english}⟧`;
  return Object.fromEntries(Object.entries(english).map(([key, word]) => [key, bracketed(word)]));
}

speak({}, bracketed);
const hash = location.hash;
mountPlayground(document.body.appendChild(document.createElement('div')), {
  wide: true,
  address: { read: () => hash, write: () => {} },
});

/** Names of classes, code, and what the engine says of operators: its words are English everywhere. */
const NO_WORDS = 'script, style, code, .prediction-label, .column-name, body [lang="en"]';

/** Texts and spoken attributes, or parts of them, that stand in no brackets and hold a letter. */
function unworded(): string[] {
  const found: string[] = [];
  const note = (text: string, where: string) => {
    if (/\p{L}/u.test(text)) found.push(`${text.trim().replace(/\s+/g, ' ')} (${where})`);
  };
  let depth = 0;
  const outside = (text: string): string => {
    let rest = '';
    for (const letter of text) {
      if (letter === '⟦') depth += 1;
      else if (letter === '⟧') depth -= 1;
      else if (depth === 0) rest += letter;
    }
    return rest;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement: parent } = node;
    if (!parent || parent.closest(NO_WORDS)) continue;
    note(outside(node.textContent ?? ''), parent.className || parent.tagName);
  }
  depth = 0;
  for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'aria-valuetext']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (element.closest(NO_WORDS)) continue;
      depth = 0;
      note(
        outside(element.getAttribute(name) ?? ''),
        `${name} of ${element.className || element.tagName}`,
      );
    }
  }
  return found;
}

declare global {
  interface Window {
    unworded: () => string[];
  }
}
window.unworded = unworded;
