// What people should know of a run: that it asks, what was decided, how it ended; it leads to the run's own page.
import { Link } from '@tanstack/react-router';
import type { TimelineEntry } from '@vito/contracts/timeline';
import { deedOf } from '../format/entries.js';
import { titled } from '../format/words.js';

export function RunEntry(props: { type: string; run: NonNullable<TimelineEntry['run']> }) {
  const { type, run } = props;
  return (
    <div className="px-2.5 py-2.25 text-sm max-sm:pr-12">
      <p className="text-pretty wrap-anywhere text-muted">
        <Link
          to="/agents/runs/$id"
          params={{ id: run.id }}
          className="rounded-xs font-medium text-ink decoration-edge underline-offset-3 hover:text-accent hover:underline"
        >
          {run.title}
        </Link>{' '}
        {deedOf({ type })}
      </p>
      {run.said ? <p className="mt-0.5 text-xs wrap-anywhere text-faint">{titled(run.said)}</p> : null}
    </div>
  );
}
