import { describe, expect, test } from 'vitest';
import { parseLabels } from '../../../../web/src/playground/run/label-list.js';

describe('lists of class names', () => {
  const LISTS: [what: string, text: string, names: string[]][] = [
    ['one a line', 'cat\ndog\n', ['cat', 'dog']],
    ['Windows line ends and a byte order mark', '\uFEFFcat\r\ndog\r\n\r\n', ['cat', 'dog']],
    ['numbered lines', '0 cat\n1: dog\n2, cow', ['cat', 'dog', 'cow']],
    ['lines that only look numbered', '7 of hearts\n8 of hearts', ['7 of hearts', '8 of hearts']],
    [
      "ImageNet's synset.txt",
      'n01440764 tench, Tinca tinca\nn01443537 goldfish',
      ['tench, Tinca tinca', 'goldfish'],
    ],
    ['an array', '["cat", "dog"]', ['cat', 'dog']],
    ['an object by index', '{"1": "dog", "0": "cat"}', ['cat', 'dog']],
    [
      "Keras' imagenet_class_index.json",
      '{"0": ["n01440764", "tench"], "1": ["n01443537", "goldfish"]}',
      ['tench', 'goldfish'],
    ],
    ['an object by name', '{"dog": 1, "cat": 0}', ['cat', 'dog']],
  ];
  test.each(LISTS)('%s', (_, text, names) => {
    expect(parseLabels(text)).toEqual(names);
  });

  const NONE: [what: string, text: string][] = [
    ['nothing', ''],
    ['blank lines', '\n\n'],
    ['broken JSON', '["cat",'],
    ['an array of numbers', '[1, 2]'],
    ['an object with a gap', '{"0": "cat", "2": "dog"}'],
    ['an object with a name twice', '{"cat": 0, "dog": 0}'],
    ['other JSON', '{"name": {"a": 1}}'],
    ['bytes', 'ab\0cd'],
  ];
  test.each(NONE)('%s is no list', (_, text) => {
    expect(parseLabels(text)).toBeUndefined();
  });
});
