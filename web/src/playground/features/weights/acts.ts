// What can be done with a network that came as weights.

import type { AssumedValue } from '../../../protocol/index.js';
import type { Playground } from '../../kit/playground.js';
import { exportName, saveFile } from '../take-home/index.js';
import { namesBehind } from './named-classes.js';

/** Opens the network again, with another value of what weights do not tell. */
export function assume({ controller }: Playground, name: string, value: AssumedValue): void {
  const { model } = controller.sources();
  if (model) void controller.openModel({ ...model, assume: { ...model.assume, [name]: value } });
}

/** Opens it as it was opened first. */
export function assumeNothing({ controller }: Playground): void {
  const { model } = controller.sources();
  if (model) void controller.openModel({ ...model, assume: {} });
}

export async function saveOnnx({ controller, state }: Playground): Promise<void> {
  const { title = '', labels = [], graph } = state.model?.info ?? {};
  const bytes = await controller.toOnnx();
  if (!bytes) return;
  // Names that are in no file of weights, but on the page: ImageNet's, or those of a list of the user.
  const isNamed = labels.length > 0 && graph?.metadata.labels === undefined;
  const parts = isNamed ? [bytes, namesBehind(labels)] : [bytes];
  saveFile(exportName([title.replace(/\.[^.]*$/, '')], 'onnx'), new Blob(parts));
}

/** Of the file whose network is not known. */
export function showKernels({ state, set }: Playground, kernels: string): void {
  const { weightsFile } = state;
  if (weightsFile) set({ weightsFile: { ...weightsFile, kernels } });
}
