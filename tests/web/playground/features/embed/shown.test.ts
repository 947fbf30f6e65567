import { afterEach, describe, expect, test, vi } from 'vitest';
import { isShared } from '../../../../../web/src/playground/features/embed/acts.js';
import {
  besideOf,
  embeddedOf,
  hashOf,
  isLeftOut,
  ownIn,
} from '../../../../../web/src/playground/features/embed/shown.js';
import type { AppState } from '../../../../../web/src/playground/kit/playground.js';
import { loadedModel } from '../../../../../web/src/playground/run/state.js';
import { picture, snapshot, tinyInfo, tinyModel } from '../../../support/app.js';
import { initialState } from '../../../support/playground.js';

const ofPicture = (name: string, sample?: string) => ({
  ...snapshot(),
  picture: { ...picture(name), ...(sample ? { sample } : {}) },
});
const withSample: AppState = {
  ...initialState,
  model: tinyModel(),
  snapshot: ofPicture('Church', 'church.webp'),
};
const withOwn = (network: string, name: string): AppState => ({
  ...initialState,
  model: loadedModel({ ...tinyInfo(), title: network }, undefined),
  snapshot: ofPicture(name),
});

describe('what the lines show', () => {
  test('a network and a sample by their names', () => {
    const shown = embeddedOf(withSample);
    expect(shown).toMatchObject({ model: 'tinyvgg', image: 'church', view: 'network' });
    expect(shown && ownIn(shown)).toEqual([]);
  });

  test('files of the user as files beside the page', () => {
    const shown = embeddedOf(withOwn('net.onnx', 'cat.JPG'));
    expect(shown).toMatchObject({ model: './net.onnx', image: './cat.JPG', view: 'network' });
    expect(shown && ownIn(shown)).toEqual(['./net.onnx', './cat.JPG']);
  });

  test('the class that is asked about', () => {
    const state = { ...withSample, view: 'why', why: { ...initialState.why, index: 3 } };
    expect(embeddedOf(state)).toMatchObject({ view: 'why', forClass: 3 });
    expect(embeddedOf({ ...state, view: 'table' })).not.toHaveProperty('forClass');
  });

  test.each(['compare', 'blank', 'benchmark'])('%s is no view of the element', (view) => {
    const state = { ...withSample, view };
    expect(isLeftOut(state)).toBe(true);
    expect(embeddedOf(state)?.view).toBe('network');
    expect(isLeftOut({ ...state, open: { column: 1, channel: 0 } })).toBe(false);
  });

  test.each(['network', 'why', 'lab', 'table'])('%s is', (view) => {
    expect(isLeftOut({ ...withSample, view })).toBe(false);
    expect(embeddedOf({ ...withSample, view })?.view).toBe(view);
  });
});

describe('where the link in the lines leads', () => {
  const at = { column: 1, channel: 3 };
  const layer = tinyModel().columns[1]?.name;
  const hash = (state: AppState) => {
    const shown = embeddedOf(state);
    return shown && hashOf(state, shown);
  };
  const ofLayer = `#model=tinyvgg&sample=church.webp&layer=${layer}&channel=3`;

  test('to a layer, open or closed', () => {
    expect(hash({ ...withSample, open: at })).toBe(ofLayer);
    const closed: AppState = { ...withSample, view: 'table', embedLayer: at };
    expect(hash({ ...closed, embedsLayer: 'layer' })).toBe(ofLayer);
    expect(hash(closed)).toBe('#model=tinyvgg&sample=church.webp&view=table');
  });

  test('to the cell that is held, and step by step', () => {
    const open: AppState = { ...withSample, open: at, cell: { y: 12, x: 30 }, held: true };
    expect(hash(open)).toBe(`${ofLayer}&cell=${encodeURIComponent('12,30')}`);
    const slide = { ...initialState.slide, unit: 'term' as const };
    expect(hash({ ...withSample, slide, embedLayer: at, embedsLayer: 'slide' })).toBe(
      `${ofLayer}&steps=term`,
    );
  });

  test('to no layer of a network of the user', () => {
    expect(hash({ ...withOwn('net.onnx', 'cat.png'), open: at })).toBe('');
  });
});

test.each([
  ['model', 'my net #2.onnx', './my%20net%20%232.onnx'],
  ['model', 'weights.pth', './weights.pth'],
  ['model', 'a network without a name', './my-network.onnx'],
  ['image', 'Your drawing', './my-picture.png'],
  ['image', 'a:b?.png', './a%3Ab%3F.png'],
] as const)('%s "%s" is written %s', (what, name, address) => {
  expect(besideOf(what, name)).toBe(address);
});

describe('whether pages of other sites get a file', () => {
  afterEach(() => vi.unstubAllGlobals());
  const answers = (answer: () => Response) => vi.stubGlobal('fetch', async () => answer());

  test('the server says so, or not', async () => {
    answers(() => new Response(null, { headers: { 'access-control-allow-origin': '*' } }));
    expect(await isShared('https://example.org/element.js')).toBe(true);
    answers(() => new Response(null));
    expect(await isShared('https://example.org/element.js')).toBe(false);
  });

  test('nobody knows of a file that is not there, or without a network', async () => {
    answers(() => new Response(null, { status: 404 }));
    expect(await isShared('https://example.org/element.js')).toBeUndefined();
    answers(() => {
      throw new TypeError('Failed to fetch');
    });
    expect(await isShared('https://example.org/element.js')).toBeUndefined();
  });
});
