import { describe, expect, test } from 'vitest';
import {
  cameraFailure,
  cameraObstacle,
  endText,
} from '../../../../../../web/src/playground/features/camera/failure/camera-failure.js';

const fine = { isSecure: true, hasCamera: true, isAllowedByPolicy: true };

describe('before anything is asked for', () => {
  test.each([
    [fine, undefined],
    [{ ...fine, isSecure: false, hasCamera: false }, /https/],
    [{ ...fine, isAllowedByPolicy: false }, /does not allow the camera/],
    [{ ...fine, hasCamera: false }, /does not let pages use a camera/],
  ])('%j', (context, message) => {
    const failure = cameraObstacle(context);
    if (message) expect(failure?.message).toMatch(message);
    else expect(failure).toBeUndefined();
  });
});

describe('what the browser answers', () => {
  test.each([
    ['NotAllowedError', /may not use the camera\.$/],
    ['PermissionDeniedError', /may not use the camera\.$/],
    ['NotFoundError', /No camera was found/],
    ['DevicesNotFoundError', /No camera was found/],
    ['NotReadableError', /delivers no picture/],
    ['TrackStartError', /delivers no picture/],
    // WebKit, where none is connected, whatever is asked for.
    ['OverconstrainedError', /No camera was found/],
    ['ConstraintNotSatisfiedError', /No camera was found/],
    ['AbortError', /stopped unexpectedly/],
    ['SecurityError', /may not use the camera here/],
  ])('%s', (name, message) => {
    const failure = cameraFailure(name, 'text of the browser');
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toContain('text of the browser');
    expect(failure.hint).not.toBe('');
  });

  test('an unknown reason is passed on', () => {
    expect(cameraFailure('OddError', 'the lens cap is on').message).toContain('the lens cap is on');
    expect(cameraFailure('OddError', '').message).toContain('OddError');
  });
});

test('an end that nobody asked for is told, a failure has its own words', () => {
  expect(endText({ reason: 'hidden' })).toMatch(/out of sight/);
  expect(endText({ reason: 'unplugged' })).toMatch(/unplugged/);
  expect(endText({ reason: 'failed', failure: cameraFailure('AbortError', '') })).toBe('');
});
