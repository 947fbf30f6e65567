// Which layers cost most, in words.

import { percent } from '../../kit/format.js';
import type { LayerRow } from './layer-table.js';
import { words } from './words-en.js';

type Cost = 'ms' | 'macs' | 'params';

interface Costliest {
  name: string;
  /** Of all layers together, as a percentage. */
  share: string;
}

/** undefined where there is but one layer, or none that costs anything. */
function costliest(rows: readonly LayerRow[], cost: Cost): Costliest | undefined {
  const of = (row: LayerRow): number => row[cost] ?? 0;
  const all = rows.reduce((sum, row) => sum + of(row), 0);
  const [first] = rows.toSorted((a, b) => of(b) - of(a));
  if (!first || rows.length < 2 || !(all > 0)) return undefined;
  return { name: first.name, share: percent(of(first) / all) };
}

/** Time and multiply-accumulates in one sentence where one layer has most of both. */
export function costliestText(rows: readonly LayerRow[]): string {
  const [time, macs, params] = (['ms', 'macs', 'params'] as const).map((cost) =>
    costliest(rows, cost),
  );
  const isBoth = time && macs && time.name === macs.name;
  const said = isBoth
    ? [words.costsMost(time.name, time.share, macs.share)]
    : [
        time && words.mostTime(time.name, time.share),
        macs && words.mostMacs(macs.name, macs.share),
      ];
  return [...said, params && words.mostParams(params.name, params.share)].filter(Boolean).join(' ');
}
