// The chosen theme on the document, remembered where the browser lets it be.

import type { ThemeChoice } from '../../app-state.js';
import type { Store } from '../../kit/store.js';

const KEY = 'cnn-playground-theme';

function remembered(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    // Storage is refused inside some frames.
    return 'auto';
  }
}

function remember(choice: ThemeChoice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // The choice then lasts as long as the page.
  }
}

export function followTheme(store: Store): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const system = (): void =>
    store.dispatch({ type: 'system-theme', theme: dark.matches ? 'dark' : 'light' });
  dark.addEventListener('change', system);
  system();
  store.dispatch({ type: 'theme', choice: remembered() });
  let known: ThemeChoice | undefined;
  const apply = (): void => {
    const { theme } = store.state;
    if (theme === known) return;
    known = theme;
    document.documentElement.dataset.theme = theme;
    remember(theme);
  };
  apply();
  store.subscribe(apply);
}
