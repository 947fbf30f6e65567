// The chosen theme on the playground's element, remembered where the browser lets it be.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { remember, remembered } from '../../kit/remembered.js';
import type { Surroundings, ThemeChoice } from '../../kit/theme.js';

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

function systemSurroundings(): Surroundings {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  return {
    now: () => (dark.matches ? 'dark' : 'light'),
    follow(changed) {
      dark.addEventListener('change', changed);
      return () => dark.removeEventListener('change', changed);
    },
  };
}

function start(playground: Playground): () => void {
  const surroundings = playground.surroundings ?? systemSurroundings();
  const system = (): void => playground.set({ systemTheme: surroundings.now() });
  const apply = (): void => {
    playground.root.dataset.theme = playground.state.theme;
  };
  const end = surroundings.follow(system);
  const unsubscribe = playground.subscribe(apply);
  system();
  // What was chosen on a page of its own says nothing about somebody else's.
  if (playground.state.theme === 'auto' && !playground.surroundings)
    playground.set({ theme: chosenBefore() });
  apply();
  return () => {
    end();
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
