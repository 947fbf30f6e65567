// Networks that come as weights alone: what was recognised and assumed, or what is in the file.

import type { WeightsFigures } from '../../../protocol/index.js';
import type { Feature } from '../../kit/feature.js';
import type { AppState, Playground } from '../../kit/playground.js';
import type { Failure } from '../../run/failures.js';
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
  /** What is done with weights stands in what is fetched later. */
  withWeights: (playground: Playground, work: (playground: Playground) => unknown): void =>
    void work(playground),
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
