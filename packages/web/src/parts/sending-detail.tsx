// A sending whole: every attempt with what it met and what was answered, and the body that is sent.
import { useQuery } from '@tanstack/react-query';
import type { Attempt } from '@vito/contracts/endpoint';
import { RotateCw } from 'lucide-react';
import { useClock } from '../data/clock.js';
import { connectionKeys, sendingQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { attemptWords, whenWords } from '../format/delivery.js';
import { inWords } from '../format/errors.js';
import { shortMoment } from '../format/moment.js';
import { Button } from './button.js';
import { CodeBlock } from './code-block.js';
import { Dot } from './dot.js';
import { Bone } from './states.js';

export function SendingDetail(props: { id: string }) {
  const { client, notices } = useServices();
  const clock = useClock();
  const sending = useQuery(sendingQuery(client, props.id));
  const again = useDeed({
    failed: 'Not sent again.',
    touches: [connectionKeys.sendings, connectionKeys.endpoints],
    run: () => client.call('replaySending', { params: { id: props.id } }),
    done: () => notices.show({ text: 'It is being sent again, under the same id' }),
  });
  if (sending.isError) return <p className="text-sm text-late">It could not be loaded. {inWords(sending.error)}</p>;
  if (!sending.data) return <Bone className="h-32 w-full" />;
  const { log, body, nextAt, state, id } = sending.data;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <h4 className="mb-1.5 text-xs font-medium text-muted">Attempts</h4>
          {log.length === 0 ? <p className="text-sm text-muted">It was not tried yet.</p> : null}
          <ol className="flex flex-col gap-2.5">
            {log.map((attempt) => (
              <Tried key={attempt.at} attempt={attempt} at={shortMoment(attempt.at, clock)} />
            ))}
          </ol>
          {state === 'waiting' && nextAt ? (
            <p className="mt-2 text-xs text-faint">It is tried again {whenWords(nextAt, clock)}.</p>
          ) : null}
        </div>
        <Button size="sm" disabled={again.isPending} onClick={() => again.mutate()}>
          <RotateCw size={12} aria-hidden="true" />
          Send again
        </Button>
      </div>
      <CodeBlock label="Body" body={body} />
      <p className="text-xs wrap-anywhere text-faint">
        Sent as webhook-id <span className="font-mono">{id}</span>
      </p>
    </div>
  );
}

function Tried(props: { attempt: Attempt; at: string }) {
  const { attempt, at } = props;
  return (
    <li className="grid grid-cols-[0.75rem_minmax(0,1fr)] items-baseline gap-x-2 text-sm">
      <Dot tone={attempt.outcome === 'delivered' ? 'good' : 'bad'} />
      <div className="min-w-0">
        <p className="wrap-anywhere">
          {attemptWords(attempt)} <span className="text-xs whitespace-nowrap text-faint">· {at}</span>
        </p>
        {attempt.answer.trim() ? (
          <pre className="mt-1 max-h-40 overflow-auto rounded-sm bg-sunken px-2 py-1 font-mono text-xs whitespace-pre-wrap wrap-anywhere text-muted">
            {attempt.answer}
          </pre>
        ) : null}
      </div>
    </li>
  );
}
