// What there is to see of weights: fetched when a file of them is opened.

import { inspectWeights } from '../../../client/inspect-weights.js';
import type { Rest } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { failureOf } from '../../run/failures.js';
import { errorData } from '../../run/refusal.js';
import { workerIn } from '../../run/site.js';
import { fileView } from './file-view.js';
import { paintKernels } from './paint-kernels.js';
import { panel } from './panel.js';

/** Reads the file that was just refused as a network, and forgets it once something else is said. */
function follow(playground: Playground): void {
  const { state, set, controller } = playground;
  const { failure, weightsFile } = state;
  if (failure?.code !== 'unknown-network') {
    if (weightsFile) set({ weightsFile: undefined });
    return;
  }
  const { failed } = controller.sources();
  if (weightsFile?.failure === failure || failed?.kind !== 'file') return;
  set({ weightsFile: { failure, name: failed.name } });
  void inspect(playground, failed.file);
}

async function inspect(playground: Playground, file: File): Promise<void> {
  const { site, set } = playground;
  const { engine } = site;
  const { weightsFile } = playground.state;
  const isStill = () => playground.state.weightsFile === weightsFile;
  try {
    const places = engine ? { wasmUrl: engine, workerUrl: workerIn(engine) } : {};
    const figures = await inspectWeights(file, { ...places, maxMemory: 2 ** 32 - 2 ** 16 });
    if (weightsFile && isStill()) set({ weightsFile: { ...weightsFile, figures } });
  } catch (thrown) {
    const data = errorData(thrown);
    if (data && isStill()) set({ failure: failureOf('model', data) });
  }
}

export const rest: Rest = {
  views: { choose: panel, status: fileView },
  painters: { 'weight-kernels': paintKernels },
  drawn: follow,
};
