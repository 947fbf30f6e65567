import { expect, test } from 'vitest';
import { readLabels } from '../../../web/src/client/labels.js';

test.each([
  ['a JSON array', { labels: '["cat","dog"]' }],
  ['the dictionary that Ultralytics prints', { names: "{0: 'cat', 1: 'dog'}" }],
  ['one in another order', { names: "{1: 'dog', 0: 'cat'}" }],
  ['with a comma at its end', { names: "{0: 'cat', 1: 'dog',}" }],
  ['a list as Python prints it', { names: "['cat', 'dog']" }],
  ['an object of numbers', { id2label: '{"0": "cat", "1": "dog"}' }],
  ['a name a line', { classes: 'cat\ndog\n' }],
  ['names between commas', { classes: 'cat, dog' }],
])('class names from %s', (_, metadata) => {
  expect(readLabels(metadata as Record<string, string>)).toEqual({
    labels: ['cat', 'dog'],
    notes: [],
  });
});

test('quotes and escapes of Python', () => {
  const names = String.raw`{0: "dog's", 1: 'a "b"', 2: 'it\'s', 3: 'Zürich'}`;
  expect(readLabels({ names }).labels).toEqual(["dog's", 'a "b"', "it's", 'Zürich']);
});

test('"labels" comes before what other exporters write', () => {
  expect(readLabels({ labels: '["a","b"]', names: "{0: 'x'}" }).labels).toEqual(['a', 'b']);
});

test.each([
  [{ labels: '["a", 1]' }, '"labels"'],
  [{ labels: '{' }, '"labels"'],
  [{ names: "{0: 'a', 2: 'b'}" }, '"names"'],
  [{ names: "{'a': 'b'}" }, '"names"'],
  [{ names: '{0: cat}' }, '"names"'],
  [{ names: "{0: 'a' 1: 'b'}" }, '"names"'],
  [{ id2label: '{"x": "y"}' }, '"id2label"'],
  [{ id2label: '{"0": 5}' }, '"id2label"'],
])('%o cannot be used, which a note says', (metadata, key) => {
  const { labels, notes } = readLabels(metadata as Record<string, string>);
  expect(labels).toBeUndefined();
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain(key);
});

test('a file without names', () => {
  expect(readLabels({})).toEqual({ labels: undefined, notes: [] });
});
