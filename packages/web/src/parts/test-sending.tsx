// A test on its way to an endpoint, and how it went.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useClock } from '../data/clock.js';
import { sendingQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { attemptWords } from '../format/delivery.js';
import { shortMoment } from '../format/moment.js';
import { Dot } from './endpoint-list.js';

export function TestSending(props: { id: string; onClose(): void }) {
  const { client } = useServices();
  const clock = useClock();
  const { data } = useQuery(sendingQuery(client, props.id));
  const last = data?.log.at(-1);
  const good = data?.state === 'delivered';
  return (
    <div
      role="status"
      className={`flex animate-rise flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border p-3 text-sm ${last ? (good ? 'border-accent bg-accent-soft' : 'border-late bg-late-soft') : 'border-line bg-surface'}`}
    >
      <Dot tone={last ? (good ? 'good' : 'bad') : 'idle'} />
      <p className="min-w-0 flex-1 basis-60 wrap-anywhere">
        {last ? (
          <>
            <span className="font-medium">{good ? 'The test arrived.' : 'The test did not arrive.'}</span>{' '}
            {attemptWords(last)}.{data?.nextAt && !good ? ` It is tried again ${shortMoment(data.nextAt, clock)}.` : ''}
          </>
        ) : (
          'The test is on its way…'
        )}
      </p>
      <Link
        to="."
        search={(before) => ({ ...before, part: undefined, state: undefined, open: props.id })}
        className="rounded-xs text-muted underline-offset-3 hover:text-accent hover:underline"
      >
        See it
      </Link>
      <button type="button" onClick={props.onClose} className="rounded-xs text-muted hover:text-ink">
        Close
      </button>
    </div>
  );
}
