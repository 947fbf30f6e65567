// Which files of a folder are looked through, and in which order.

import { expect, test } from 'vitest';
import { sourcesFrom } from '../../../../../web/src/playground/features/patches/sources.js';

const file = (name: string) => new File([], name);

test('as a file manager shows them: numbers by their size, and none of the files that systems leave', () => {
  const names = [
    'b10.png',
    '.DS_Store',
    'b9.png',
    'Thumbs.db',
    'a.jpg',
    'desktop.ini',
    'notes.txt',
  ];
  const found = sourcesFrom(names.map(file)).map(({ name }) => name);
  expect(found).toEqual(['a.jpg', 'b9.png', 'b10.png', 'notes.txt']);
});
