// What the page knows of a network that was just opened: here, whose the names of its classes are.

import { expect, test } from 'vitest';
import type { InferenceSession } from '../../../../web/src/client/index.js';
import { infoOf, withGiven } from '../../../../web/src/playground/run/network-info.js';
import { tinyVgg } from '../../support/graphs.js';

const source = { family: 'tiny-vgg', name: 'TinyVGG', path: [] };
const foods = ['pizza', 'steak', 'sushi'];

const opened = (more: object, labels?: readonly string[]) =>
  infoOf(
    {
      graph: tinyVgg,
      inputMetadata: [],
      info: { notes: [] },
      labels: foods,
      ...more,
    } as unknown as InferenceSession,
    'weights.pth',
    undefined,
    { labels, groups: undefined },
    undefined,
  );

test('names that come with weights are guessed, until somebody gives them', () => {
  const info = opened({ source, assumptions: [] });
  expect(withGiven(info)).toMatchObject({ labels: foods, areLabelsGuessed: true });
  expect(withGiven(info, { padding: 0 }).areLabelsGuessed).toBe(true);
  expect(withGiven(info, { labels: foods }).areLabelsGuessed).toBeUndefined();
});

test('names in an ONNX file are no guess, nor are those of a list', () => {
  expect(opened({}).areLabelsGuessed).toBeUndefined();
  const listed = opened({ source, assumptions: [] }, ['cat', 'dog', 'bird']);
  expect(listed).toMatchObject({ labels: ['cat', 'dog', 'bird'] });
  expect(listed.areLabelsGuessed).toBeUndefined();
});
