import { beforeEach, expect, test } from 'vitest';
import { Complaints } from '../../../web/src/element/complaints.js';

let shown: readonly string[];
let told: string[];
let complaints: Complaints;
beforeEach(() => {
  shown = [];
  told = [];
  complaints = new Complaints(
    (sentences) => {
      shown = sentences;
    },
    (sentence) => told.push(sentence),
  );
});

test('a sentence of one source stays beside that of another', () => {
  complaints.set('count', ['labels has 2 names.']);
  complaints.set('class', ['There is no class "x".']);
  expect(shown).toEqual(['labels has 2 names.', 'There is no class "x".']);
  complaints.set('class', []);
  expect(shown).toEqual(['labels has 2 names.']);
});

test('a sentence is told once for as long as it is true, and again when it is true again', () => {
  complaints.set('attributes', ['There is no view "x".']);
  complaints.set('count', ['labels has 2 names.']);
  complaints.set('attributes', ['There is no view "x".']);
  expect(told).toEqual(['There is no view "x".', 'labels has 2 names.']);
  complaints.set('attributes', []);
  complaints.set('attributes', ['There is no view "x".']);
  expect(told).toEqual(['There is no view "x".', 'labels has 2 names.', 'There is no view "x".']);
});

test('where there is nothing to say, what was shown before goes, and is not shown anew each time', () => {
  const calls: (readonly string[])[] = [];
  const first = new Complaints(
    (sentences) => calls.push(sentences),
    () => {},
  );
  first.set('attributes', []);
  expect(calls).toEqual([[]]);
  first.set('class', []);
  first.set('attributes', ['There is no view "x".']);
  first.set('attributes', ['There is no view "x".']);
  expect(calls).toEqual([[], ['There is no view "x".']]);
});

test('a source may have several, and each is shown once', () => {
  complaints.add('policy', 'It forbids a.js.');
  complaints.add('policy', 'It forbids b.js.');
  complaints.add('policy', 'It forbids a.js.');
  expect(shown).toEqual(['It forbids a.js.', 'It forbids b.js.']);
  expect(told).toEqual(shown);
  complaints.set('policy', []);
  expect(shown).toEqual([]);
});
