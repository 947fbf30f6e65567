// A plain sign where the picture is unlike those the network was trained on, and how often it errs.

import { Tensor, type Unfamiliarity, unfamiliarity } from '../../../client/index.js';
import { percent } from '../../kit/format.js';
import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import { words } from './words-en.js';

/** It looks at whole maps, and is asked for in every frame. */
const lastFound = lastOf<Unfamiliarity | undefined>();

/** Sentences; undefined where the picture looks familiar, or the network's file says nothing of it. */
export function unfamiliarText({ model, snapshot }: AppState): string | undefined {
  const rule = model?.info.unfamiliar;
  const value = rule && snapshot?.values.get(rule.value);
  if (!rule || !value) return undefined;
  const found = lastFound(value, [rule], () =>
    unfamiliarity(rule, new Tensor('float32', value.data, value.dims)),
  );
  if (!found?.isUnfamiliar) return undefined;
  const { flagged, missed } = rule;
  if (flagged === undefined || missed === undefined) return words.unfamiliar;
  return `${words.unfamiliar} ${words.unfamiliarErrors(percent(flagged), percent(missed))}`;
}
