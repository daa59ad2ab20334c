// What a source told of something elsewhere: its title, the thing it is about, and who told it.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FactView } from '@vito/contracts/webhook';
import { sourcesQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { factLine } from '../format/fact.js';
import { SourceIcon } from './source-icon.js';
import { FactData } from './yields-list.js';

export function FactEntry(props: { fact: FactView; at: string; zone: string }) {
  const { fact } = props;
  const { client } = useServices();
  const source = useQuery({ ...sourcesQuery(client), staleTime: 60_000 }).data?.find(({ id }) => id === fact.sourceId);
  const { title, detail } = factLine(fact, props.at, props.zone);
  return (
    <div className="px-2.5 py-2.25 text-sm max-sm:pr-12">
      <p className="font-medium text-pretty wrap-anywhere">{title}</p>
      <FactData data={fact.data} />
      <p className="mt-0.5 min-h-4.5 text-xs wrap-anywhere text-faint">
        {source ? (
          <Link
            to="/connections/sources/$id"
            params={{ id: source.id }}
            className="inline-flex items-center gap-1.5 rounded-xs align-bottom hover:text-accent"
          >
            <SourceIcon kind={source.kind} size={13} />
            {source.name}
          </Link>
        ) : (
          'A source that was removed'
        )}
        {detail ? ` · ${detail}` : ''}
      </p>
    </div>
  );
}
