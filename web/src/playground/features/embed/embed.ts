// The lines that put what is shown into another page: as an element, in a frame, in Sphinx, MkDocs or Markdown.

import { heightOf } from '../../kit/heights.js';

/** What is shown, as attributes of <cnn-playground>. */
export interface Embedded {
  /** Id in the catalogue, or the address of a file beside the page: "./net.onnx". */
  model: string;
  /** Name of a sample, without its ending, or the address of a file beside the page. */
  image?: string | undefined;
  view: 'network' | 'layer' | 'slide' | 'patches' | 'why' | 'lab' | 'table';
  layer?: string | undefined;
  channel?: number | undefined;
  /** Row and column: "12,30". */
  cell?: string | undefined;
  /** Number of the class that `why` speaks of. */
  forClass?: number | undefined;
}

export interface Place {
  /** Folder of element.js and embed.html; ends in a slash. */
  site: string;
  /** The page itself, with what is shown. */
  page: string;
  /** In words, for readers who see neither. */
  title: string;
  /** Of a link to the page: what stands in place of the element until it is there, and where it never comes. */
  instead: string;
  /** Name under which the picture of the view is saved. */
  picture: string;
}

export const KINDS = ['element', 'frame', 'sphinx', 'mkdocs', 'markdown'] as const;
export type Kind = (typeof KINDS)[number];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** In the order in which one reads them. The network stands for itself in Sphinx. */
function pairs({
  model,
  image,
  view,
  layer,
  channel,
  cell,
  forClass,
}: Embedded): [string, string][] {
  const all: [string, string | number | undefined][] = [
    ['model', model],
    ['image', image],
    ['view', view],
    ['layer', layer],
    ['channel', channel],
    ['cell', cell],
    ['for-class', forClass],
  ];
  return all.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
}

function element(shown: Embedded, { site, page, instead }: Place): string {
  const attributes = pairs(shown).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `<script type="module" src="${escaped(site)}element.js"></script>
<cnn-playground ${attributes.join(' ')}>
  <a href="${escaped(page)}">${escaped(instead)}</a>
</cnn-playground>`;
}

/** Of a column of text, px: the frame's page says its own height once it is there. */
const USUAL_WIDTH = 760;

function frame(shown: Embedded, { site, title }: Place): string {
  const query = new URLSearchParams(pairs(shown));
  const height = heightOf(shown.view, USUAL_WIDTH);
  return `<iframe src="${escaped(`${site}embed.html?${query}`)}" title="${escaped(title)}" loading="lazy" width="100%" height="${height}"></iframe>
<script src="${escaped(site)}embed-resizer.js" async></script>`;
}

function sphinx(shown: Embedded): string {
  const [, ...options] = pairs(shown);
  return [
    `.. cnn-playground:: ${shown.model}`,
    ...options.map(([name, value]) => `   :${name}: ${value}`),
  ].join('\n');
}

function mkdocs(shown: Embedded): string {
  return [
    '```cnn-playground',
    ...pairs(shown).map(([name, value]) => `${name}: ${value}`),
    '```',
  ].join('\n');
}

function markdown({ page, title, picture }: Place): string {
  return `[![${title.replace(/[[\]]/g, '')}](${encodeURI(picture)})](${page})`;
}

/** Lines to copy. */
export function embedCode(kind: Kind, shown: Embedded, place: Place): string {
  switch (kind) {
    case 'element':
      return element(shown, place);
    case 'frame':
      return frame(shown, place);
    case 'sphinx':
      return sphinx(shown);
    case 'mkdocs':
      return mkdocs(shown);
    case 'markdown':
      return markdown(place);
  }
}
