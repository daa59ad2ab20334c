// The sources that may send webhooks: each with how much came from it, and when last.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { SourceView } from '@vito/contracts/webhook';
import { useClock } from '../data/clock.js';
import { sourceQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { briefMoment, fullMoment } from '../format/moment.js';
import { kinds, receivedWords } from '../format/source-words.js';
import { Pill } from './pill.js';
import { SourceIcon } from './source-icon.js';

export function SourceList(props: { sources: readonly SourceView[] }) {
  return (
    <ul className="@container overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
      {props.sources.map((source) => (
        <Row key={source.id} source={source} />
      ))}
    </ul>
  );
}

function Row(props: { source: SourceView }) {
  const { source } = props;
  const { client } = useServices();
  const clock = useClock();
  const { data } = useQuery(sourceQuery(client, source.id));
  return (
    <li className="relative grid min-h-14 grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-hair px-4 py-2.5 transition-colors duration-100 last:border-b-0 hover:bg-hover">
      <span className="text-muted">
        <SourceIcon kind={source.kind} />
      </span>
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <Link
            to="/connections/sources/$id"
            params={{ id: source.id }}
            className="truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {source.name}
          </Link>
          {source.paused ? <Pill tone="soon">Paused</Pill> : null}
          {source.mapping !== null ? (
            <span className="@max-lg:hidden">
              <Pill tone="off">Custom mapping</Pill>
            </span>
          ) : null}
        </p>
        <p className="truncate text-xs text-faint">
          <span className="@max-sm:hidden">
            {kinds[source.kind].name}
            {data ? ' · ' : ''}
          </span>
          {data ? receivedWords({ ...data, unmapped: 0 }) : ''}
          {data && data.unmapped > 0 ? <span className="text-late"> · {data.unmapped} not mapped</span> : null}
        </p>
      </div>
      {data?.lastAt ? (
        <time
          dateTime={data.lastAt}
          title={fullMoment(data.lastAt, clock.zone)}
          className="text-right text-xs whitespace-nowrap text-faint"
        >
          {briefMoment(data.lastAt, clock)}
        </time>
      ) : (
        <span />
      )}
    </li>
  );
}
