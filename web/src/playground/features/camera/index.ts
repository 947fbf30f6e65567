// Frames of the camera as pictures. It goes off when anything else is looked at.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { partMissing } from '../../run/failures.js';
import type { LiveCamera } from './live-camera.js';
import './camera-controls.css';

export { cameraControls } from './camera-controls.js';

declare module '../../kit/playground.js' {
  interface Actions extends Bound<typeof gestures> {}
}

const cameras = new WeakMap<Playground, LiveCamera>();

/** Its code comes with the first wish for it. */
async function cameraOf(playground: Playground): Promise<LiveCamera> {
  const { liveCamera } = await import('./live-camera.js');
  const known = cameras.get(playground);
  if (known) return known;
  const { controller } = playground;
  const made = liveCamera(playground, (frame) => controller.openPicture({ kind: 'camera', frame }));
  cameras.set(playground, made);
  return made;
}

const gestures = {
  startCamera: (playground: Playground): void => {
    cameraOf(playground).then(
      (live) => live.start(),
      () => playground.set({ failure: partMissing() }),
    );
  },
  stopCamera: (playground: Playground): void => cameras.get(playground)?.stop(),
  mirrorCamera: (playground: Playground, mirrored: boolean): void =>
    cameras.get(playground)?.mirror(mirrored),
};

export const camera: Feature = {
  name: 'camera',
  state: { camera: { status: 'off', mirrored: true, message: '' } },
  gestures,
  after: { pictureWished: (playground) => cameras.get(playground)?.stop() },
  start: (playground) => () => cameras.get(playground)?.stop(),
};
