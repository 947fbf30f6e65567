// What the documentation has besides its text, where JavaScript runs: a search, a choice of light and dark, buttons
// that copy code. The pages are whole without it.

import { find } from './search.js';

const root = document.documentElement;
const here = new URL('.', import.meta.url);
const tools = document.querySelector('.tools');

function make(name, attributes, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

// ---- light and dark ----

function remember(theme) {
  try {
    localStorage.setItem('cnn-playground-theme', theme);
  } catch {
    // Then it holds for this page.
  }
}

const isDark = () =>
  root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;

function themeButton() {
  const button = make('button', { type: 'button', class: 'theme' });
  const say = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
  };
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remember(root.dataset.theme);
    say();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', say);
  say();
  return button;
}

// ---- search ----

let index;
/** The words of all pages, fetched once somebody looks for something. */
function words() {
  index ??= fetch(new URL('search.json', here)).then((answer) => answer.json());
  index.catch(() => {
    index = undefined;
  });
  return index;
}

function resultItem([title, address, heading]) {
  const where = heading === title ? [] : [make('span', {}, heading)];
  return make('li', {}, make('a', { href: new URL(address, here) }, title, ...where));
}

function search() {
  const field = make('input', {
    type: 'search',
    placeholder: 'Search',
    'aria-label': 'Search the documentation',
    'aria-controls': 'found',
    autocomplete: 'off',
  });
  const found = make('ul', { id: 'found', hidden: '' });
  const count = make('p', { class: 'count', role: 'status' });
  async function look() {
    const wanted = field.value.trim();
    const entries = wanted === '' ? [] : await words().catch(() => []);
    if (field.value.trim() !== wanted) return;
    const results = find(entries, wanted);
    found.replaceChildren(...results.map(resultItem));
    found.hidden = results.length === 0;
    const none = entries.length === 0 ? 'The list of words did not come.' : 'Nothing found';
    count.textContent = wanted === '' || results.length > 0 ? '' : none;
  }
  field.addEventListener('focus', () => {
    void words();
    void look();
  });
  field.addEventListener('input', look);
  const box = make('search', {}, field, count, found);
  box.addEventListener('keydown', (event) => moveBy(event, field, found));
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (!box.contains(relatedTarget)) found.hidden = true;
  });
  return box;
}

/** Arrows go through what was found, Escape ends it. */
function moveBy(event, field, found) {
  const links = [...found.querySelectorAll('a')];
  const at = links.indexOf(document.activeElement);
  if (event.key === 'Escape') {
    field.value = '';
    found.hidden = true;
    field.focus();
  } else if (event.key === 'Enter' && at < 0 && links[0]) links[0].click();
  else if (event.key === 'ArrowDown') links[Math.min(at + 1, links.length - 1)]?.focus();
  else if (event.key === 'ArrowUp') (at > 0 ? links[at - 1] : field).focus();
  else return;
  event.preventDefault();
}

// ---- code ----

function copyButton(figure) {
  const button = make('button', { type: 'button', class: 'copy' }, 'Copy');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(figure.querySelector('code').textContent);
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  });
  figure.append(button);
}

tools.prepend(search());
tools.append(themeButton());
if (navigator.clipboard)
  for (const figure of document.querySelectorAll('figure.code')) copyButton(figure);
