// Work that failed for good: what, why, and a way to try it again.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClock } from '../data/clock.js';
import { keys } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { inWords } from '../format/errors.js';
import { shortMoment } from '../format/moment.js';
import { count } from '../format/words.js';
import { Button } from './button.js';

export function FailedWork() {
  const { client, notices } = useServices();
  const cache = useQueryClient();
  const clock = useClock();
  const dead = useQuery({
    queryKey: keys.deadWork,
    queryFn: ({ signal }) => client.call('listDeadWork', { query: { limit: 50 }, signal }),
  });
  const retry = useMutation({
    mutationFn: (params: { subscription: string; event: string }) => client.call('retryDeadWork', { params }),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.deadWork }),
    onError: (error) => notices.show({ text: `It cannot be tried again. ${inWords(error)}`, tone: 'problem' }),
  });
  if (dead.isError) return <p className="text-sm text-late">The list could not be loaded. {inWords(dead.error)}</p>;
  if (dead.data?.items.length === 0) return <p className="text-sm text-muted">Nothing has failed.</p>;
  return (
    <ul className="flex flex-col gap-3">
      {dead.data?.items.map((work) => (
        <li
          key={`${work.subscription} ${work.eventId}`}
          className="flex items-start gap-4 rounded-lg border border-line bg-surface p-3.5"
        >
          <div className="min-w-0 flex-1 text-sm">
            <p className="font-medium">{work.subscription.replaceAll('-', ' ')}</p>
            <p className="mt-0.5 break-words text-muted">{work.error}</p>
            <p className="mt-1 text-xs text-faint">
              {count(work.attempts, 'try', 'tries')}, given up {shortMoment(work.deadAt, clock)}
            </p>
          </div>
          <Button
            size="sm"
            disabled={retry.isPending}
            onClick={() => retry.mutate({ subscription: work.subscription, event: work.eventId })}
          >
            Try again
          </Button>
        </li>
      ))}
    </ul>
  );
}
