// What a payload became: documents to open, facts as they now stand.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Yield } from '@vito/contracts/webhook';
import { useClock } from '../data/clock.js';
import { factQuery } from '../data/connection-queries.js';
import { documentQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { shortMoment } from '../format/moment.js';
import { DocumentIcon } from './document-icon.js';

export function YieldsList(props: { yields: readonly Yield[] }) {
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {props.yields.map(({ kind, id }) => (
        <li key={id}>{kind === 'document' ? <DocumentYield id={id} /> : <FactYield id={id} />}</li>
      ))}
    </ul>
  );
}

function DocumentYield(props: { id: string }) {
  const { client } = useServices();
  const document = useQuery(documentQuery(client, props.id));
  if (document.isError) return <span className="text-muted">A document that is no longer there</span>;
  if (!document.data) return <span className="text-faint">A document</span>;
  return (
    <Link
      to="/documents/$id"
      params={{ id: props.id }}
      className="inline-flex max-w-full items-center gap-1.5 font-medium hover:text-accent hover:underline"
    >
      <DocumentIcon document={document.data} size={14} className="text-muted" />
      <span className="truncate">{document.data.title ?? document.data.name}</span>
    </Link>
  );
}

function FactYield(props: { id: string }) {
  const { client } = useServices();
  const clock = useClock();
  const fact = useQuery(factQuery(client, props.id));
  if (fact.isError) return <span className="text-muted">A fact that is no longer there</span>;
  if (!fact.data) return <span className="text-faint">A fact</span>;
  const { title, type, entity, at, data } = fact.data;
  return (
    <div className="min-w-0">
      <p className="font-medium wrap-anywhere">{title}</p>
      <p className="text-xs wrap-anywhere text-faint">
        {type} · {entity} · {shortMoment(at, clock)}
      </p>
      <FactData data={data} />
    </div>
  );
}

/** What a fact holds besides its title, as a line of names and values. */
export function FactData(props: { data: Record<string, unknown> }) {
  const pairs = Object.entries(props.data).slice(0, 8);
  if (pairs.length === 0) return null;
  return (
    <p className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-muted">
      {pairs.map(([name, value]) => (
        <span key={name} className="min-w-0 wrap-anywhere">
          <span className="text-faint">{name}</span> {typeof value === 'string' ? value : JSON.stringify(value)}
        </span>
      ))}
    </p>
  );
}
