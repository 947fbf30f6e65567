import { expect, test } from 'vitest';
import { formOf } from '../../../../../web/src/playground/features/detections/forms.js';
import { writtenNames } from '../../../../../web/src/playground/features/detections/names.js';
import type { NetworkInfo } from '../../../../../web/src/playground/network/network.js';

interface Given {
  input?: number[];
  layout?: 'NCHW' | 'NHWC';
  outputs: number[][];
  labels?: string[];
  labelsFrom?: string;
  metadata?: Record<string, string>;
  type?: string;
}

function form({ input = [1, 3, 640, 640], layout = 'NCHW', ...given }: Given) {
  const { outputs, labels = [], labelsFrom, metadata = {}, type = 'float32' } = given;
  return formOf({
    labels,
    ...(labelsFrom ? { labelsFrom } : {}),
    preprocess: { layout },
    graph: {
      inputs: [{ name: 'images', shape: input }],
      outputs: outputs.map((shape, index) => ({ name: `output${index}`, type, shape })),
      metadata,
    },
  } as unknown as NetworkInfo);
}

const eighty = Object.fromEntries([
  ['names', `{${Array.from({ length: 80 }, (_, i) => `${i}: 'thing ${i}'`).join(', ')}}`],
]);

test('YOLOv8 at 640: one box for each cell of three grids', () => {
  expect(form({ outputs: [[1, 84, 8400]], metadata: eighty })).toMatchObject({
    kind: 'boxes',
    value: 'output0',
    input: { width: 640, height: 640 },
    boxes: 8400,
    classes: 80,
    hasObjectScore: false,
    names: { 0: 'thing 0', 79: 'thing 79', length: 80 },
  });
});

test('YOLOv5 at 640: three for each, with a score that there is an object', () => {
  expect(form({ outputs: [[1, 25200, 85]] })).toMatchObject({
    kind: 'boxes',
    boxes: 25200,
    classes: 80,
    hasObjectScore: true,
    names: [],
  });
});

test('an input that is not square, with the channels last', () => {
  // 60 x 80, 30 x 40 and 15 x 20 cells.
  const given = { input: [1, 480, 640, 3], layout: 'NHWC' as const, outputs: [[1, 5, 6300]] };
  expect(form(given)).toMatchObject({ classes: 1, input: { width: 640, height: 480 } });
  expect(form({ ...given, layout: 'NCHW' })).toBeUndefined();
});

test.each([
  ['a number of boxes that no grid has', { outputs: [[1, 84, 8401]] }],
  ['boxes of another size of input', { input: [1, 3, 320, 320], outputs: [[1, 84, 8400]] }],
  ['YOLOX, whose boxes are still to be decoded', { outputs: [[1, 8400, 85]] }],
  ['the transposed form', { outputs: [[1, 8400, 84]] }],
  ['no class', { outputs: [[1, 4, 8400]] }],
  [
    'two outputs, such as masks besides',
    {
      outputs: [
        [1, 116, 8400],
        [1, 32, 160, 160],
      ],
    },
  ],
  [
    'key points besides: the names tell',
    { outputs: [[1, 56, 8400]], metadata: { names: "{0: 'person'}" } },
  ],
  ['turned boxes: the task tells', { outputs: [[1, 20, 8400]], metadata: { task: 'obb' } }],
  ['labels of the file for other classes', { outputs: [[1, 84, 8400]], labels: ['a', 'b'] }],
  ['two pictures at a time', { outputs: [[2, 84, 8400]] }],
  ['a size that is left open', { outputs: [[1, 84, -1]] }],
  ['a list of classes', { outputs: [[1, 1000]] }],
  ['a list of classes with two ones', { outputs: [[1, 1000, 1, 1]] }],
  ['lists whose sizes are in no way those of the input', { outputs: [[1, 300, 6]] }],
  ['enlarged maps of many channels', { outputs: [[1, 21, 1280, 1280]] }],
])('not taken for anything: %s', (_, given) => {
  expect(form(given)).toBeUndefined();
});

test('a list of the user for other classes costs the names alone', () => {
  const given = { outputs: [[1, 84, 8400]], labels: ['a', 'b'], labelsFrom: 'two.txt' };
  expect(form(given)).toMatchObject({ classes: 80, names: [] });
});

