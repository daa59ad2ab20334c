// How a connection stands, above all its parts: its latest run, the next one, what needs a look, and what can be done at once.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ConnectionView, SyncRunView } from '@vito/contracts/sync';
import { type ReactNode, useEffect } from 'react';
import { useClock } from '../data/clock.js';
import { useServices } from '../data/services.js';
import { heldQuery, runsQuery, syncKeys } from '../data/sync-queries.js';
import { whenWords } from '../format/delivery.js';
import { kindOf } from '../format/fetch-kinds.js';
import {
  countWords,
  isUnderWay,
  nextRun,
  reasonWords,
  rhythmWords,
  streamNames,
  sumOf,
  syncStanding,
} from '../format/sync-words.js';
import { count } from '../format/words.js';
import { ConnectionDeeds } from './connection-deeds.js';
import { Dot } from './dot.js';
import { FetchIcon } from './fetch-icon.js';

export function ConnectionState(props: { connection: ConnectionView; run: SyncRunView | null }) {
  const { connection, run } = props;
  const { client } = useServices();
  useFreshAfter(connection.id, run);
  const clock = useClock();
  const kind = kindOf(connection.dialect);
  const ready = connection.streams.length > 0;
  const runs = useInfiniteQuery({ ...runsQuery(client, connection.id), enabled: ready }).data?.pages[0]?.items ?? [];
  const { tone, text } = syncStanding(run, clock);
  const next = nextRun(connection, runs, clock.now);
  const told = run && (run.state === 'failed' && run.reason ? reasonWords(run.reason) : countWords(sumOf(run.streams)));
  const when = whenRuns(connection, next && whenWords(next, clock));
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-72 text-sm">
          <p className="flex items-start gap-2">
            <span className="flex h-5 items-center">
              <Dot tone={ready ? tone : 'idle'} pulsing={run !== null && isUnderWay(run)} />
            </span>
            <span className="min-w-0 wrap-anywhere">
              <span className={`font-medium ${tone === 'bad' ? 'text-late' : ''}`}>
                {ready
                  ? text
                  : kind.uploads
                    ? 'Nothing is uploaded yet'
                    : 'To be set up: give it its configuration, then choose what it fetches'}
              </span>
              {told && ready ? <span className="text-muted">: {told}</span> : null}
            </span>
          </p>
          {ready ? <p className="mt-0.5 text-muted">{when}</p> : null}
          {ready ? (
            <p className="mt-0.5 text-muted">
              {kind.uploads ? 'Holds' : 'Fetches'}: {streamNames(connection.streams, 5)}
            </p>
          ) : null}
          <p className="mt-0.5 flex min-w-0 items-center gap-1.5 text-xs text-faint">
            <FetchIcon dialect={connection.dialect} size={13} />
            <span className="truncate">
              {kind.name}
              {connection.command ? <span className="font-mono"> {connection.command}</span> : null}
            </span>
          </p>
        </div>
        {ready && (!kind.uploads || (run && isUnderWay(run))) ? (
          <ConnectionDeeds connection={connection} run={run} />
        ) : null}
      </div>
      {ready ? <Warnings connection={connection} /> : null}
    </>
  );
}

function whenRuns({ dialect, paused, live, everyMinutes }: ConnectionView, next: string | null): string {
  if (kindOf(dialect).uploads) return 'Runs when a file is imported';
  const rhythm = rhythmWords(everyMinutes);
  if (paused) return `Paused; otherwise ${live ? 'watched' : rhythm}`;
  const by = `${rhythm}${next ? `, next ${next}` : ''}`;
  if (!live) return `Runs ${by}`;
  return everyMinutes === null ? 'Watched: what comes in is fetched at once' : `Watched, and runs ${by}`;
}

/** What a run brought is asked for once it is over, and does not wait for its turn. */
function useFreshAfter(id: string, run: SyncRunView | null): void {
  const cache = useQueryClient();
  const over = run?.endedAt ?? null;
  useEffect(() => {
    if (over === null) return;
    void cache.invalidateQueries({ queryKey: syncKeys.records(id) });
    void cache.invalidateQueries({ queryKey: syncKeys.runs(id) });
  }, [cache, id, over]);
}

function Warnings(props: { connection: ConnectionView }) {
  const { connection } = props;
  const { client } = useServices();
  const held = useInfiniteQuery(heldQuery(client, connection.id)).data?.pages;
  const drifted = connection.streams.filter(({ drift }) => drift.length > 0);
  const many = held?.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  const [one, more] = kindOf(connection.dialect).brings;
  return (
    <>
      {drifted.length > 0 ? (
        <Warning part="streams" link="See what differs">
          The {drifted.length === 1 ? 'stream' : 'streams'} {drifted.map(({ name }) => `“${name}”`).join(', ')}{' '}
          {drifted.length === 1 ? 'is' : 'are'} no longer as chosen: what comes from there is held back until you take
          it as it is now.
        </Warning>
      ) : null}
      {many > 0 && drifted.length === 0 ? (
        <Warning part="held" link="See which and why">
          {held?.at(-1)?.next
            ? `More than ${many} ${more} are`
            : `${count(many, one, more)} ${many === 1 ? 'is' : 'are'}`}{' '}
          held back.
        </Warning>
      ) : null}
    </>
  );
}

/** Its link leads to a part; on that part there is none. */
function Warning(props: { part: 'streams' | 'held'; link: string; children: ReactNode }) {
  const { part } = useSearch({ from: '/shell/connections/fetched/$id' });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-soon/40 bg-soon-soft px-3 py-2 text-sm">
      <p className="min-w-0 flex-1 basis-60 text-pretty wrap-anywhere">{props.children}</p>
      {part === props.part ? null : (
        <Link
          to="."
          search={{ part: props.part }}
          className="rounded-xs font-medium underline decoration-edge underline-offset-3 hover:text-accent"
        >
          {props.link}
        </Link>
      )}
    </div>
  );
}
