import { describe, expect, test } from 'vitest';
import {
  type Embedded,
  embedCode,
} from '../../../../../web/src/playground/features/embed/embed.js';

const place = {
  site: 'https://example.org/playground/',
  page: 'https://example.org/playground/#model=tinyvgg&layer=conv_1_2',
  title: 'TinyVGG, conv_1_2',
  instead: 'TinyVGG, conv_1_2, live',
  picture: 'TinyVGG conv_1_2.png',
};
const layer: Embedded = {
  model: 'tinyvgg',
  image: 'church',
  view: 'layer',
  layer: 'conv_1_2',
  channel: 3,
  cell: '12,30',
};

describe('lines to copy', () => {
  test('an element', () => {
    expect(embedCode('element', layer, place)).toBe(
      '<script type="module" src="https://example.org/playground/element.js"></script>\n' +
        '<cnn-playground model="tinyvgg" image="church" view="layer" layer="conv_1_2" channel="3" cell="12,30">\n' +
        '  <a href="https://example.org/playground/#model=tinyvgg&amp;layer=conv_1_2">TinyVGG, conv_1_2, live</a>\n' +
        '</cnn-playground>',
    );
  });

  test('a name of a layer may hold anything', () => {
    const odd = { ...layer, layer: '/a"><script>&', channel: undefined, cell: undefined };
    expect(embedCode('element', odd, place)).toContain('layer="/a&quot;>&lt;script>&amp;"');
    const source = /src="([^"]*embed[^"]*)"/.exec(embedCode('frame', odd, place))?.[1] ?? '';
    const { searchParams } = new URL(source.replaceAll('&amp;', '&'));
    expect(searchParams.get('layer')).toBe('/a"><script>&');
  });

  test('a frame has a title, a height, and the script that corrects it', () => {
    const code = embedCode('frame', layer, place);
    expect(code).toMatch(
      /^<iframe src="https:\/\/example\.org\/playground\/embed\.html\?model=tinyvgg/,
    );
    expect(code).toMatch(/title="TinyVGG, conv_1_2" loading="lazy" width="100%" height="\d+"/);
    // No module: a page of another site may load it from any server.
    expect(code).toContain(
      '<script src="https://example.org/playground/embed-resizer.js" async></script>',
    );
  });

  test('Sphinx and MkDocs', () => {
    expect(embedCode('sphinx', { model: 'lenet5', view: 'network' }, place)).toBe(
      '.. cnn-playground:: lenet5\n   :view: network',
    );
    expect(embedCode('mkdocs', { model: 'lenet5', view: 'why', image: 'church' }, place)).toBe(
      '```cnn-playground\nmodel: lenet5\nimage: church\nview: why\n```',
    );
  });

  test('Markdown: a picture that links', () => {
    expect(embedCode('markdown', layer, place)).toBe(
      '[![TinyVGG, conv_1_2](TinyVGG%20conv_1_2.png)](https://example.org/playground/#model=tinyvgg&layer=conv_1_2)',
    );
  });
});
