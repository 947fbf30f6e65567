// Light or dark: what is chosen, and what the system asks for.

import type { AppState } from './playground.js';

export type ThemeChoice = 'auto' | 'light' | 'dark';

/** What is around a playground, where that is not the browser's own choice of light and dark. */
export interface Surroundings {
  now(): 'light' | 'dark';
  /** Calls when it may have changed; returns what ends that. */
  follow(changed: () => void): () => void;
}

declare module './playground.js' {
  interface Playground {
    readonly surroundings: Surroundings | undefined;
  }
  interface AppState {
    theme: ThemeChoice;
    /** What the system asks for; used where the choice is 'auto'. */
    systemTheme: 'light' | 'dark';
  }
}

/** The theme on screen. */
export function themeOf(state: AppState): 'light' | 'dark' {
  return state.theme === 'auto' ? state.systemTheme : state.theme;
}
