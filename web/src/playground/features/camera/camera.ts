// The camera as live input, only when asked for. One frame at a time: the next is taken when what was
// done with the last has finished. Nothing stays on after the end: no track, listener or callback.

import {
  type CameraContext,
  type CameraEnd,
  cameraFailure,
  cameraObstacle,
} from './failure/camera-failure.js';
import { words } from './failure/words-en.js';

/** One frame in the form of a decoded picture. */
export interface CameraFrame {
  pixels: { data: Uint8ClampedArray; width: number; height: number };
  width: number;
  height: number;
  preview: ImageBitmap;
}

export interface CameraOptions {
  /**
   * Takes one frame; the next one follows when the promise is settled. A frame's preview stays usable
   * until three more frames have come. A rejection ends the camera.
   */
  onFrame(frame: CameraFrame): Promise<void>;
  /** Called once, when it is off, also where it could not be switched on; perhaps before openCamera returns. */
  onEnd(end: CameraEnd): void;
  /** Ends it; the reason is then 'stopped'. */
  signal: AbortSignal;
  /** 'user': the one that looks at the user; 'environment': the one on the back of a phone. */
  facing?: 'user' | 'environment';
  /** Turns left and right around, as a mirror does. */
  mirrored?: boolean;
}

export interface Camera {
  mirror(mirrored: boolean): void;
  stop(): void;
}

/** What of the browser it takes; tests give their own. */
export interface CameraPorts {
  context(): CameraContext;
  media(constraints: MediaStreamConstraints): Promise<MediaStream>;
  /** A stream that plays; frame(): the next frame that is new, as pixels. */
  play(stream: MediaStream): Promise<CameraSource>;
  /** The document and the window, whose hiding and leaving end it. */
  document: EventTarget & { readonly visibilityState: DocumentVisibilityState };
  window: EventTarget;
}

export interface CameraSource {
  /** Calls back when a frame has come that was not there before; returns what takes that back. */
  next(then: () => void): () => void;
  /** The frame there is now; undefined before the first. */
  read(mirrored: boolean): Promise<CameraFrame> | undefined;
  close(): void;
}

const KEPT_PREVIEWS = 3;

/** Longer side of a frame that is asked for: ample for networks that see 224 to 320 pixels. */
const SIDE = 640;

export function openCamera(options: CameraOptions, ports: CameraPorts = browserPorts()): Camera {
  const { signal, onFrame, onEnd, facing = 'user' } = options;
  let mirrored = options.mirrored ?? facing === 'user';
  let stream: MediaStream | undefined;
  let source: CameraSource | undefined;
  let forget: (() => void) | undefined;
  let isOver = false;
  const previews: ImageBitmap[] = [];
  const listening = new AbortController();

  function end(how: CameraEnd): void {
    if (isOver) return;
    isOver = true;
    listening.abort();
    forget?.();
    source?.close();
    stopTracks(stream);
    onEnd(how);
  }

  const fail = (thrown: unknown) => {
    const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
    end({ reason: 'failed', failure: cameraFailure(name, message) });
  };

  function awaitFrame(): void {
    if (!isOver) forget = source?.next(() => void step());
  }

  async function step(): Promise<void> {
    try {
      const frame = await source?.read(mirrored);
      if (isOver) return frame?.preview.close();
      if (frame) {
        await onFrame(frame);
        previews.push(frame.preview);
        if (previews.length > KEPT_PREVIEWS) previews.shift()?.close();
      }
      awaitFrame();
    } catch (thrown) {
      fail(thrown);
    }
  }

  function listen(): void {
    const { document, window } = ports;
    const once = { signal: listening.signal };
    const hidden = () => document.visibilityState === 'hidden' && end({ reason: 'hidden' });
    document.addEventListener('visibilitychange', hidden, once);
    window.addEventListener('pagehide', () => end({ reason: 'hidden' }), once);
    signal.addEventListener('abort', () => end({ reason: 'stopped' }), once);
  }

  async function begin(): Promise<void> {
    const obstacle = cameraObstacle(ports.context());
    if (obstacle) return end({ reason: 'failed', failure: obstacle });
    const video = { facingMode: facing, width: { ideal: SIDE }, height: { ideal: SIDE } };
    try {
      const given = await ports.media({ video, audio: false });
      // Somebody may have given up while the browser asked for permission.
      if (isOver) return stopTracks(given);
      stream = given;
      for (const track of given.getTracks()) {
        track.addEventListener('ended', () => end({ reason: 'unplugged' }), {
          signal: listening.signal,
        });
      }
      const playing = await ports.play(given);
      if (isOver) return playing.close();
      source = playing;
      awaitFrame();
    } catch (thrown) {
      fail(thrown);
    }
  }

  if (signal.aborted) end({ reason: 'stopped' });
  else {
    listen();
    void begin();
  }
  return {
    mirror(wanted) {
      mirrored = wanted;
    },
    stop: () => end({ reason: 'stopped' }),
  };
}

function stopTracks(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Permissions-Policy is known to Chromium only; elsewhere getUserMedia says so itself. */
function policyAllows(): boolean {
  const { featurePolicy } = document as {
    featurePolicy?: { allowsFeature(name: string): boolean };
  };
  return featurePolicy?.allowsFeature('camera') ?? true;
}

function browserPorts(): CameraPorts {
  return {
    context: () => ({
      isSecure: isSecureContext,
      hasCamera: typeof navigator.mediaDevices?.getUserMedia === 'function',
      isAllowedByPolicy: policyAllows(),
    }),
    media: (constraints) => navigator.mediaDevices.getUserMedia(constraints),
    play,
    document,
    window,
  };
}

async function play(stream: MediaStream): Promise<CameraSource> {
  // Not in the document: it is only read from.
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  await video.play();
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error(words.noRoom);

  async function read(mirrored: boolean): Promise<CameraFrame> {
    const { videoWidth: width, videoHeight: height } = video;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context?.setTransform(mirrored ? -1 : 1, 0, 0, 1, mirrored ? width : 0, 0);
    context?.drawImage(video, 0, 0);
    const pixels = context?.getImageData(0, 0, width, height) as ImageData;
    return { pixels, width, height, preview: await createImageBitmap(pixels) };
  }

  return {
    next(then) {
      if ('requestVideoFrameCallback' in video) {
        const handle = video.requestVideoFrameCallback(() => then());
        return () => video.cancelVideoFrameCallback(handle);
      }
      const handle = requestAnimationFrame(() => then());
      return () => cancelAnimationFrame(handle);
    },
    read: (mirrored) => (video.videoWidth > 0 ? read(mirrored) : undefined),
    close() {
      video.pause();
      video.srcObject = null;
    },
  };
}
