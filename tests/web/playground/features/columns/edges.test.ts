import { expect, test } from 'vitest';
import { edgePath } from '../../../../../web/src/playground/features/columns/edges.js';

const space = { width: 1, from: [0.5, 1.5, 2.5], to: [0.5, 1.5, 2.5] };
const lines = (path: string) => path.split('M').slice(1);

test('a layer that mixes its channels is joined all to all', () => {
  expect(lines(edgePath(space, true))).toHaveLength(9);
});

test('a layer that does not is joined one to one, straight', () => {
  expect(lines(edgePath(space, false))).toEqual(['0 0.5L1 0.5', '0 1.5L1 1.5', '0 2.5L1 2.5']);
});

test('`only` keeps the lines that end in one map', () => {
  const kept = lines(edgePath(space, true, 1));
  expect(kept).toHaveLength(3);
  for (const line of kept) expect(line).toMatch(/L1 1\.5$/);
});

test('maps without a partner on the left get no line', () => {
  expect(lines(edgePath({ ...space, from: [1.5] }, false))).toHaveLength(1);
});
