// Holds the state and tells one listener list that it changed.

import { type AppState, initialState } from '../app-state.js';
import { type Action, reduce } from '../reducer.js';

export interface Store {
  readonly state: AppState;
  dispatch(action: Action): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
}

export function createStore(state: AppState = initialState): Store {
  let current = state;
  const listeners = new Set<() => void>();
  return {
    get state() {
      return current;
    },
    dispatch(action) {
      const next = reduce(current, action);
      if (next === current) return;
      current = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
