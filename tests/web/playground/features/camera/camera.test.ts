import { expect, test, vi } from 'vitest';
import {
  type CameraFrame,
  type CameraPorts,
  openCamera,
} from '../../../../../web/src/playground/features/camera/camera.js';
import type { CameraEnd } from '../../../../../web/src/playground/features/camera/failure/camera-failure.js';

const settled = () => new Promise<void>((done) => setTimeout(done));

/** Counts its listeners, so that a test sees what is left. */
class Target extends EventTarget {
  listeners = 0;
  override addEventListener(type: string, on: EventListener, options: AddEventListenerOptions) {
    this.listeners++;
    options.signal?.addEventListener('abort', () => this.listeners--);
    super.addEventListener(type, on, options);
  }
}

class FakeTrack extends Target {
  isLive = true;
  stop() {
    this.isLive = false;
  }
}

/** A browser with one camera; the test makes its frames. */
function fakeBrowser() {
  const track = new FakeTrack();
  const visibilityState: DocumentVisibilityState = 'visible';
  const document: Target & { visibilityState: DocumentVisibilityState } = Object.assign(
    new Target(),
    { visibilityState },
  );
  const window = new Target();
  const seen = {
    track,
    document,
    window,
    constraints: undefined as MediaStreamConstraints | undefined,
    /** What waits for the next frame. */
    waiting: undefined as (() => void) | undefined,
    mirrored: [] as boolean[],
    isClosed: false,
    previews: [] as { close: ReturnType<typeof vi.fn> }[],
    async frame() {
      const then = seen.waiting;
      seen.waiting = undefined;
      then?.();
      await settled();
    },
    listeners: () => track.listeners + document.listeners + window.listeners,
  };
  const ports: CameraPorts = {
    context: () => ({ isSecure: true, hasCamera: true, isAllowedByPolicy: true }),
    async media(constraints) {
      seen.constraints = constraints;
      return { getTracks: () => [track] } as unknown as MediaStream;
    },
    play: async () => ({
      next(then) {
        seen.waiting = then;
        return () => {
          seen.waiting = undefined;
        };
      },
      async read(mirrored) {
        seen.mirrored.push(mirrored);
        const preview = { close: vi.fn() };
        seen.previews.push(preview);
        const pixels = { data: new Uint8ClampedArray(4), width: 1, height: 1 };
        return { pixels, width: 1, height: 1, preview: preview as unknown as ImageBitmap };
      },
      close() {
        seen.isClosed = true;
      },
    }),
    document: seen.document,
    window,
  };
  return { seen, ports };
}

interface Wish {
  facing?: 'user' | 'environment';
  mirrored?: boolean;
}

function opened({ seen, ports }: ReturnType<typeof fakeBrowser>, wish: Wish = {}) {
  const frames: CameraFrame[] = [];
  const ends: CameraEnd[] = [];
  const abort = new AbortController();
  /** Ends the work on the last frame. */
  let finish: (error?: Error) => void = () => {};
  const camera = openCamera(
    {
      ...wish,
      signal: abort.signal,
      onEnd: (end) => ends.push(end),
      onFrame(frame) {
        frames.push(frame);
        return new Promise<void>((resolve, reject) => {
          finish = (error) => (error ? reject(error) : resolve());
        });
      },
    },
    ports,
  );
  const done = async (error?: Error) => {
    finish(error);
    await settled();
  };
  return { seen, camera, frames, ends, abort, done };
}

function expectOff({ seen, ends }: ReturnType<typeof opened>) {
  expect(seen.track.isLive).toBe(false);
  expect(seen.waiting).toBeUndefined();
  expect(seen.listeners()).toBe(0);
  expect(ends).toHaveLength(1);
}

test('one frame at a time: the next is awaited when the work on the last is done', async () => {
  const { seen, frames, done } = opened(fakeBrowser());
  await settled();
  expect(seen.constraints).toMatchObject({ audio: false, video: { facingMode: 'user' } });
  // Wishes alone: cameraFailure takes an unmet constraint for a camera that is not there.
  expect(JSON.stringify(seen.constraints)).not.toMatch(/exact|min|max/);
  await seen.frame();
  expect(frames).toHaveLength(1);
  expect(seen.waiting).toBeUndefined();
  await done();
  expect(frames).toHaveLength(1);
  await seen.frame();
  expect(frames).toHaveLength(2);
});

