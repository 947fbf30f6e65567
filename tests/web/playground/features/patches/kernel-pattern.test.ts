// What a kernel over red, green and blue reacts to, told by its weights.

import { expect, test } from 'vitest';
import { kernelPattern } from '../../../../../web/src/playground/features/patches/kernel-pattern.js';

/** 3 x 3, red first. */
const kernel = (...planes: number[][]) => ({
  layout: { channels: planes.length, height: 3, width: 3, flat: false },
  data: Float32Array.from(planes.flat()),
  firstInput: 0,
  bias: undefined,
});
const grey = (plane: number[]) => kernel(plane, plane, plane);
const of = (plane: number[]) => kernelPattern(grey(plane), 'RGB');
const even = (value: number) => new Array<number>(9).fill(value);

test('an even kernel reacts to brightness', () => {
  expect(of(even(2))).toEqual({ pattern: { kind: 'bright' }, share: 1, isMixed: false });
  expect(of(even(-2))?.pattern).toEqual({ kind: 'dark' });
});

test('a colour is told by the mean of its weights, whichever comes first in the network', () => {
  const red = kernel(even(2), even(-1), even(-1));
  expect(kernelPattern(red, 'RGB')?.pattern).toEqual({ kind: 'colour', colour: 0, isMore: true });
  expect(kernelPattern(red, 'BGR')?.pattern).toEqual({ kind: 'colour', colour: 2, isMore: true });
  const yellow = kernel(even(1), even(1), even(-2));
  expect(kernelPattern(yellow, 'RGB')?.pattern).toMatchObject({ colour: 2, isMore: false });
});

test.each([
  ['right', [-1, 0, 1, -2, 0, 2, -1, 0, 1]],
  ['left', [1, 0, -1, 2, 0, -2, 1, 0, -1]],
  ['bottom', [-1, -2, -1, 0, 0, 0, 1, 2, 1]],
  ['top', [1, 2, 1, 0, 0, 0, -1, -2, -1]],
  ['lowerRight', [-2, -1, 0, -1, 0, 1, 0, 1, 2]],
  ['upperRight', [0, 1, 2, -1, 0, 1, -2, -1, 0]],
])('an edge, bright %s', (side, plane) => {
  expect(of(plane)?.pattern).toEqual({ kind: 'edge', side });
});

test('the share is that of the squares of the weights', () => {
  // Sobel: it rises by 8 / 6 a cell, so the plane has (8 / 6)^2 * 6 of its 12.
  expect(of([-1, 0, 1, -2, 0, 2, -1, 0, 1])?.share).toBeCloseTo(8 / 9, 6);
});

test.each([
  ['upright', [-1, 2, -1, -1, 2, -1, -1, 2, -1]],
  ['level', [-1, -1, -1, 2, 2, 2, -1, -1, -1]],
  ['falling', [2, -1, -1, -1, 2, -1, -1, -1, 2]],
  ['rising', [-1, -1, 2, -1, 2, -1, 2, -1, -1]],
])('%s stripes', (lie, plane) => {
  expect(of(plane)?.pattern).toEqual({ kind: 'stripes', lie });
});

test('a spot is told by its middle, and a pattern without one or a direction is only fine', () => {
  expect(of([0, -1, 0, -1, 4, -1, 0, -1, 0])?.pattern).toEqual({ kind: 'brightSpot' });
  expect(of([0, 1, 0, 1, -4, 1, 0, 1, 0])?.pattern).toEqual({ kind: 'darkSpot' });
  expect(of([1, -1, 1, -1, 0, -1, 1, -1, 1])?.pattern).toEqual({ kind: 'fine' });
});

test('an edge between two colours is a pattern of colours, though grey does not see it', () => {
  const across = [1, 0, -1, 1, 0, -1, 1, 0, -1];
  const back = across.map((weight) => -weight);
  const edge = kernel(across, back, even(0));
  const colours = { pattern: { kind: 'colours' }, share: 1, isMixed: false };
  expect(kernelPattern(edge, 'RGB')).toEqual(colours);
  expect(kernelPattern(edge, 'BGR')).toEqual(colours);
});

test('a kernel that is partly grey has the rest of its squares in colours', () => {
  // A single weight of red: 1/27 of it is brightness, 2/27 colour and 8/27 grey that changes; 16/27 are left.
  const single = kernelPattern(kernel([1, 0, 0, 0, 0, 0, 0, 0, 0], even(0), even(0)), 'RGB');
  expect(single?.pattern).toEqual({ kind: 'colours' });
  expect(single?.share).toBeCloseTo(16 / 27, 6);
  // Where there is one place, no colour changes from place to place.
  const one = { layout: { channels: 3, height: 1, width: 1, flat: false } };
  const dot = { ...kernel(), ...one, data: Float32Array.from([0.1, 0.7, 0.3]) };
  expect(kernelPattern(dot, 'RGB')?.pattern).toEqual({ kind: 'bright' });
});

test('where nothing is most of the kernel that is told, and where there is nothing, nothing is', () => {
  // Of the 8.82 squares of a row 3 are brightness, 2.88 an edge, and 2.94 stripes.
  const row = [-0.9, 2.4, 1.5];
  const mixed = of([...row, ...row, ...row]);
  expect(mixed?.isMixed).toBe(true);
  expect(mixed?.share).toBeCloseTo(3 / 8.82, 6);
  expect(of(even(0))).toBeUndefined();
  expect(kernelPattern(kernel(even(1), even(1)), 'RGB')).toBeUndefined();
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  'a weight that is %d is named after nothing',
  (weight) => {
    expect(of([weight, 0, 0, 0, 1, 0, 0, 0, 0])).toBeUndefined();
  },
);
