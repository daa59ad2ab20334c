// A payload whole: what it became or why not, its headers, and its body as it came in.
import { useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { connectionKeys, payloadQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { inWords } from '../format/errors.js';
import { titled } from '../format/words.js';
import { Button } from './button.js';
import { CodeBlock } from './code-block.js';
import { Bone } from './states.js';
import { YieldsList } from './yields-list.js';

export function PayloadDetail(props: { id: string }) {
  const { client, notices } = useServices();
  const payload = useQuery(payloadQuery(client, props.id));
  const again = useDeed({
    failed: 'Not mapped again.',
    touches: [connectionKeys.payloads, connectionKeys.sources],
    run: () => client.call('replayPayload', { params: { id: props.id } }),
    done: () => notices.show({ text: 'It is being mapped again' }),
  });
  if (payload.isError) return <p className="text-sm text-late">It could not be loaded. {inWords(payload.error)}</p>;
  if (!payload.data) return <Bone className="h-32 w-full" />;
  const { state, yields, problem, headers, body, encoding, id } = payload.data;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <h4 className="mb-1 text-xs font-medium text-muted">What it became</h4>
          {state === 'received' ? <p className="text-sm text-muted">It waits to be mapped.</p> : null}
          {problem ? <p className="text-sm wrap-anywhere text-late">{titled(problem)}</p> : null}
          {state === 'mapped' && yields.length === 0 ? (
            <p className="text-sm text-muted">Nothing: the mapping leaves it out.</p>
          ) : null}
          <YieldsList yields={yields} />
        </div>
        <Button size="sm" disabled={again.isPending || state === 'received'} onClick={() => again.mutate()}>
          <RotateCw size={12} aria-hidden="true" />
          Map again
        </Button>
      </div>
      <CodeBlock label="Body" body={body} encoding={encoding} />
      <Headers headers={headers} />
      <p className="text-xs text-faint">
        Its id: <span className="font-mono">{id}</span>
      </p>
    </div>
  );
}

function Headers(props: { headers: Record<string, string> }) {
  const pairs = Object.entries(props.headers);
  if (pairs.length === 0) return null;
  return (
    <div>
      <h4 className="mb-1 text-xs font-medium text-muted">Headers</h4>
      <dl className="grid gap-x-4 gap-y-0.5 text-xs sm:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)]">
        {pairs.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="font-mono text-faint">{name}</dt>
            <dd className="font-mono wrap-anywhere max-sm:mb-1.5">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