test.each<[string, (camera: ReturnType<typeof opened>) => void, CameraEnd['reason']]>([
  ['the button', ({ camera }) => camera.stop(), 'stopped'],
  ['the signal, as another picture gives it', ({ abort }) => abort.abort(), 'stopped'],
  [
    'hiding the page',
    ({ seen }) => {
      seen.document.visibilityState = 'hidden';
      seen.document.dispatchEvent(new Event('visibilitychange'));
    },
    'hidden',
  ],
  ['leaving the page', ({ seen }) => seen.window.dispatchEvent(new Event('pagehide')), 'hidden'],
  ['unplugging', ({ seen }) => seen.track.dispatchEvent(new Event('ended')), 'unplugged'],
])('%s switches it off, and leaves nothing behind', async (_, act, reason) => {
  const open = opened(fakeBrowser());
  await settled();
  await open.seen.frame();
  // On the track, the document and the window.
  expect(open.seen.listeners()).toBe(3);
  await open.done();
  expect(open.seen.waiting).toBeDefined();
  act(open);
  expectOff(open);
  expect(open.ends[0]?.reason).toBe(reason);
  expect(open.seen.isClosed).toBe(true);
  open.camera.stop();
  expect(open.ends).toHaveLength(1);
});

test('showing the page again, as tabs do, is no reason to stop', async () => {
  const open = opened(fakeBrowser());
  await settled();
  open.seen.document.dispatchEvent(new Event('visibilitychange'));
  expect(open.ends).toEqual([]);
  expect(open.seen.track.isLive).toBe(true);
});

test('stopped while a frame is worked on: no further one is taken', async () => {
  const open = opened(fakeBrowser());
  await settled();
  await open.seen.frame();
  open.camera.stop();
  await open.done();
  expectOff(open);
  expect(open.frames).toHaveLength(1);
});

test('given up while the browser asks for permission: what it then gives is switched off', async () => {
  const browser = fakeBrowser();
  let allow: (stream: MediaStream) => void = () => {};
  const { track } = browser.seen;
  browser.ports.media = () =>
    new Promise((resolve) => {
      allow = resolve;
    });
  const open = opened(browser);
  open.abort.abort();
  expect(open.ends).toEqual([{ reason: 'stopped' }]);
  allow({ getTracks: () => [track] } as unknown as MediaStream);
  await settled();
  expectOff(open);
});

test('a signal that is aborted already asks for nothing', async () => {
  const browser = fakeBrowser();
  const ends: CameraEnd[] = [];
  const options = { onFrame: async () => {}, onEnd: (end: CameraEnd) => ends.push(end) };
  openCamera({ ...options, signal: AbortSignal.abort() }, browser.ports);
  await settled();
  expect(ends).toEqual([{ reason: 'stopped' }]);
  expect(browser.seen.constraints).toBeUndefined();
});

test('a refusal is a sentence', async () => {
  const browser = fakeBrowser();
  browser.ports.media = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
  const { ends, seen } = opened(browser);
  await settled();
  expect(ends).toMatchObject([
    { reason: 'failed', failure: { message: expect.stringMatching(/may not use the camera/) } },
  ]);
  expect(seen.listeners()).toBe(0);
});

test('where the page is not secure nothing is asked for', async () => {
  const browser = fakeBrowser();
  browser.ports.context = () => ({ isSecure: false, hasCamera: false, isAllowedByPolicy: true });
  const { ends, seen } = opened(browser);
  await settled();
  expect(ends).toMatchObject([
    { reason: 'failed', failure: { message: expect.stringMatching(/https/) } },
  ]);
  expect(seen.constraints).toBeUndefined();
});

test('work that fails on a frame switches it off', async () => {
  const open = opened(fakeBrowser());
  await settled();
  await open.seen.frame();
  await open.done(new Error('the engine is gone'));
  expectOff(open);
  expect(open.ends).toMatchObject([
    { reason: 'failed', failure: { message: expect.stringMatching(/engine is gone/) } },
  ]);
});

test('the camera that looks at the user is mirrored, the other is not, and it can be changed', async () => {
  const back = opened(fakeBrowser(), { facing: 'environment' });
  await settled();
  await back.seen.frame();
  expect(back.seen.mirrored).toEqual([false]);
  const front = opened(fakeBrowser());
  await settled();
  await front.seen.frame();
  await front.done();
  front.camera.mirror(false);
  await front.seen.frame();
  expect(front.seen.mirrored).toEqual([true, false]);
});

test('previews are given back when three newer ones have been shown', async () => {
  const { seen, done } = opened(fakeBrowser());
  await settled();
  for (let i = 0; i < 5; i++) {
    await seen.frame();
    await done();
  }
  expect(seen.previews.map(({ close }) => close.mock.calls.length)).toEqual([1, 1, 0, 0, 0]);
});
