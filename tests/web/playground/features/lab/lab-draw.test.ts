// Cells of the lab as they are drawn, on a pen that notes what it is asked.

import { expect, test } from 'vitest';
import {
  drawCell,
  drawHatch,
  drawPadding,
  type GridLook,
  type GridPen,
} from '../../../../../web/src/playground/features/lab/lab-draw.js';
import { colourMap } from '../../../../../web/src/playground/kit/colour-map.js';

const COLOURS = {
  ...{ surface: 'surface', line: 'line', strong: 'strong', soft: 'soft', ink: 'ink' },
  ...{ accent: 'accent', font: 'font' },
};

function look(theme: 'light' | 'dark', cell = 40): GridLook {
  return { cell, limit: 1, middle: 0, map: colourMap(theme), colours: COLOURS };
}

type Way = 'falling' | 'rising';

/** Fills by their colours, and lines by which way they run. */
function drawn(draw: (pen: GridPen) => void) {
  const fills: unknown[] = [];
  const lines: { way: Way; colour: unknown }[] = [];
  let from = [0, 0];
  const pen: GridPen = {
    ...{ fillStyle: '', strokeStyle: '', lineWidth: 0, font: '', textAlign: '', textBaseline: '' },
    fillRect: () => fills.push(pen.fillStyle),
    strokeRect: () => {},
    fillText: () => {},
    beginPath: () => {},
    stroke: () => {},
    moveTo: (x, y) => {
      from = [x, y];
    },
    lineTo(x, y) {
      const [left = 0, top = 0] = from;
      const way = (x - left) * (y - top) > 0 ? 'falling' : 'rising';
      lines.push({ way, colour: pen.strokeStyle });
    },
  };
  draw(pen);
  return { fills, ways: [...new Set(lines.map(({ way }) => way))], lines: lines.length };
}

test.each(['light', 'dark'] as const)(
  'padding is hatched, and has no colour of the scale as a zero has: %s',
  (theme) => {
    const zero = drawn((pen) => drawCell(pen, 0, 0, 0, look(theme)));
    const padding = drawn((pen) => drawPadding(pen, 0, 0, look(theme)));
    expect(zero.lines).toBe(0);
    expect(zero.fills[0]).toMatch(/^rgb/);
    expect(padding.lines).toBeGreaterThan(2);
    expect(new Set(padding.fills)).toEqual(new Set(['surface']));
  },
);

test('cells that the kernel never reaches are hatched the other way', () => {
  const padding = drawn((pen) => drawPadding(pen, 2, 3, look('light')));
  const skipped = drawn((pen) => drawHatch(pen, 2, 3, look('light')));
  expect([padding.ways, skipped.ways]).toEqual([['rising'], ['falling']]);
});

test('small cells of padding are hatched as well', () => {
  expect(drawn((pen) => drawPadding(pen, 0, 0, look('light', 6))).lines).toBeGreaterThan(1);
});
