// A plain sign where the picture is unlike those the network was trained on, and how often it errs.

import { Tensor, type Unfamiliarity, unfamiliarity } from '../../../client/index.js';
import { percent } from '../../kit/format.js';
import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';

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
  const says =
    'This picture is unlike those the network was trained on: do not rely on its answer.';
  if (flagged === undefined || missed === undefined) return says;
  return `${says} (This warning is not always right: ${percent(flagged)} of pictures like the training pictures get it, and ${percent(missed)} of other pictures do not.)`;
}
