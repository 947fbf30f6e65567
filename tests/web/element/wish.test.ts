import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ATTRIBUTES, type Attribute, wishOf } from '../../../web/src/element/wish.js';

const wish = (attributes: Partial<Record<Attribute, string>>) =>
  wishOf((name) => attributes[name] ?? null);

describe('attributes', () => {
  test('none: TinyVGG as columns, when it comes near', () => {
    expect(wish({})).toMatchObject({
      model: 'tinyvgg',
      isAddress: false,
      view: 'network',
      theme: 'auto',
      loading: 'lazy',
      reveal: 'auto',
      threads: 'auto',
      controls: undefined,
      wrong: [],
    });
  });

  test('a place in a network', () => {
    expect(wish({ view: 'sum', layer: ' conv_1_2 ', channel: '3', cell: '12, 30' })).toMatchObject({
      view: 'sum',
      layer: 'conv_1_2',
      channel: 3,
      cell: { y: 12, x: 30 },
      wrong: [],
    });
  });

  test.each([
    ['tinyvgg', false],
    ['efficientnet-lite0', false],
    ['net.onnx', true],
    ['net.pth', true],
    ['net.pt', true],
    ['net.safetensors', true],
    ['../models/net', true],
    ['https://example.org/net', true],
  ])('model "%s" is an address: %s', (model, isAddress) => {
    expect(wish({ model }).isAddress).toBe(isAddress);
  });

  test('controls: some, or none', () => {
    expect(wish({ controls: 'tools, picture' }).controls).toEqual(['picture', 'tools']);
    expect(wish({ controls: 'none' }).controls).toEqual([]);
  });

  test('integrity, with and without the name of the hash', () => {
    const digits = 'AB'.repeat(32);
    expect(wish({ integrity: digits }).integrity).toBe(digits.toLowerCase());
    expect(wish({ integrity: `sha256-${digits}` }).integrity).toBe(digits.toLowerCase());
  });

  test.each([
    [{ view: 'leyer' }, 'There is no view "leyer". It can be: network, layer,'],
    [{ theme: 'black' }, 'There is no theme "black". It can be: auto, light, dark.'],
    [{ channel: '-1' }, 'channel is a whole number from 0, and not "-1".'],
    [{ cell: '3' }, 'cell is a row and a column from 0, as in "12,30", and not "3".'],
    [{ controls: 'tools bar' }, 'There are no controls "bar". They can be: none, picture,'],
    [{ threads: 'many' }, 'threads is a whole number from 0, and not "many".'],
    [{ integrity: 'abc' }, 'integrity is the SHA-256 of the model'],
  ])('%o is said, and has its usual value', (attributes, sentence) => {
    const { wrong } = wish(attributes);
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toContain(sentence);
  });
});

test('custom-elements.json and the declarations name the same attributes', () => {
  const read = (name: string) =>
    readFileSync(new URL(`../../../web/src/element/${name}`, import.meta.url), 'utf8');
  const [declaration] = JSON.parse(read('custom-elements.json')).modules[0].declarations;
  const named = declaration.attributes.map(({ name }: { name: string }) => name);
  expect(named.sort()).toEqual([...ATTRIBUTES].sort());
  const types = read('public.d.ts');
  const events = declaration.events.map(({ name }: { name: string }) => name);
  expect(events.sort()).toEqual(['change', 'error', 'load', 'progress', 'result']);
  for (const { fieldName } of declaration.attributes)
    if (fieldName) expect(types).toMatch(new RegExp(`^  ${fieldName}: .*null;$`, 'm'));
});
