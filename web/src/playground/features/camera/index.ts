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
/** Who waits for the code of the camera, and has not given it up. */
const wishes = new WeakSet<Playground>();

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

async function start(playground: Playground): Promise<void> {
  const { state, set } = playground;
  wishes.add(playground);
  set({ camera: { ...state.camera, status: 'starting', message: '' } });
  try {
    const live = await cameraOf(playground);
    if (wishes.delete(playground)) live.start();
  } catch {
    if (!wishes.has(playground)) return;
    stop(playground);
    set({ failure: partMissing() });
  }
}

function stop(playground: Playground): void {
  const { state, set } = playground;
  if (wishes.delete(playground)) set({ camera: { ...state.camera, status: 'off' } });
  cameras.get(playground)?.stop();
}

const gestures = {
  startCamera: (playground: Playground): void => void start(playground),
  stopCamera: stop,
  mirrorCamera: (playground: Playground, mirrored: boolean): void =>
    cameras.get(playground)?.mirror(mirrored),
};

export const camera: Feature = {
  name: 'camera',
  state: { camera: { status: 'off', mirrored: true, message: '' } },
  gestures,
  after: { pictureWished: stop },
  start: (playground) => () => stop(playground),
};
