import { expect, test } from 'vitest';
import {
  adviceOf,
  wayOf,
} from '../../../../../web/src/playground/features/progress/failure-banner.js';
import { failureOf, ofOwnFile } from '../../../../../web/src/playground/run/failures.js';
import type { ErrorCode } from '../../../../../web/src/protocol/index.js';

const refused = (code: ErrorCode, hint = '') => failureOf('model', { code, message: 'no', hint });

test.each(['not-a-model', 'truncated', 'invalid-model', 'unsupported'] as const)(
  'of a file that is %s another one is asked for: the same one fails again',
  (code) => {
    expect(wayOf(ofOwnFile(refused(code), 'net.onnx'))[1]).toBe('chooseModel');
    // From a server the right bytes may come next time.
    expect(wayOf(refused(code))[1]).toBe('retry');
  },
);

test.each(['out-of-memory', 'engine-crash', 'engine-not-loaded', 'file-error'] as const)(
  'after %s the same file may open',
  (code) => {
    expect(wayOf(ofOwnFile(refused(code), 'net.onnx'))[1]).toBe('retry');
  },
);

test('a file that is named .onnx is not asked for by that name', () => {
  const generic = refused('not-a-model', 'choose an .onnx file');
  const named = ofOwnFile(generic, 'text.onnx');
  expect(named.message).toContain('"text.onnx" is named like a network');
  expect(named.hint).not.toContain('.onnx');
  expect(ofOwnFile(generic, 'text.bin').hint).toBe('choose an .onnx file');
  // What it is instead, and what helps, is said as it was found out.
  const page = refused('not-a-model', 'The address leads to a web page.');
  expect(ofOwnFile(page, 'net.onnx')).toMatchObject({ message: 'no', hint: page.hint });
});

test('lines of code stand apart from the sentence before them', () => {
  expect(adviceOf('Save it:\na = 1\nb = 2')).toEqual({ text: 'Save it:', code: 'a = 1\nb = 2' });
  expect(adviceOf('Choose another file.')).toEqual({ text: 'Choose another file.', code: '' });
});
