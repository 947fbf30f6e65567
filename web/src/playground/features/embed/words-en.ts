// Every word of this feature: how what is shown comes into another page.

import { wordsOf } from '../../kit/words.js';

const english = {
  title: 'Embed this view in a page of yours',
  about:
    'These lines show what you see now, live, on a page of yours. The network then runs in the browsers of your readers.',
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
  own: 'A network or a picture of yours is in no link. Choose one that comes with this page to embed it.',
  picture: (network: string, layer: string | undefined) =>
    layer === undefined ? network : `${network}, ${layer}`,
};

export type EmbedWords = typeof english;
export const words = wordsOf('embed', english);
