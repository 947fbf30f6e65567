// The camera's switch: what it says, and frames to whom it may concern.

import type { Playground } from '../../kit/playground.js';
import { type Camera, type CameraFrame, openCamera } from './camera.js';
import { endText } from './failure/camera-failure.js';
import type { CameraView } from './state.js';

export interface LiveCamera {
  start(): void;
  stop(): void;
  mirror(mirrored: boolean): void;
}

/** take: settles when the frame was run. */
export function liveCamera(
  playground: Playground,
  take: (frame: CameraFrame) => Promise<void>,
): LiveCamera {
  let abort: AbortController | undefined;
  let camera: Camera | undefined;

  function show(change: Partial<CameraView>): void {
    playground.set({ camera: { ...playground.state.camera, ...change } });
  }

  /** What is said stands below the button, perhaps below the edge of the window. */
  function reveal(): void {
    requestAnimationFrame(() => {
      const said = playground.root.querySelector('[data-test="camera-status"]');
      said?.scrollIntoView({ block: 'nearest' });
    });
  }

  async function start(): Promise<void> {
    abort?.abort();
    const mine = new AbortController();
    abort = mine;
    const { failure: _, ...rest } = playground.state.camera;
    playground.set({ camera: { ...rest, status: 'starting', message: '' } });
    reveal();
    const opened = await openCamera({
      signal: mine.signal,
      mirrored: playground.state.camera.mirrored,
      onFrame: take,
      onEnd(end) {
        if (abort !== mine) return;
        abort = undefined;
        camera = undefined;
        const failure = end.reason === 'failed' ? { failure: end.failure } : {};
        show({ status: 'off', message: endText(end), ...failure });
        if (end.reason === 'failed') reveal();
      },
    });
    if (abort !== mine) return;
    camera = opened;
    show({ status: 'on' });
  }

  return {
    start: () => void start(),
    stop: () => abort?.abort(),
    mirror(mirrored) {
      camera?.mirror(mirrored);
      show({ mirrored });
    },
  };
}