test('maps, with names where there is one for each channel', () => {
  const outputs = [[1, 3, 640, 640]];
  const labels = ['sky', 'tree', 'road'];
  expect(form({ outputs, labels })).toMatchObject({
    kind: 'maps',
    channels: 3,
    height: 640,
    width: 640,
    names: labels,
  });
  expect(form({ outputs: [[1, 21, 80, 80]], labels })).toMatchObject({ channels: 21, names: [] });
  expect(form({ outputs: [[1, 1, 20, 30]] })).toMatchObject({ channels: 1, height: 20, width: 30 });
});

test.each([
  ["{0: 'person', 1: 'bicycle'}", ['person', 'bicycle']],
  [`{0: "driver's hat", 1: 'a, b: c', 2: 'it\\'s'}`, ["driver's hat", 'a, b: c', "it's"]],
  ['{"0": "cat", "1": "dog"}', ['cat', 'dog']],
  ["{0: 'cat', 2: 'dog'}", undefined],
  ["{0: 'cat' 1: 'dog'}", undefined],
  ['{}', undefined],
  ['cat, dog', undefined],
])('names written as %s', (names, expected) => {
  expect(writtenNames({ names })).toEqual(expected);
});

test('no names', () => {
  expect(writtenNames({})).toBeUndefined();
});

test.each([
  ['as large as the input', [1, 3, 640, 640], { channels: 3, height: 640, width: 640 }],
  ['enlarged', [1, 3, 1280, 1280], { channels: 3, height: 1280, width: 1280 }],
  ['enlarged, of one channel', [1, 1, 1280, 1280], { channels: 1, height: 1280, width: 1280 }],
])('a picture: %s', (_, shape, sizes) => {
  expect(form({ outputs: [shape] })).toMatchObject({ kind: 'picture', ...sizes });
});

test('depth without an axis for channels, in the proportions of the input', () => {
  const input = [1, 3, 384, 672];
  expect(form({ input, outputs: [[1, 192, 336]] })).toMatchObject({
    kind: 'maps',
    channels: 1,
    height: 192,
    width: 336,
  });
  // Half of 25 is 12 or 13.
  expect(form({ input: [1, 3, 25, 41], outputs: [[1, 13, 21]] })).toMatchObject({ height: 13 });
  expect(form({ input, outputs: [[1, 336, 192]] })).toBeUndefined();
});

test('whole numbers name the class of each cell, and are no scores', () => {
  const given = { type: 'int64', labels: ['sky', 'tree'] };
  for (const shape of [
    [1, 640, 640],
    [1, 1, 640, 640],
  ])
    expect(form({ ...given, outputs: [shape] })).toMatchObject({
      kind: 'maps',
      channels: 1,
      isClasses: true,
      names: ['sky', 'tree'],
    });
  expect(form({ ...given, outputs: [[1, 5, 640, 640]] })).toBeUndefined();
});

test('channels last, where the input has them so and only then the sizes fit', () => {
  const given = { input: [1, 256, 512, 3], layout: 'NHWC' as const };
  expect(form({ ...given, outputs: [[1, 64, 128, 21]] })).toMatchObject({
    channels: 21,
    height: 64,
    width: 128,
    channelsLast: true,
  });
  expect(form({ ...given, outputs: [[1, 21, 64, 128]] })).toMatchObject({ channels: 21 });
});

test.each([
  // A blank before the list's three.
  ['a\nb\nc', 4, ['', 'a', 'b', 'c']],
  ['a\r\nb\r\nc\n', 4, ['', 'a', 'b', 'c']],
  // A space behind them.
  ['a\nb\nc', 5, ['', 'a', 'b', 'c', ' ']],
  [' \n　\nc', 4, ['', ' ', '　', 'c']],
  ['a\nb\nc', 3, undefined],
  ['a\nb\nc', 6, undefined],
  ['abc', 4, undefined],
])('characters written as %j for %i classes', (character, classes, alphabet) => {
  const found = form({
    input: [1, 3, 48, 320],
    outputs: [[1, 40, classes]],
    metadata: { character },
  });
  expect(found).toEqual(
    alphabet && {
      kind: 'text',
      value: 'output0',
      shape: [1, 40, classes],
      names: [],
      steps: 40,
      alphabet,
    },
  );
});
