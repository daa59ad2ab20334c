// What was promised in the passages that were found.
import { Link } from '@tanstack/react-router';
import type { CommitmentView } from '@vito/contracts/commitment';
import { useClock } from '../data/clock.js';
import { columnDue } from '../format/due.js';
import { pairOf } from '../format/people.js';
import { titled } from '../format/words.js';
import { StatusIcon } from './status-icon.js';

export function FoundPromises(props: { commitments: readonly CommitmentView[] }) {
  const clock = useClock();
  const told = props.commitments.flatMap((one) => (one.documentId === null ? [] : { ...one, place: one.documentId }));
  if (told.length === 0) return null;
  return (
    <section aria-label="Commitments" className="mt-6">
      <h2 className="mb-1.5 text-xs font-medium text-muted">Promised there</h2>
      <ul className="overflow-hidden rounded-lg border border-hair">
        {told.map((one) => {
          const { debtor, creditor } = pairOf(one);
          return (
            <li key={one.id} className="border-b border-hair last:border-b-0">
              <Link
                to="/documents/$id"
                params={{ id: one.place }}
                search={{ c: one.id }}
                className="flex min-h-9.5 items-center gap-2.5 px-3.5 py-1.5 text-sm transition-colors duration-100 hover:bg-hover"
              >
                <StatusIcon status={one.status} size={15} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{titled(one.action)}</span>
                  <span className="block truncate text-xs text-faint">
                    {debtor.name} → {creditor.name}
                  </span>
                </span>
                <span className="text-xs whitespace-nowrap text-muted">
                  {one.due === null ? '' : columnDue(one.due, clock)}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
