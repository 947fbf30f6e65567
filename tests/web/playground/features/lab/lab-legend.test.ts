// What the lines in cells of the lab's input say.

import { nothing } from 'lit/html.js';
import { expect, test } from 'vitest';
import { readLab } from '../../../../../web/src/playground/features/lab/lab.js';
import { legend } from '../../../../../web/src/playground/features/lab/lab-panel.js';
import {
  type LabSettings,
  USUAL_LAB,
} from '../../../../../web/src/playground/features/lab/settings.js';

function legendOf(settings: Partial<LabSettings>): unknown {
  const { sizes } = readLab({ ...USUAL_LAB, ...settings });
  return sizes && legend(sizes);
}

test('there is no list where there is nothing to tell', () => {
  const [input, kernel, stride] = ['7', '3', '1'];
  expect(legendOf({ input, kernel, padding: '0', stride })).toBe(nothing);
  expect(legendOf({ input, kernel, padding: '1', stride })).not.toBe(nothing);
  // A stride of 3 stands at 0 and 3: the last column is skipped.
  expect(legendOf({ input, kernel, padding: '0', stride: '3' })).not.toBe(nothing);
});
