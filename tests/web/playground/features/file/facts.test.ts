// What the page says of a file that was changed.

import { expect, test } from 'vitest';
import { changedRow } from '../../../../../web/src/playground/features/file/facts.js';
import { tinyInfo } from '../../../support/app.js';

/** As a changed file has it: tests/web/onnx-edit holds that. */
const METADATA = {
  'cnn_playground.changed':
    'A changed network: its numbers or layers are not those it was trained with.',
};
const accuracy = { top1: 0.5, on: 'pictures' } as never;

function said(metadata: Record<string, string>, more = {}): string {
  const info = tinyInfo();
  const [row] = changedRow({ ...info, graph: { ...info.graph, metadata }, ...more });
  return row?.[1] ?? '';
}

test('an accuracy is spoken of where one is shown alone', () => {
  expect(said(METADATA)).toBe('This network was changed after its training.');
  expect(said(METADATA, { accuracy })).toMatch(/How often it is right was measured before\.$/);
});

test('nothing is said of a file that another program calls changed', () => {
  expect(said({ changed: 'yes' }, { accuracy })).toBe('');
});
