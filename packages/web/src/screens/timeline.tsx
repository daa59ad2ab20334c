// The timeline: what came in, what was found in it, what people did; live, newest first.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { useClock } from '../data/clock.js';
import { meQuery } from '../data/queries.js';
import { useServices, useStore } from '../data/services.js';
import { entryKey, type LogFilter, logDays } from '../format/entries.js';
import { dayHeading } from '../format/moment.js';
import { Button } from '../parts/button.js';
import { EmptyTimeline } from '../parts/empty-timeline.js';
import { Entry } from '../parts/entry.js';
import { NewAbove } from '../parts/new-above.js';
import { NextUp } from '../parts/next-up.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Segmented } from '../parts/segmented.js';
import { Bone, Trouble } from '../parts/states.js';

const filters: ReadonlyArray<{ value: LogFilter; word: string }> = [
  { value: 'all', word: 'All' },
  { value: 'commitments', word: 'Commitments' },
  { value: 'documents', word: 'Documents' },
];

export function TimelineScreen() {
  const { timeline } = useServices();
  const { phase, entries, error } = useStore(timeline);
  const { show = 'all', c } = useSearch({ from: '/shell/' });
  const navigate = useNavigate();
  const choose = (filter: LogFilter) =>
    void navigate({
      to: '/',
      search: (before) => ({ ...before, show: filter === 'all' ? undefined : filter }),
      replace: true,
    });
  return (
    <div className="flex">
      <div className="min-w-0 flex-1">
        <ScreenHeader
          title="Timeline"
          controls={<Segmented label="Show" value={show} options={filters} onChange={choose} />}
        />
        <NewAbove />
        {phase === 'loading' ? <Waiting /> : null}
        {phase === 'failed' ? (
          <Trouble what="The timeline could not be loaded" error={error} onRetry={() => void timeline.start()} />
        ) : null}
        {phase === 'ready' && entries.length === 0 ? <EmptyTimeline /> : null}
        {phase === 'ready' && entries.length > 0 ? <Days filter={show} /> : null}
      </div>
      {c ? null : <NextUp />}
    </div>
  );
}

function Days(props: { filter: LogFilter }) {
  const { client, timeline } = useServices();
  const { entries, progress, arrived, more } = useStore(timeline);
  const clock = useClock();
  const myName = useQuery(meQuery(client)).data?.profile?.name ?? null;
  const days = useMemo(() => logDays(entries, props.filter, clock.zone), [entries, props.filter, clock.zone]);
  return (
    <div className="mx-auto max-w-[50rem] px-4 pb-16 md:px-6">
      {days.map(({ day, entries: ofDay }) => (
        <section key={day} aria-label={dayHeading(day, clock)}>
          <h2 className="flex h-12 items-end pb-1.5 text-xs font-semibold text-muted">{dayHeading(day, clock)}</h2>
          <ol>
            {ofDay.map((entry) => (
              <Entry
                key={entryKey(entry)}
                entry={entry}
                zone={clock.zone}
                myName={myName}
                arrivedAt={arrived.get(entry.seq) ?? null}
                progress={(entry.document && progress.get(entry.document.id)) ?? entry.document?.progress ?? null}
              />
            ))}
          </ol>
        </section>
      ))}
      {days.length === 0 ? <p className="py-16 text-center text-muted">Nothing of this kind yet.</p> : null}
      {more ? <Older /> : <p className="pt-10 text-center text-xs text-faint">This is where it begins.</p>}
    </div>
  );
}

/** Loads older entries as the end comes near. */
function Older() {
  const { timeline } = useServices();
  const { older, entries } = useStore(timeline);
  const end = useRef<HTMLDivElement>(null);
  // Asked again after each page: when its entries were all filtered away, the end is still in sight.
  const length = entries.length;
  useEffect(() => {
    if (!end.current || length === 0) return;
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) void timeline.loadOlder();
      },
      { rootMargin: '900px' },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [timeline, length]);
  return (
    <div ref={end} className="pt-4">
      {older === 'failed' ? (
        <div className="flex items-center justify-center gap-3 py-6 text-sm text-muted">
          Older entries could not be loaded.
          <Button size="sm" onClick={() => void timeline.loadOlder()}>
            Try again
          </Button>
        </div>
      ) : (
        <Bones count={3} />
      )}
    </div>
  );
}

function Waiting() {
  return (
    <div className="mx-auto max-w-[50rem] px-4 pt-12 md:px-6" aria-busy="true">
      <Bones count={7} />
    </div>
  );
}

function Bones(props: { count: number }) {
  return Array.from({ length: props.count }, (_, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: bones have no other name
    <div key={i} className="flex gap-4 py-3">
      <Bone className="h-3.5 w-10" />
      <Bone className="size-5 rounded-full!" />
      <div className="flex-1 space-y-2">
        <Bone className="h-3.5 w-2/5" />
        <Bone className={`h-3.5 ${i % 2 === 0 ? 'w-4/5' : 'w-3/5'}`} />
      </div>
    </div>
  ));
}
