// People and organisations: who there is, with what they owe and are owed.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { WhoRow } from '@vito/contracts/directory';
import { Building2, SearchX, Users } from 'lucide-react';
import { pickFiles } from '../data/pick-files.js';
import { type PeopleKind, peopleListQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { fold } from '../format/people.js';
import { Avatar } from '../parts/avatar.js';
import { Button } from '../parts/button.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Segmented } from '../parts/segmented.js';
import { Bone, Empty, Trouble } from '../parts/states.js';

const kinds: ReadonlyArray<{ value: PeopleKind; word: string }> = [
  { value: 'everybody', word: 'Everybody' },
  { value: 'organisations', word: 'Organisations' },
];

export function People() {
  const { client, uploads } = useServices();
  const navigate = useNavigate();
  const { list: kind = 'everybody', q = '' } = useSearch({ from: '/shell/people' });
  const list = useQuery(peopleListQuery(client, kind));
  const words = fold(q).split(/\s+/).filter(Boolean);
  const fits = (one: WhoRow) => {
    const hay = fold(`${one.name} ${one.address ?? ''} ${one.organisation?.name ?? ''}`);
    return words.every((word) => hay.includes(word));
  };
  const items = (list.data ?? []).filter(fits);
  const change = (fields: { q?: string | undefined; list?: 'organisations' | undefined }) =>
    void navigate({ to: '/people', search: (before) => ({ ...before, ...fields }), replace: true });
  return (
    <div>
      <ScreenHeader
        title="People"
        controls={
          <>
            <input
              id="find"
              type="search"
              aria-label="Search people"
              placeholder="Search people"
              value={q}
              onChange={(event) => change({ q: event.target.value || undefined })}
              className="field h-8! max-w-60 text-sm!"
            />
            <Segmented
              label="Show"
              value={kind}
              options={kinds}
              onChange={(value) => change({ list: value === 'organisations' ? value : undefined })}
            />
          </>
        }
      />
      {list.isPending ? <Waiting /> : null}
      {list.isError ? (
        <Trouble what="The people could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data?.length === 0 ? (
        <Empty
          drawing={<Users size={36} strokeWidth={1.4} aria-hidden="true" />}
          title="Nobody is known yet"
          actions={
            <Button tone="strong" onClick={() => pickFiles(uploads)}>
              Add files
            </Button>
          }
        >
          Whoever writes, is written to or is named in what you put in will stand here, once.
        </Empty>
      ) : null}
      {list.data && list.data.length > 0 && items.length === 0 ? (
        <Empty drawing={<SearchX size={36} strokeWidth={1.4} aria-hidden="true" />} title="Nobody fits" />
      ) : null}
      <ul className="@container pb-16">
        {items.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </ul>
    </div>
  );
}

function Row(props: { one: WhoRow }) {
  const { one } = props;
  const unclear = one.kind === 'unclear';
  return (
    <li className="lazy-49 relative grid min-h-12.25 grid-cols-[2rem_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-hair px-4 py-2 transition-colors duration-100 hover:bg-hover md:px-6 @3xl:grid-cols-[2rem_minmax(0,1fr)_minmax(0,13rem)_5rem_5rem_5rem]">
      <WhoIcon one={one} />
      <div className="min-w-0">
        <Link
          to="/people/$id"
          params={{ id: one.id }}
          className={`block truncate font-medium after:absolute after:inset-0 ${unclear ? 'text-muted italic' : ''}`}
        >
          {one.name}
          {one.mine ? (
            <span className="ml-2 text-xs font-normal text-accent">{one.kind === 'person' ? 'you' : 'us'}</span>
          ) : null}
        </Link>
        <p className="truncate text-xs text-faint">
          {unclear
            ? one.candidates.length > 0
              ? `may be ${one.candidates.map(({ name }) => name).join(' or ')}`
              : 'a name that nothing else is known of'
            : (one.address ?? '')}
        </p>
      </div>
      <span className="truncate text-sm text-muted @max-3xl:hidden">{one.organisation?.name ?? ''}</span>
      <Count n={one.owes} word="owes" />
      <Count n={one.overdue} word="overdue" late />
      <Count n={one.owed} word="is owed" />
      <span className="text-right text-xs text-muted @3xl:hidden">
        owes {one.owes}
        {one.overdue > 0 ? <span className="text-late"> · {one.overdue} late</span> : null}
        <br />
        is owed {one.owed}
      </span>
    </li>
  );
}

function Count(props: { n: number; word: string; late?: boolean }) {
  const tone = props.n === 0 ? 'text-faint' : props.late ? 'font-medium text-late' : '';
  return (
    <span className="text-right text-xs whitespace-nowrap text-faint @max-3xl:hidden">
      {props.word} <span className={`text-sm ${tone}`}>{props.n}</span>
    </span>
  );
}

export function WhoIcon(props: { one: Pick<WhoRow, 'kind' | 'name' | 'mine'> }) {
  const { kind, name, mine } = props.one;
  if (kind !== 'organisation') {
    return <Avatar who={{ name, full: name, me: mine, known: kind === 'person' }} size="md" />;
  }
  return (
    <span
      aria-hidden="true"
      className={`inline-flex size-8 items-center justify-center rounded-md ${mine ? 'bg-accent text-on-accent' : 'bg-chip text-muted'}`}
    >
      <Building2 size={16} />
    </span>
  );
}

function Waiting() {
  return (
    <div aria-busy="true">
      {[62, 48, 70, 55, 66].map((width) => (
        <div key={width} className="flex h-12.25 items-center gap-3 border-b border-hair px-6">
          <Bone className="size-8 rounded-full" />
          <span style={{ width: `${width / 2}%` }}>
            <Bone className="h-3.5 w-full" />
          </span>
        </div>
      ))}
    </div>
  );
}
