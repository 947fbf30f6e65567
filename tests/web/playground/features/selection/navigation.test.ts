import { describe, expect, test } from 'vitest';
import {
  moveCell,
  moveFocus,
  stepChannel,
  stepLayer,
} from '../../../../../web/src/playground/features/selection/navigation.js';
import { tinyModel } from '../../../support/app.js';

const { columns } = tinyModel();
const at = (column: number, channel: number) => ({ column, channel });

describe('moveFocus', () => {
  test('left and right over layers, up and down over channels', () => {
    expect(moveFocus(columns, at(2, 4), 'ArrowRight')).toEqual(at(3, 4));
    expect(moveFocus(columns, at(2, 4), 'ArrowLeft')).toEqual(at(1, 4));
    expect(moveFocus(columns, at(2, 4), 'ArrowUp')).toEqual(at(2, 3));
    expect(moveFocus(columns, at(2, 4), 'ArrowDown')).toEqual(at(2, 5));
  });

  test('stops at every side, and where a layer has fewer channels', () => {
    expect(moveFocus(columns, at(0, 2), 'ArrowDown')).toEqual(at(0, 2));
    expect(moveFocus(columns, at(0, 0), 'ArrowLeft')).toEqual(at(0, 0));
    expect(moveFocus(columns, at(1, 9), 'ArrowLeft')).toEqual(at(0, 2));
    expect(moveFocus(columns, at(10, 9), 'ArrowRight')).toEqual(at(11, 0));
    expect(moveFocus(columns, at(3, 1), 'End')).toEqual(at(13, 1));
  });

  test('leaves other keys alone', () => {
    expect(moveFocus(columns, at(1, 1), 'Tab')).toBeUndefined();
  });
});

describe('moveCell', () => {
  const layout = { channels: 1, height: 2, width: 3, flat: false };

  test('starts at the first cell', () => {
    expect(moveCell(layout, undefined, 'ArrowRight')).toEqual({ y: 0, x: 0 });
  });

  test('stays inside', () => {
    expect(moveCell(layout, { y: 0, x: 0 }, 'ArrowRight')).toEqual({ y: 0, x: 1 });
    expect(moveCell(layout, { y: 1, x: 2 }, 'ArrowDown')).toEqual({ y: 1, x: 2 });
    expect(moveCell(layout, { y: 1, x: 0 }, 'End')).toEqual({ y: 1, x: 2 });
    expect(moveCell(layout, { y: 1, x: 0 }, 'Enter')).toBeUndefined();
  });
});

test('stepping stays inside the network', () => {
  expect(stepChannel(columns, at(1, 9), 1)).toEqual(at(1, 9));
  expect(stepChannel(columns, at(1, 9), -1)).toEqual(at(1, 8));
  expect(stepLayer(columns, at(1, 9), -1)).toEqual(at(0, 2));
  expect(stepLayer(columns, at(13, 0), 1)).toEqual(at(13, 0));
});
