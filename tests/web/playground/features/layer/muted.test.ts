import { expect, test } from 'vitest';
import { isMuted } from '../../../../../web/src/playground/features/layer/muted.js';
import type { AppState } from '../../../../../web/src/playground/kit/playground.js';
import { tinyModel } from '../../../support/app.js';
import { initialState } from '../../../support/playground.js';

const model = tinyModel();
const column = model.columns.findIndex(({ node }) => node !== undefined);
const { value = '' } = model.columns[column] ?? {};

const opened = (channel: number, change: object) =>
  ({
    ...initialState,
    model,
    open: { column, channel },
    changes: [{ key: '', layer: '', change }],
  }) as unknown as AppState;

const mute = { kind: 'scale', value, channel: 5, factor: 0 };

test('a channel that a change mutes is said to be, and no other one', () => {
  expect(value).not.toBe('');
  expect(isMuted(opened(5, mute))).toBe(true);
  expect(isMuted(opened(4, mute))).toBe(false);
  expect(isMuted(opened(5, { ...mute, factor: 0.5 }))).toBe(false);
  // Another layer, or a layer behind this one, which multiplies what it gives.
  expect(isMuted(opened(5, { ...mute, value: `${value}_other` }))).toBe(false);
  expect(isMuted({ ...opened(5, mute), changes: [] })).toBe(false);
});
