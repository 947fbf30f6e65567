// "Copied." stands beside what was copied, and beside nothing else.

import { afterEach, expect, test, vi } from 'vitest';
import { failureBanner } from '../../../../../web/src/playground/features/progress/failure-banner.js';
import { saidOf } from '../../../../../web/src/playground/features/take-home/index.js';
import { copyText } from '../../../../../web/src/playground/features/take-home/leave.js';
import { failureOf } from '../../../../../web/src/playground/run/failures.js';
import { playgroundWithout } from '../../../support/playground.js';

const CODE = 'a = 1\nb = 2';

let copied: string[] = [];
afterEach(() => vi.unstubAllGlobals());

function clipboard(isRefused = false): void {
  copied = [];
  const writeText = async (text: string) => {
    if (isRefused) throw new DOMException('', 'NotAllowedError');
    copied.push(text);
  };
  vi.stubGlobal('navigator', { clipboard: { writeText } });
}

test('it stands beside the text that was copied last', async () => {
  clipboard();
  const playground = playgroundWithout();
  await copyText(playground, 'one');
  expect(copied).toEqual(['one']);
  expect(saidOf(playground.state, 'one')).toBe('Copied.');
  expect(saidOf(playground.state, 'two')).toBe('');
  await copyText(playground, 'two', 'a name for it');
  expect(copied).toEqual(['one', 'two']);
  expect(saidOf(playground.state, 'a name for it')).toBe('Copied.');
  expect(saidOf(playground.state, 'one')).toBe('');
});

test('so does that the browser refuses it', async () => {
  clipboard(true);
  const playground = playgroundWithout();
  await copyText(playground, 'one');
  expect(saidOf(playground.state, 'one')).toMatch(/does not let/);
  expect(saidOf(playground.state, 'two')).toBe('');
});

test('the lines of a failure are copied when they were, and not when something else was', async () => {
  clipboard();
  const playground = playgroundWithout();
  const hint = `Save it:\n${CODE}`;
  playground.set({ failure: failureOf('model', { code: 'not-a-model', message: 'no', hint }) });
  // A template's texts, without what it does.
  const banner = () => JSON.stringify(failureBanner(playground.state, playground.actions));
  await copyText(playground, 'lines for another page');
  expect(banner()).not.toContain('Copied.');
  await copyText(playground, CODE);
  expect(banner()).toContain('Copied.');
});
