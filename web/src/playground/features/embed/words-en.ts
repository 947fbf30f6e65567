// Every word of this feature: how what is shown comes into another page.

import { wordsOf } from '../../kit/words.js';

const english = {
  title: 'Embed this view in a page of yours',
  layerTitle: 'Embed this layer in a page of yours',
  about:
    'These lines show this network and picture live on a page of yours: the network runs in the browsers of your readers. What you painted, changed or set here is not in them.',
  /** tab: title of a form of the network. */
  leftOut: (tab: string) => `"${tab}" cannot be embedded: the lines show the network itself.`,
  kinds: {
    element: 'Element',
    frame: 'iframe',
    sphinx: 'Sphinx',
    mkdocs: 'MkDocs',
    markdown: 'Markdown',
  },
  kind: 'Form',
  what: 'What to embed',
  view: 'What is shown',
  /** Of that layer. */
  forms: { slide: 'it, step by step', patches: 'what it looks for' },
  notes: {
    element: 'For any page that may load a script from this address.',
    frame:
      'For pages that take no scripts of others. The second line makes the frame as high as what is in it.',
    sphinx: 'Needs the extension cnn_playground.py from the folder web/hosts of this project.',
    mkdocs: 'Needs the hook cnn_playground.py from the folder web/hosts of this project.',
    markdown:
      'Where neither is possible: a picture that links here. Save the picture of the view under this name, and put it beside your page.',
  },
  code: 'Lines to copy',
  copy: 'Copy',
  // names: addresses of files in the lines, such as "./net.onnx, ./cat.png".
  own: (names: string) =>
    `The lines name files of yours: ${names}. Put them beside your page, or write their addresses in place of these.`,
  ownInFrame: (names: string) =>
    `The lines name files of yours: ${names}. In place of each, a frame needs its whole address (https), on a server that lets this site fetch it (CORS).`,
  notShared:
    'The server of this site may not let pages of other sites load its scripts: it sent no "Access-Control-Allow-Origin" here. Try these lines on your page; if nothing comes, take the iframe, or put a copy of the files on your own site.',
  page: 'CNN Playground',
  /** Of a link to this page, for readers to whom the element does not come. */
  instead: (title: string) => `${title}, live in CNN Playground`,
  picture: (network: string, layer: string | undefined) =>
    layer === undefined ? network : `${network}, ${layer}`,
};

export type EmbedWords = typeof english;
export const words = wordsOf('embed', english);
