import { expect, test } from 'vitest';
import {
  formatHash,
  parseBack,
  parseHash,
  unreadIn,
} from '../../../../../web/src/playground/features/address/hash.js';

test('a link goes there and back', () => {
  const link = { model: 'tinyvgg', sample: 'golf-ball.webp' };
  expect(formatHash(link)).toBe('#model=tinyvgg&sample=golf-ball.webp');
  expect(parseHash(formatHash(link))).toEqual(link);
});

test('nothing to say is an empty address', () => {
  expect(formatHash({})).toBe('');
  expect(parseHash('')).toEqual({});
});

test.each([
  '#model=../../x',
  '#sample=a%2Fb',
  '#model=%E0%A4%A',
  '#other=1',
  `#model=${'x'.repeat(81)}`,
])('%s is ignored', (hash) => expect(parseHash(hash)).toEqual({}));

test('a layer, a cell and the rest go there and back', () => {
  const link = {
    model: 'm',
    view: 'table' as const,
    layer: '/a&b=c+d e/卷',
    channel: 3,
    cell: { y: 4, x: 0 },
    steps: 'term',
    play: 15,
    lab: 'k3s1',
    class: 8,
    against: 0,
    with: 'church.webp',
    step: 2,
  };
  expect(parseHash(formatHash(link))).toEqual(link);
});

test.each([
  '#view=a%20b',
  '#cell=1',
  '#cell=1,2,3',
  '#channel=-1',
  '#class=golf%20ball',
  '#against=1.5',
  '#steps=a%20b',
  '#play=fast',
  '#lab=A',
  '#lab=zzz',
  '#step=1e3',
  '#__proto__=1',
])('%s says nothing', (hash) => expect(parseHash(hash)).toEqual({}));

test('a layer name that cannot be encoded or is too long is left out', () => {
  expect(formatHash({ layer: '\ud800' })).toBe('');
  expect(formatHash({ layer: 'x'.repeat(201) })).toBe('');
});

test('values that cannot be what their key says are told, with the form where it can be said', () => {
  const hash = `#model=tinyvgg&channel=abc&cell=5&step=-1&view=a%20b&lab=%zz&utm_source=x&layer=${'n'.repeat(201)}`;
  expect(unreadIn(hash)).toEqual([
    { key: 'channel', text: 'abc', form: 'whole' },
    { key: 'cell', text: '5', form: 'cell' },
    { key: 'step', text: '-1', form: 'whole' },
    { key: 'view', text: 'a b', form: undefined },
    { key: 'lab', text: '%zz', form: 'lab' },
    { key: 'layer', text: 'n'.repeat(40), form: undefined },
  ]);
  expect(unreadIn('#model=tinyvgg&layer=conv_1_1&channel=3&cell=1,2&step=0&toString=1')).toEqual(
    [],
  );
  expect(unreadIn('')).toEqual([]);
});

test('which network of the user it is stands in what is kept for Back alone: no address may say it', () => {
  const back = formatHash({ own: '12 34 my network.onnx', view: 'table' });
  expect(parseBack(back)).toEqual({ own: '12 34 my network.onnx', view: 'table' });
  expect(parseHash(back)).toEqual({ view: 'table' });
  expect(unreadIn('#own=')).toEqual([]);
});
