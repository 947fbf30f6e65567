// What answers the calls of the protocol.

import type { Api, Method } from '../protocol/index.js';

/** What a handler may do besides returning its answer. */
export interface Call<M extends Method> {
  progress(progress: Api[M]['progress']): void;
  /** Lets waiting messages in; throws if the request was cancelled or superseded. */
  pause(): Promise<void>;
}

export type Handlers = {
  [M in Method]: (input: Api[M]['in'], call: Call<M>) => Promise<Api[M]['out']>;
};
