// Where the map is cut for paper.

import { expect, test } from 'vitest';
import type {
  ItemKind,
  MapItem,
} from '../../../../../web/src/playground/features/map/map-layout.js';
import { cutsOf } from '../../../../../web/src/playground/features/map/print-map.js';

const box = (id: string, kind: ItemKind, y: number, height: number): MapItem => ({
  ...{ id, kind, y, height },
  ...{ x: 0, width: 100 },
});

test('between boxes, not behind a heading, and not before a piece is worth one', () => {
  const items = [
    box('stage', 'stage', 0, 34),
    box('a', 'layer', 50, 60),
    // Too near to the top for a piece of its own; beside each other, so that one gap is behind both.
    box('b', 'layer', 130, 60),
    box('c', 'layer', 130, 100),
    box('next stage', 'stage', 250, 34),
    box('d', 'layer', 300, 60),
    box('e', 'block', 440, 60),
  ];
  // Behind c, which ends at 230, and behind d, which ends at 360; each in the middle of its gap.
  expect(cutsOf({ items, edges: [], width: 100, height: 520 })).toEqual([0, 240, 400, 520]);
});

test('a map of one box is one piece', () => {
  const items = [box('a', 'layer', 0, 400)];
  expect(cutsOf({ items, edges: [], width: 100, height: 410 })).toEqual([0, 410]);
});
