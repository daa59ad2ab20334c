// Something that was done to a commitment, by whom; from which date to which.
import { Link } from '@tanstack/react-router';
import type { CommitmentView } from '@vito/contracts/commitment';
import type { TimelineEntry } from '@vito/contracts/timeline';
import { ArrowRight } from 'lucide-react';
import { plainDay } from '../format/civil.js';
import { dueDay, dueTime } from '../format/due.js';
import { actorName, deedOf } from '../format/entries.js';
import { titled } from '../format/words.js';

export function DeedEntry(props: {
  entry: TimelineEntry;
  commitment: CommitmentView;
  myName: string | null;
  zone: string;
}) {
  const { entry, commitment, zone } = props;
  const due = entry.change?.due;
  return (
    <div className="px-2.5 py-2.25 text-sm max-sm:pr-12">
      <p className="text-pretty text-muted">
        <span className="font-medium text-ink">{actorName(entry.actor, props.myName)}</span> {deedOf(entry)}{' '}
        <Link
          to="."
          search={(before) => ({ ...before, c: commitment.id })}
          resetScroll={false}
          preload={false}
          className="rounded-xs font-medium text-ink decoration-edge underline-offset-3 hover:text-accent hover:underline"
        >
          {titled(commitment.action)}
        </Link>{' '}
        {due ? (
          <span className="inline-flex items-center gap-1.5 rounded-sm bg-soon-soft px-1.5 align-baseline text-xs leading-5 font-medium text-soon">
            {due.from === null ? 'no date' : dateOf(due.from, zone)}
            <ArrowRight size={11} aria-label="to" />
            {due.to === null ? 'no date' : dateOf(due.to, zone)}
          </span>
        ) : null}
      </p>
      {entry.change?.note ? <p className="mt-0.5 text-muted">“{entry.change.note}”</p> : null}
    </div>
  );
}

function dateOf(due: string, zone: string): string {
  const time = dueTime(due, zone);
  return time ? `${plainDay(dueDay(due, zone))}, ${time}` : plainDay(dueDay(due, zone));
}
