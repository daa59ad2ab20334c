// The connections that fetch: what each fetches, when it last ran and how that went, and when it runs next.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ConnectionView, SyncRunView } from '@vito/contracts/sync';
import { useClock } from '../data/clock.js';
import { useServices } from '../data/services.js';
import { runsQuery } from '../data/sync-queries.js';
import { whenWords } from '../format/delivery.js';
import { kindOf } from '../format/fetch-kinds.js';
import { isUnderWay, nextRun, rhythmWords, streamNames, sumOf, syncStanding } from '../format/sync-words.js';
import { Dot } from './dot.js';
import { FetchIcon } from './fetch-icon.js';
import { Pill } from './pill.js';

export function ConnectionList(props: { connections: readonly ConnectionView[] }) {
  return (
    <ul className="@container overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
      {props.connections.map((connection) => (
        <Row key={connection.id} connection={connection} />
      ))}
    </ul>
  );
}

function Row(props: { connection: ConnectionView }) {
  const { connection } = props;
  const { client } = useServices();
  const clock = useClock();
  const runs = useInfiniteQuery(runsQuery(client, connection.id)).data?.pages[0]?.items;
  const latest = runs?.[0] ?? null;
  const { tone, text } = syncStanding(latest, clock);
  const next = nextRun(connection, runs ?? [], clock.now);
  const held = latest ? sumOf(latest.streams).held : 0;
  const unready = connection.streams.length === 0;
  return (
    <li className="relative grid min-h-14 grid-cols-[1.25rem_minmax(0,1fr)] items-center gap-x-3 gap-y-1 border-b border-hair px-4 py-2.5 transition-colors duration-100 last:border-b-0 hover:bg-hover @2xl:grid-cols-[1.25rem_minmax(0,1fr)_minmax(11rem,auto)]">
      <span className="text-muted">
        <FetchIcon dialect={connection.dialect} />
      </span>
      <div className="min-w-0">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
          <Link
            to="/connections/fetched/$id"
            params={{ id: connection.id }}
            className="truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {connection.name}
          </Link>
          {connection.paused ? <Pill tone="soon">Paused</Pill> : null}
          {connection.streams.some(({ drift }) => drift.length > 0) ? <Pill tone="bad">Drifted</Pill> : null}
          {held > 0 ? <Pill tone="soon">{held.toLocaleString('en')} held back</Pill> : null}
        </p>
        <p className="truncate text-xs text-faint">
          {kindOf(connection.dialect).name} · {streamNames(connection.streams)}
        </p>
      </div>
      {runs ? (
        <div className="text-xs @2xl:min-h-8.5 @max-2xl:col-start-2 @2xl:text-right">
          <p className="flex items-center gap-1.5 @2xl:justify-end">
            <Dot tone={unready ? 'idle' : tone} pulsing={latest !== null && isUnderWay(latest)} />
            <span className={tone === 'bad' ? 'text-late' : 'text-muted'}>
              {unready ? 'To be set up' : `${text}${soFar(latest)}`}
            </span>
          </p>
          <p className="text-faint">
            {next
              ? `next ${whenWords(next, clock)}`
              : unready
                ? ''
                : connection.live
                  ? 'watched'
                  : rhythmWords(connection.everyMinutes)}
          </p>
        </div>
      ) : null}
    </li>
  );
}

/** What the run that is under way has brought so far. */
function soFar(run: SyncRunView | null): string {
  if (run?.state !== 'running') return '';
  const { kept, same, held } = sumOf(run.streams);
  return `: ${(kept + same + held).toLocaleString('en')} so far`;
}
