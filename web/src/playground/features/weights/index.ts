// Networks that come as weights alone: what was recognised and assumed, or what is in the file.

import type { AssumedValue, WeightsFigures } from '../../../protocol/index.js';
import type { Feature } from '../../kit/feature.js';
import type { AppState, Playground } from '../../kit/playground.js';
import type { Failure } from '../../run/failures.js';
import { exportName, saveFile } from '../take-home/index.js';
import './weights.css';

/** A file whose network is not known. */
export interface WeightsFile {
  /** What said so: with it, the file goes. */
  readonly failure: Failure;
  readonly name: string;
  /** undefined while it is read. */
  readonly figures?: WeightsFigures;
  /** The tensor whose kernels are shown. */
  readonly kernels?: string;
}

declare module '../../kit/playground.js' {
  interface AppState {
    weightsFile?: WeightsFile;
    /** The code of this feature could not be fetched. */
    weightsMissing: boolean;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  /** Opens the network again, with another value of what weights do not tell. */
  assume({ controller }: Playground, name: string, value: AssumedValue): void {
    const { model } = controller.sources();
    if (model?.kind !== 'file') return;
    void controller.openModel({ ...model, assume: { ...model.assume, [name]: value } });
  },
  /** As it was opened first. */
  assumeNothing({ controller }: Playground): void {
    const { model } = controller.sources();
    if (model?.kind === 'file') void controller.openModel({ ...model, assume: {} });
  },
  async saveOnnx({ controller, state }: Playground): Promise<void> {
    const name = (state.model?.info.title ?? '').replace(/\.[^.]*$/, '');
    const bytes = await controller.toOnnx();
    if (bytes) saveFile(exportName([name], 'onnx'), new Blob([bytes]));
  },
  showKernels({ state, set }: Playground, kernels: string): void {
    const { weightsFile } = state;
    if (weightsFile) set({ weightsFile: { ...weightsFile, kernels } });
  },
};

const isWanted = ({ model, failure, weightsMissing }: AppState): boolean =>
  !weightsMissing && (model?.info.weights !== undefined || failure?.code === 'unknown-network');

export const weights: Feature = {
  name: 'weights',
  state: { weightsMissing: false },
  gestures,
  rest: {
    isWanted,
    load: () => import('./rest.js'),
    giveUp: ({ set }) => set({ weightsMissing: true }),
  },
};
