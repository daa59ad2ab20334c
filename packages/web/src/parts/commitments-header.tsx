// The head of the commitments: whose they are, how they are arranged, a search in what is loaded.
import { Link, useNavigate } from '@tanstack/react-router';
import { type Side, sides } from '@vito/contracts/commitment';
import { Search } from 'lucide-react';
import { useClock } from '../data/clock.js';
import type { CommitmentList } from '../data/queries.js';
import { isLate, isOpen } from '../format/arrange.js';
import type { CommitmentsSearch, View } from '../screens/search.js';
import { Key } from './button.js';
import { ScreenHeader } from './screen-header.js';
import { Segmented } from './segmented.js';

const sideWords: Record<Side, string> = {
  'i-owe': 'I owe',
  'owed-to-me': 'Owed to me',
  'between-others': 'Between others',
};
const viewOptions: ReadonlyArray<{ value: View; word: string }> = [
  { value: 'due', word: 'By date' },
  { value: 'person', word: 'By person' },
  { value: 'overdue', word: 'Overdue' },
];

export function CommitmentsHeader(props: {
  lists: Partial<Record<Side, CommitmentList>>;
  side: Side;
  view: View;
  done: boolean;
  q: string;
}) {
  const navigate = useNavigate();
  const change = (fields: CommitmentsSearch) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...fields }), replace: true, resetScroll: false });
  return (
    <ScreenHeader
      title="Commitments"
      controls={<Find value={props.q} onChange={(q) => change({ q: q === '' ? undefined : q })} />}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 px-4 md:px-6">
        <nav aria-label="Whose" className="-mb-px flex gap-4.5 overflow-x-auto">
          {sides.map((side) => (
            <SideTab key={side} side={side} list={props.lists[side]} chosen={side === props.side} />
          ))}
        </nav>
        <div className="flex items-center gap-3 py-1.5 max-md:w-full max-md:justify-between">
          <label className="flex cursor-pointer items-center gap-2 text-xs text-muted select-none hover:text-ink">
            <input
              type="checkbox"
              className="size-3.5"
              checked={props.done}
              onChange={(event) => change({ done: event.target.checked || undefined })}
            />
            Done too
          </label>
          <Segmented label="Arrange" value={props.view} options={viewOptions} onChange={(view) => change({ view })} />
        </div>
      </div>
    </ScreenHeader>
  );
}

function SideTab(props: { side: Side; list: CommitmentList | undefined; chosen: boolean }) {
  const clock = useClock();
  const open = props.list?.items.filter(isOpen) ?? [];
  // What others are late with among themselves is not the looker's worry.
  const late = props.side === 'between-others' ? 0 : open.filter((item) => isLate(item, clock)).length;
  return (
    <Link
      to="/commitments"
      search={(before) => ({ ...before, side: props.side, c: undefined })}
      aria-current={props.chosen ? 'page' : undefined}
      className="flex h-11 items-center gap-2 border-b-2 border-transparent text-sm font-medium whitespace-nowrap text-muted transition-colors hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
    >
      {sideWords[props.side]}
      <span className="min-w-5 text-xs font-normal text-faint">
        {props.list ? `${open.length}${props.list.cut ? '+' : ''}` : ''}
        {late > 0 ? <span className="font-medium text-late max-sm:hidden"> · {late} late</span> : null}
      </span>
    </Link>
  );
}

function Find(props: { value: string; onChange(value: string): void }) {
  return (
    <div className="relative w-64 max-md:w-full max-md:max-w-60">
      <Search
        size={14}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint"
      />
      <input
        id="find"
        type="search"
        aria-label="Search in this list"
        placeholder="Search in this list"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          props.onChange('');
          event.currentTarget.blur();
        }}
        className="field h-8! pl-8! text-sm! [&::-webkit-search-cancel-button]:hidden"
      />
      {props.value === '' ? (
        <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 max-md:hidden">
          <Key>/</Key>
        </span>
      ) : null}
    </div>
  );
}
