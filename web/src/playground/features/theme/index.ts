// The chosen theme on the playground's element, remembered where the browser lets it be.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { remember, remembered } from '../../kit/remembered.js';
import type { ThemeChoice } from '../../kit/theme.js';

declare module '../../kit/playground.js' {
  interface Actions extends Bound<typeof gestures> {}
}

const KEY = 'cnn-playground-theme';

function chosenBefore(): ThemeChoice {
  const value = remembered(KEY);
  return value === 'light' || value === 'dark' ? value : 'auto';
}

const gestures = {
  theme({ set }: Playground, theme: ThemeChoice): void {
    set({ theme });
    remember(KEY, theme);
  },
};

function start(playground: Playground): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const system = (): void => playground.set({ systemTheme: dark.matches ? 'dark' : 'light' });
  const apply = (): void => {
    playground.root.dataset.theme = playground.state.theme;
  };
  dark.addEventListener('change', system);
  const unsubscribe = playground.subscribe(apply);
  system();
  if (playground.state.theme === 'auto') playground.set({ theme: chosenBefore() });
  apply();
  return () => {
    dark.removeEventListener('change', system);
    unsubscribe();
    delete playground.root.dataset.theme;
  };
}

export const theme: Feature = {
  name: 'theme',
  state: { theme: 'auto', systemTheme: 'light' },
  gestures,
  start,
};
