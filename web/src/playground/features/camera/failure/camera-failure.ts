// Why the camera could not be used, as sentences.

import { words } from './words-en.js';

export interface CameraFailure {
  title: string;
  message: string;
  hint: string;
}

/** By the name of the DOMException of getUserMedia. */
function reason(name: string): readonly [message: string, hint: string] | undefined {
  switch (name) {
    case 'NotAllowedError':
      return [words.notAllowed, words.allow];
    case 'NotFoundError':
      return [words.notFound, words.connect];
    case 'NotReadableError':
      return [words.notReadable, words.otherProgram];
    case 'AbortError':
      return [words.aborted, words.startAgain];
    case 'SecurityError':
      return [words.notHere, words.notInside];
    default:
      return undefined;
  }
}

/**
 * Safari and Firefox call some of them by older names. What this page asks of a camera are wishes that every
 * one may miss, so an unmet constraint says that there is none: WebKit answers so where no camera is connected.
 */
const ALIASES: Readonly<Record<string, string>> = {
  PermissionDeniedError: 'NotAllowedError',
  DevicesNotFoundError: 'NotFoundError',
  TrackStartError: 'NotReadableError',
  OverconstrainedError: 'NotFoundError',
  ConstraintNotSatisfiedError: 'NotFoundError',
};

export interface CameraContext {
  /** False on http: pages other than localhost, where browsers give no camera. */
  isSecure: boolean;
  /** False where the browser, or the page that embeds this one, has no camera for it. */
  hasCamera: boolean;
  /** False where a Permissions-Policy, or an iframe without allow="camera", forbids it. */
  isAllowedByPolicy: boolean;
}

/** What stands in the way before anything is asked for; undefined where nothing does. */
export function cameraObstacle(context: CameraContext): CameraFailure | undefined {
  if (!context.isSecure) {
    return { title: words.failed, message: words.insecure, hint: words.useHttps };
  }
  if (!context.isAllowedByPolicy) {
    return { title: words.failed, message: words.policy, hint: words.ownTab };
  }
  if (!context.hasCamera) {
    return { title: words.failed, message: words.noCameras, hint: words.otherPicture };
  }
  return undefined;
}

/** name: that of the DOMException of getUserMedia. */
export function cameraFailure(name: string, text: string): CameraFailure {
  const unknown = [words.browserSays(text || name), words.otherPicture] as const;
  const [message, hint] = reason(ALIASES[name] ?? name) ?? unknown;
  return { title: words.failed, message, hint };
}

/** Ends of a camera that nobody has to be told about as a failure. */
export type CameraEnd =
  | { reason: 'stopped' | 'hidden' | 'unplugged' }
  | { reason: 'failed'; failure: CameraFailure };

export function endText({ reason }: CameraEnd): string {
  switch (reason) {
    case 'stopped':
      return words.off;
    case 'hidden':
      return words.hidden;
    case 'unplugged':
      return words.unplugged;
    case 'failed':
      return '';
  }
}
