// What a source or a connection told of something elsewhere: its title, the thing it is about, and who told it.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FactView } from '@vito/contracts/webhook';
import { sourcesQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { connectionsQuery } from '../data/sync-queries.js';
import { factLine } from '../format/fact.js';
import { FetchIcon } from './fetch-icon.js';
import { SourceIcon } from './source-icon.js';
import { FactData } from './yields-list.js';

export function FactEntry(props: { fact: FactView; at: string; zone: string }) {
  const { fact } = props;
  const { title, detail } = factLine(fact, props.at, props.zone);
  return (
    <div className="px-2.5 py-2.25 text-sm max-sm:pr-12">
      <p className="font-medium text-pretty wrap-anywhere">{title}</p>
      <FactData data={fact.data} />
      <p className="mt-0.5 min-h-4.5 text-xs wrap-anywhere text-faint">
        <Teller fact={fact} />
        {detail ? ` · ${detail}` : ''}
      </p>
    </div>
  );
}

/** The source or the connection that told it. */
function Teller({ fact }: { fact: FactView }) {
  return fact.record ? <FromConnection id={fact.record.connectionId} /> : <FromSource id={fact.sourceId} />;
}

const link = 'inline-flex items-center gap-1.5 rounded-xs align-bottom hover:text-accent';

function FromSource(props: { id: string | null }) {
  const { client } = useServices();
  const source = useQuery({ ...sourcesQuery(client), staleTime: 60_000 }).data?.find(({ id }) => id === props.id);
  if (!source) return 'A source that was removed';
  return (
    <Link to="/connections/sources/$id" params={{ id: source.id }} className={link}>
      <SourceIcon kind={source.kind} size={13} />
      {source.name}
    </Link>
  );
}

function FromConnection(props: { id: string }) {
  const { client } = useServices();
  const all = useQuery({ ...connectionsQuery(client), staleTime: 60_000, refetchInterval: false }).data;
  const connection = all?.find(({ id }) => id === props.id);
  if (!connection) return 'A connection that was removed';
  return (
    <Link to="/connections/fetched/$id" params={{ id: connection.id }} className={link}>
      <FetchIcon dialect={connection.dialect} size={13} />
      {connection.name}
    </Link>
  );
}
