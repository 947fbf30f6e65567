import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answerByGroup, type ClassGroup, readGroups } from '../../../web/src/client/groups.js';
import { topK } from '../../../web/src/client/scores.js';

const GROUPS: ClassGroup[] = [
  { name: 'animal', phrase: 'an animal' },
  { name: 'cat', phrase: 'a cat', within: 'animal', classes: [[0, 1]] },
  { name: 'dog', phrase: 'a dog', within: 'animal', classes: [3] },
  { name: 'vehicle', phrase: 'a vehicle' },
  { name: 'car', phrase: 'a car', within: 'vehicle', classes: [2, [4, 5]] },
];
const LABELS = ['tabby', 'Persian', 'taxi', 'pug', 'jeep', 'limousine'];
const answer = (...scores: number[]) =>
  answerByGroup(topK(Float32Array.from(scores), LABELS, scores.length), GROUPS);

test('the group with the largest sum, and its classes in order', () => {
  const found = answer(0.25, 0.125, 0.3125, 0.25, 0, 0);
  expect(found?.specific).toMatchObject({ name: 'cat', phrase: 'a cat', score: 0.375 });
  expect(found?.specific.predictions.map(({ label }) => label)).toEqual(['tabby', 'Persian']);
  expect(found?.broad).toMatchObject({ name: 'animal', phrase: 'an animal', score: 0.625 });
  expect(found?.broad.predictions.map(({ label }) => label)).toEqual(['tabby', 'pug', 'Persian']);
});

test('the broad answer may be another one than the specific group is within', () => {
  const found = answer(0.25, 0, 0.375, 0.25, 0.125, 0);
  expect(found?.specific).toMatchObject({ name: 'car', score: 0.5 });
  expect(found?.broad.name).toBe('vehicle'); // as much as animal, and found first
  expect(answer(0.25, 0.0625, 0.4375, 0.25, 0, 0)).toMatchObject({
    specific: { name: 'car' },
    broad: { name: 'animal', score: 0.5625 },
  });
});

test('classes in no group are left out; without any there is no answer', () => {
  expect(answer(0, 0, 0, 0, 0, 0.25, 0.75)?.specific).toMatchObject({ name: 'car', score: 0.25 });
  expect(answerByGroup([{ label: 'other', index: 9, score: 1 }], GROUPS)).toBeUndefined();
  expect(answerByGroup([], GROUPS)).toBeUndefined();
});

test('groups are read from the metadata', () => {
  expect(readGroups({})).toEqual({ groups: undefined, notes: [] });
  expect(readGroups({ groups: JSON.stringify(GROUPS) })).toEqual({ groups: GROUPS, notes: [] });
});

const [animal, cat] = GROUPS;
test.each([
  ['{', /JSON/],
  ['null', /not a JSON array of/],
  ['[null]', /not a JSON array of/],
  ['[{"name":"cat"}]', /not a JSON array of/],
  [JSON.stringify([animal, { ...cat, classes: [-1] }]), /not a JSON array of/],
  [JSON.stringify([animal, { ...cat, classes: [[2, 1]] }]), /not a JSON array of/],
  [JSON.stringify([animal, { ...cat, classes: undefined }]), /not a JSON array of/],
  [JSON.stringify([{ ...animal, classes: [1] }]), /not a JSON array of/],
  [JSON.stringify([animal, cat, cat]), /two have the same name/],
  [JSON.stringify([cat]), /"cat" is within "animal", which is not among/],
])('%s is refused with a note', (groups, why) => {
  const read = readGroups({ groups });
  expect(read.groups).toBeUndefined();
  expect(read.notes.join()).toMatch(/^The file's "groups" cannot be used: .*\.$/);
  expect(read.notes.join()).toMatch(why);
});

test("ImageNet's groups can be read: a cat, whichever it is", () => {
  const text = readFileSync(new URL('../../../models/imagenet-groups.json', import.meta.url));
  const { groups = [], notes } = readGroups({ groups: text.toString() });
  expect(notes).toEqual([]);
  const scores = new Float32Array(1000);
  scores.set([0.17, 0.33, 0, 0, 0.38], 281);
  scores[904] = 0.12;
  const found = answerByGroup(topK(scores, undefined, 1000), groups);
  expect(found?.specific.phrase).toBe('a cat');
  expect(found?.specific.predictions.slice(0, 3).map(({ index }) => index)).toEqual([
    285, 282, 281,
  ]);
  expect(found?.broad.phrase).toBe('an animal');
});
