// The endpoints that events are sent to: what each asks for, and how it takes it.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EndpointView } from '@vito/contracts/endpoint';
import { useClock } from '../data/clock.js';
import { endpointQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { lastDay, standing } from '../format/delivery.js';
import { asksFor } from '../format/event-types.js';
import { Dot } from './dot.js';

export function EndpointList(props: { endpoints: readonly EndpointView[] }) {
  return (
    <ul className="@container overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
      {props.endpoints.map((endpoint) => (
        <Row key={endpoint.id} endpoint={endpoint} />
      ))}
    </ul>
  );
}

function Row(props: { endpoint: EndpointView }) {
  const { endpoint } = props;
  const { client } = useServices();
  const clock = useClock();
  const health = useQuery(endpointQuery(client, endpoint.id)).data?.health;
  const { tone, text } = standing(endpoint, health, clock);
  return (
    <li className="relative grid min-h-14 grid-cols-[1.25rem_minmax(0,1fr)] items-center gap-x-3 gap-y-1 border-b border-hair px-4 py-2.5 transition-colors duration-100 last:border-b-0 hover:bg-hover @2xl:grid-cols-[1.25rem_minmax(0,1fr)_minmax(10rem,auto)]">
      <span className="flex justify-center">
        <Dot tone={tone} />
      </span>
      <div className="min-w-0">
        <p className="flex min-w-0 items-baseline gap-2">
          <Link
            to="/connections/endpoints/$id"
            params={{ id: endpoint.id }}
            className="max-w-full shrink-0 truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {endpoint.name}
          </Link>
          <span className="min-w-0 truncate font-mono text-xs text-faint">{endpoint.url}</span>
        </p>
        <p className="truncate text-xs text-faint">
          {asksFor(endpoint.types)}
          {endpoint.filter === null ? '' : ' · with a condition'}
          {endpoint.ordered ? ' · in order' : ''}
        </p>
      </div>
      <div className="text-xs @max-2xl:col-start-2 @2xl:text-right">
        <p className={tone === 'bad' ? 'text-late' : 'text-muted'}>{text}</p>
        {health ? <p className="text-faint">last day: {lastDay(health)}</p> : null}
      </div>
    </li>
  );
}
