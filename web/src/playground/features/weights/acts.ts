// What can be done with a network that came as weights.

import type { AssumedValue } from '../../../protocol/index.js';
import type { Playground } from '../../kit/playground.js';
import { exportName, saveFile } from '../take-home/index.js';

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
  const name = (state.model?.info.title ?? '').replace(/\.[^.]*$/, '');
  const bytes = await controller.toOnnx();
  if (bytes) saveFile(exportName([name], 'onnx'), new Blob([bytes]));
}

/** Of the file whose network is not known. */
export function showKernels({ state, set }: Playground, kernels: string): void {
  const { weightsFile } = state;
  if (weightsFile) set({ weightsFile: { ...weightsFile, kernels } });
}
