// The run cycle: a picture and a network in, one run, and what it gave into the state.

import type { Feature } from '../kit/feature.js';
import type { Gesture, Playground } from '../kit/playground.js';
import type { Controller } from './controller.js';
import type { DecodedPicture } from './pictures.js';
import type { Site } from './site.js';
import { runState } from './state.js';

declare module '../kit/playground.js' {
  interface Playground {
    readonly controller: Controller<File, DecodedPicture>;
    readonly site: Site;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  cancelLoading: ({ controller }: Playground): void => controller.cancelLoading(),
} satisfies Record<string, Gesture>;

export const runCycle: Feature = {
  name: 'run',
  state: runState,
  gestures,
  drawn: ({ controller }) => void controller.readWanted(),
  rest: { isWanted: () => false, load: () => import('./rest.js'), giveUp: () => {} },
};
