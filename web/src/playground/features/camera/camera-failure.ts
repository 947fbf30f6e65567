// Why the camera could not be used, as sentences.

export interface CameraFailure {
  title: string;
  message: string;
  hint: string;
}

const TITLE = 'The camera could not be used';
const OTHER = 'Choose a picture from a file, or one of the samples.';

const REASONS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  NotAllowedError: [
    'This page may not use the camera.',
    "Allow it in the browser's settings for this site, then start the camera again.",
  ],
  NotFoundError: ['No camera was found.', `Connect one and start again. ${OTHER}`],
  NotReadableError: [
    'The camera is there, but it gives no picture.',
    'Another program may be using it: close that one, then start the camera again.',
  ],
  AbortError: ['The camera stopped unexpectedly.', 'Start the camera again.'],
  SecurityError: [
    'This page may not use the camera here.',
    'Open the page in a tab of its own, and not inside another one.',
  ],
};

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
    return {
      title: TITLE,
      message: 'Browsers give a camera only to pages that come over https or from this machine.',
      hint: 'Open this page by its https address.',
    };
  }
  if (!context.isAllowedByPolicy) {
    return {
      title: TITLE,
      message: 'The site, or the page that this one is shown in, does not allow the camera.',
      hint: 'Open this page in a tab of its own.',
    };
  }
  if (!context.hasCamera) {
    return { title: TITLE, message: 'This browser gives no camera to pages.', hint: OTHER };
  }
  return undefined;
}

/** name: that of the DOMException of getUserMedia. */
export function cameraFailure(name: string, text: string): CameraFailure {
  const known = REASONS[ALIASES[name] ?? name];
  const [message, hint] = known ?? [`The browser says: ${text || name}.`, OTHER];
  return { title: TITLE, message, hint };
}

/** Ends of a camera that nobody has to be told about as a failure. */
export type CameraEnd =
  | { reason: 'stopped' | 'hidden' | 'unplugged' }
  | { reason: 'failed'; failure: CameraFailure };

export function endText({ reason }: CameraEnd): string {
  switch (reason) {
    case 'stopped':
      return 'The camera is off.';
    case 'hidden':
      return 'The camera was switched off while this page was out of sight.';
    case 'unplugged':
      return 'The camera was switched off or unplugged.';
    case 'failed':
      return '';
  }
}
