import { expect, test } from 'vitest';
import { words as german } from '../../../../../web/src/playground/features/slide/words-de.js';
import { words as english } from '../../../../../web/src/playground/features/slide/words-en.js';

test('the label of a vector has no place for the channel that it lacks', () => {
  const vector = { layer: 'logits', channel: '', height: 1, width: 10 };
  expect(english.outputLabel(vector)).toMatch(/^logits, 1 by 10\. /);
  expect(german.outputLabel?.(vector)).toMatch(/^logits, 1 mal 10\. /);
  const map = { layer: 'conv', channel: 'channel 3', height: 4, width: 5 };
  expect(english.outputLabel(map)).toMatch(/^conv, channel 3, 4 by 5\. /);
  expect(german.outputLabel?.({ ...map, channel: 'Kanal 3' })).toMatch(
    /^conv, Kanal 3, 4 mal 5\. /,
  );
});
