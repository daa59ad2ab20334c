// Navigation on wide screens: where to go, what is late, whether the log is live.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bot, type LucideIcon, Plus, Search, Settings, Webhook } from 'lucide-react';
import type { ReactNode } from 'react';
import { gatesQuery } from '../data/agent-queries.js';
import { useClock } from '../data/clock.js';
import { pickFiles } from '../data/pick-files.js';
import { commitmentListQuery, meQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { isLate } from '../format/arrange.js';
import { modKey } from '../format/words.js';
import { Avatar } from './avatar.js';
import { Button, Key } from './button.js';
import { LinkState } from './link-state.js';
import { Mark, Wordmark } from './logo.js';
import { type PlaceAddress, places } from './places.js';
import { ThemeToggle } from './theme-toggle.js';

export function Sidebar() {
  const { overlay, uploads } = useServices();
  const late = useLateCount();
  const asked = useAskedCount();
  return (
    <nav
      aria-label="Main"
      className="sticky top-0 flex h-dvh w-56 shrink-0 flex-col border-r border-hair bg-sunken/60 px-3 pt-4 pb-3 max-md:hidden"
    >
      <div className="flex items-center justify-between pl-2">
        <Link to="/" aria-label="ViTo, to the timeline" className="flex items-center gap-2 rounded-sm">
          <Mark />
          <Wordmark />
        </Link>
        <ThemeToggle />
      </div>
      <div className="mt-4 flex flex-col gap-1.5">
        <button
          type="button"
          onClick={() => overlay.set('palette')}
          className="flex h-8.5 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-faint shadow-raised transition-colors hover:border-edge hover:text-muted"
        >
          <Search size={14} aria-hidden="true" />
          <span className="flex-1 text-left">Search or jump</span>
          <Key>{`${modKey}K`}</Key>
        </button>
        <Button tone="strong" onClick={() => pickFiles(uploads)}>
          <Plus size={15} strokeWidth={2.25} aria-hidden="true" />
          Add files
        </Button>
      </div>
      <ul className="mt-5 flex flex-col gap-0.5">
        {places.map(({ to, word, icon }) => (
          <Item
            key={to}
            to={to}
            icon={icon}
            badge={to === '/commitments' && late > 0 ? <LateBadge count={late} /> : null}
          >
            {word}
          </Item>
        ))}
        <Item to="/agents" icon={Bot} badge={asked > 0 ? <AskedBadge count={asked} /> : null}>
          Agents
        </Item>
      </ul>
      <div className="mt-auto flex flex-col gap-0.5">
        <LinkState />
        <ul className="flex flex-col gap-0.5">
          <Item to="/connections" icon={Webhook}>
            Connections
          </Item>
          <Item to="/settings" icon={Settings}>
            Settings
          </Item>
        </ul>
        <Me />
      </div>
    </nav>
  );
}

/** Overdue among what I owe. */
export function useLateCount(): number {
  const { client } = useServices();
  const clock = useClock();
  const mine = useQuery(commitmentListQuery(client, 'i-owe', 'open'));
  return mine.data?.items.filter((item) => isLate(item, clock)).length ?? 0;
}

export function LateBadge(props: { count: number }) {
  return (
    <span className="rounded-full bg-late-soft px-1.5 text-2xs font-semibold text-late">
      {props.count}
      <span className="sr-only"> overdue</span>
    </span>
  );
}

/** Decisions that wait for a person. */
export function useAskedCount(): number {
  const { client } = useServices();
  return useQuery(gatesQuery(client)).data?.items.length ?? 0;
}

export function AskedBadge(props: { count: number }) {
  return (
    <span className="rounded-full bg-soon-soft px-1.5 text-2xs font-semibold text-soon">
      {props.count}
      <span className="sr-only"> waiting for you</span>
    </span>
  );
}

function Item(props: {
  to: PlaceAddress | '/agents' | '/connections' | '/settings';
  icon: LucideIcon;
  badge?: ReactNode;
  children: string;
}) {
  const Icon = props.icon;
  return (
    <li>
      <Link
        to={props.to}
        activeOptions={{ exact: props.to === '/', includeSearch: false }}
        className="flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-muted transition-colors duration-100 hover:bg-hover hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:text-ink aria-[current=page]:shadow-raised aria-[current=page]:ring-1 aria-[current=page]:ring-hair"
      >
        <Icon size={16} strokeWidth={1.9} aria-hidden="true" />
        <span className="flex-1">{props.children}</span>
        {props.badge}
      </Link>
    </li>
  );
}

function Me() {
  const { client } = useServices();
  const me = useQuery(meQuery(client));
  const profile = me.data?.profile;
  if (!profile) return <div className="h-11" />;
  const who = { name: profile.name, full: profile.name, me: true, known: true };
  return (
    <div className="mt-1 flex h-11 items-center gap-2.5 border-t border-hair px-2 pt-2">
      <Avatar who={who} />
      <div className="min-w-0 leading-tight">
        <p className="truncate text-xs font-medium">{profile.name}</p>
        {profile.organisation ? <p className="truncate text-2xs text-faint">{profile.organisation}</p> : null}
      </div>
    </div>
  );
}
