import { expect, test } from 'vitest';
import { placeOf } from '../../../../../web/src/playground/features/models/catalogue.js';
import {
  factsOf,
  hostOf,
  keptBytes,
} from '../../../../../web/src/playground/features/models/listing.js';

const bundled = { id: 'a', title: 'A', file: 'a/a.onnx', sha256: '11' };
const far = {
  id: 'b',
  title: 'B',
  url: 'https://example.org/b.onnx',
  sha256: '22',
  bytes: 4_956_208,
  license: 'Apache-2.0',
};
const kept = [{ sha256: '22', bytes: 4_956_208 }];

test('where a model is', () => {
  expect(placeOf(bundled, [])).toBe('page');
  expect(placeOf(far, [])).toBe('elsewhere');
  expect(placeOf(far, kept)).toBe('kept');
  expect(hostOf(far)).toBe('example.org');
  expect(hostOf(bundled)).toBe('');
  expect(keptBytes([...kept, { sha256: '33', bytes: 2 }])).toBe(4_956_210);
});

test('what is known of it, and nothing else', () => {
  expect(factsOf(far, 'kept')).toBe('5.0 MB · Apache-2.0');
  expect(factsOf(far, 'elsewhere')).toBe('Apache-2.0');
  const measured = { ...bundled, accuracy: { top1: 0.7498, count: 3925 } };
  expect(factsOf(measured, 'page')).toBe('75.0% correct on 3,925 pictures');
});
