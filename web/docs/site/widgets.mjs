// <cnn-playground> in a page's text: without JavaScript a picture of it stands in its place.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.mjs';

const WIDGET = /<cnn-playground([^>]*)>\s*<\/cnn-playground>/g;
const FOLDER = 'web/docs/posters';
/** The picture that most widgets show. */
const USUAL = 'church';

/** { model: 'tinyvgg', ... } of a tag. */
export const attributesOf = (text) =>
  Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );

/** Name of the picture of a widget: what it shows. */
export const posterOf = ({ model = 'tinyvgg', view = 'network', image, layer, channel, cell }) =>
  [model, view, image === USUAL ? '' : image, layer, channel, cell?.replace(',', '-')]
    .filter(Boolean)
    .join('-');

/** Of a page's Markdown: [{ attributes, poster }]. */
export const widgetsOf = (text) =>
  [...text.matchAll(WIDGET)].map(([, given]) => {
    const attributes = attributesOf(given);
    return { attributes, poster: posterOf(attributes) };
  });

/** What is seen in it, a sentence from "the" or "a" on; for readers without JavaScript. */
const SHOWS = / shows="[^"]*"/;

/** A tag in a line of its own is a paragraph to Markdown. */
const RENDERED = new RegExp(`<p>${WIDGET.source}</p>`, 'g');

/**
 * Fills the empty widgets of a page's HTML. addressOf(path): of a file of the repository, from the page.
 * @throws Error where a picture is missing.
 */
export function withPosters(html, addressOf) {
  return html.replaceAll(RENDERED, (_, given) => {
    const name = posterOf(attributesOf(given));
    const file = `${FOLDER}/${name}.webp`;
    if (!existsSync(join(root, file)))
      throw new Error(`There is no ${file}: run web/docs/site/posters.mjs.`);
    const { shows } = attributesOf(given);
    const alt = shows ?? `What the widget shows: ${name.replaceAll('-', ', ')}`;
    const said = shows ? ` It shows ${shows}` : '';
    return (
      `<cnn-playground${given.replace(SHOWS, '')}>\n<img src="${addressOf(`/${file}`)}" alt="${alt}" loading="lazy">\n` +
      `<p>This is a picture.${said} With JavaScript it is live.</p>\n</cnn-playground>`
    );
  });
}
