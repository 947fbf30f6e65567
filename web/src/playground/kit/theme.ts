// Light or dark: what is chosen, and what the system asks for.

import type { AppState } from './playground.js';

export type ThemeChoice = 'auto' | 'light' | 'dark';

declare module './playground.js' {
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
