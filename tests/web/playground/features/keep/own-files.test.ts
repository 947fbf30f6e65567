import { expect, test } from 'vitest';
import {
  keepOwn,
  listOwn,
  readOwn,
} from '../../../../../web/src/playground/features/keep/own-files.js';
import { fakeCaches } from '../../../support/fake-caches.js';

const content = (name: string, text: string, lastModified = 0) => ({
  name,
  file: new File([text], name, { lastModified }),
});

test('a copy of another date is the same file, other content under the same name is not', async () => {
  fakeCaches();
  const first = await keepOwn('picture', [content('cat.png', 'a cat', 1)]);
  expect(await keepOwn('picture', [content('cat.png', 'a cat', 2)])).toBe(first);
  expect((await listOwn()).map(({ name }) => name)).toEqual(['cat.png']);
  const other = await keepOwn('picture', [content('cat.png', 'a dog', 1)]);
  expect(other).not.toBe(first);
  expect((await listOwn()).map(({ id }) => id)).toEqual([first, other]);
  const [read] = await readOwn('picture', other ?? '');
  expect(await read?.file.text()).toBe('a dog');
});

test('a model is told by all of its files', async () => {
  fakeCaches();
  const model = content('net.onnx', 'graph');
  const one = await keepOwn('model', [model, content('net.onnx.data', 'weights')]);
  const two = await keepOwn('model', [model, content('net.onnx.data', 'other weights')]);
  expect(two).not.toBe(one);
  expect((await readOwn('model', one ?? '')).map(({ name }) => name)).toEqual([
    'net.onnx',
    'net.onnx.data',
  ]);
});

test('what there is no room for is not there, nor half of it', async () => {
  const fake = fakeCaches();
  let puts = 0;
  fake.beforePut = () => {
    puts += 1;
    if (puts === 2) throw new DOMException('', 'QuotaExceededError');
  };
  const files = [content('net.onnx', 'graph'), content('net.onnx.data', 'weights')];
  expect(await keepOwn('model', files)).toBeUndefined();
  expect(puts).toBe(2);
  expect(await listOwn()).toEqual([]);
});
