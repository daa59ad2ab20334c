// Navigation on narrow screens: a bar on top with the mark, a bar of tabs at the thumb.
import { Link } from '@tanstack/react-router';
import { Bot, type LucideIcon, Plus, Search, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { pickFiles } from '../data/pick-files.js';
import { useServices } from '../data/services.js';
import { IconButton } from './button.js';
import { LinkState } from './link-state.js';
import { Mark, Wordmark } from './logo.js';
import { type PlaceAddress, places } from './places.js';
import { AskedBadge, LateBadge, useAskedCount, useLateCount } from './sidebar.js';
import { ThemeToggle } from './theme-toggle.js';

export function TopBar() {
  const { overlay, uploads } = useServices();
  const asked = useAskedCount();
  return (
    <header className="flex h-13 items-center gap-2 border-b border-hair px-3 pl-4 md:hidden">
      <Link to="/" aria-label="ViTo, to the timeline" className="flex items-center gap-2">
        <Mark size={24} />
        <Wordmark height={16} />
      </Link>
      <span className="ml-1.5">
        <LinkState compact />
      </span>
      <span className="flex-1" />
      <ThemeToggle />
      <Link
        to="/agents"
        aria-label="Agents"
        className="relative inline-flex size-10 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <Bot size={18} aria-hidden="true" />
        {asked > 0 ? (
          <span className="absolute top-0 right-0">
            <AskedBadge count={asked} />
          </span>
        ) : null}
      </Link>
      <Link
        to="/settings"
        aria-label="Settings"
        className="inline-flex size-10 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <Settings size={18} aria-hidden="true" />
      </Link>
      <IconButton label="Search or jump" onClick={() => overlay.set('palette')}>
        <Search size={18} aria-hidden="true" />
      </IconButton>
      <IconButton
        label="Add files"
        onClick={() => pickFiles(uploads)}
        className="bg-accent text-on-accent! hover:bg-accent-strong"
      >
        <Plus size={19} strokeWidth={2.25} aria-hidden="true" />
      </IconButton>
    </header>
  );
}

export function TabBar() {
  const late = useLateCount();
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-6 border-t border-hair bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {places.map(({ to, word, icon }) => (
        <Tab key={to} to={to} icon={icon} badge={to === '/commitments' && late > 0 ? <LateBadge count={late} /> : null}>
          {word}
        </Tab>
      ))}
    </nav>
  );
}

function Tab(props: { to: PlaceAddress; icon: LucideIcon; badge?: ReactNode; children: string }) {
  const Icon = props.icon;
  return (
    <Link
      to={props.to}
      activeOptions={{ exact: props.to === '/', includeSearch: false }}
      className="relative flex h-15 flex-col items-center justify-center gap-1 text-[10px] font-medium tracking-tight text-muted aria-[current=page]:text-accent"
    >
      <Icon size={20} strokeWidth={1.9} aria-hidden="true" />
      {props.children}
      {props.badge ? <span className="absolute top-1.5 left-[calc(50%+6px)]">{props.badge}</span> : null}
    </Link>
  );
}
