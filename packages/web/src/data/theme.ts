// The theme: the system's, or the one chosen here and remembered.
import { createStore } from './store.js';

export type Theme = 'system' | 'light' | 'dark';
const key = 'vito.theme';

export function createTheme() {
  const store = createStore<Theme>(remembered());

  function choose(theme: Theme): void {
    store.set(theme);
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      localStorage.setItem(key, theme);
    } catch {
      // Storage is closed to us: the choice holds until the page is left.
    }
  }

  /** From what is seen now to the other one. */
  function toggle(): void {
    choose(isDark() ? 'light' : 'dark');
  }

  return { get: store.get, subscribe: store.subscribe, choose, toggle };
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function remembered(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}
