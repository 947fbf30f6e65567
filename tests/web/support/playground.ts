// A playground without a page: state and gestures of all features, and tasks that the test provides.

import { features } from '../../../web/src/playground/features.js';
import { initialState as first } from '../../../web/src/playground/kit/feature.js';
import type { AppState, Playground } from '../../../web/src/playground/kit/playground.js';
import { createPlayground } from '../../../web/src/playground/kit/store.js';
import { type Controller, createController } from '../../../web/src/playground/run/controller.js';
import type { Pixels, Ports } from '../../../web/src/playground/run/ports.js';

const ROOT = {} as HTMLElement;

export const initialState: AppState = first(features);

/** Its controller does nothing. */
export function playgroundWithout(): Playground {
  const controller = new Proxy({}, { get: () => async () => {} });
  return createPlayground(features, ROOT, () => ({ controller }));
}

/** The tasks of a playground on these ports. */
export function playgroundWith<Blob, Picture extends Pixels>(
  ports: Ports<Blob, Picture>,
): { playground: Playground; controller: Controller<Blob, Picture> } {
  let controller: Controller<Blob, Picture> | undefined;
  const playground = createPlayground(features, ROOT, (playground) => {
    controller = createController(playground, {
      ports,
      editsOf: () => playground.state.editor.edits,
    });
    return { controller };
  });
  return { playground, controller: controller as Controller<Blob, Picture> };
}
