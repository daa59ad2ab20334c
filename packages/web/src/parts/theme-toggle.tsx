// Light or dark, remembered.
import { MoonStar, Sun } from 'lucide-react';
import { useServices, useStore } from '../data/services.js';
import { IconButton } from './button.js';
import { Tip } from './tip.js';

export function ThemeToggle() {
  const { theme } = useServices();
  useStore(theme);
  return (
    <Tip text="Light or dark" keys="T" side="bottom">
      <IconButton label="Change between light and dark" onClick={theme.toggle}>
        <Sun
          size={15}
          aria-hidden="true"
          className="block [html[data-theme=dark]_&]:hidden [html:not([data-theme])_&]:dark:hidden"
        />
        <MoonStar
          size={15}
          aria-hidden="true"
          className="hidden [html[data-theme=dark]_&]:block [html:not([data-theme])_&]:dark:block"
        />
      </IconButton>
    </Tip>
  );
}
