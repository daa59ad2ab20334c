// A test on its way to an endpoint, and how it went.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useClock } from '../data/clock.js';
import { connectionKeys, sendingQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { attemptWords, whenWords } from '../format/delivery.js';
import { Dot } from './dot.js';

export function TestSending(props: { id: string; onClose(): void }) {
  const { client } = useServices();
  const clock = useClock();
  const cache = useQueryClient();
  const { data } = useQuery(sendingQuery(client, props.id));
  const attempts = data?.attempts ?? 0;
  useEffect(() => {
    if (attempts === 0) return;
    void cache.invalidateQueries({ queryKey: [...connectionKeys.sendings, 'list'] });
    void cache.invalidateQueries({ queryKey: connectionKeys.endpoints });
  }, [cache, attempts]);
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
            {attemptWords(last)}.{data?.nextAt && !good ? ` It is tried again ${whenWords(data.nextAt, clock)}.` : ''}
          </>
        ) : (
          'The test is on its way…'
        )}
      </p>
      <span className="flex gap-3">
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
      </span>
    </div>
  );
}
