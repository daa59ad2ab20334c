// One run in the list: how it went, what it brought, how long it took; it unfolds to show itself by stream, with its log.
import type { SyncRunState, SyncRunView } from '@vito/contracts/sync';
import { useClock } from '../data/clock.js';
import { fullMoment, shortMoment } from '../format/moment.js';
import { countWords, isUnderWay, reasonWords, runWords, sumOf } from '../format/sync-words.js';
import { Arrow } from './arrow.js';
import { Duration } from './duration.js';
import { Pill } from './pill.js';
import { RunDetail } from './run-detail.js';

const tones: Record<SyncRunState, 'good' | 'bad' | 'soon' | 'off'> = {
  waiting: 'off',
  running: 'soon',
  finished: 'good',
  failed: 'bad',
  cancelled: 'off',
};

export function RunRow(props: { run: SyncRunView; open: boolean; onToggle(): void }) {
  const { run, open } = props;
  const clock = useClock();
  const came = countWords(sumOf(run.streams));
  const failed = run.state === 'failed' && run.reason;
  return (
    <li data-run={run.id} className="border-b border-hair last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={props.onToggle}
        className="grid min-h-12.25 w-full grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2 text-left transition-colors duration-100 hover:bg-hover @2xl:grid-cols-[1rem_minmax(0,1fr)_6rem_8.5rem]"
      >
        <Arrow open={open} />
        <span className="min-w-0">
          <span className="flex min-w-0 items-center gap-2">
            <Pill tone={tones[run.state]}>{runWords[run.state]}</Pill>
            <span className="truncate text-sm">
              {run.state === 'waiting'
                ? 'begins in a moment'
                : came === 'nothing came' && isUnderWay(run)
                  ? 'nothing yet'
                  : came}
            </span>
          </span>
          <span className={`block truncate text-xs ${failed ? 'text-late' : 'text-faint'}`}>
            {failed ? reasonWords(failed) : run.dueAt ? 'by the schedule' : 'asked for'}
            {run.attempts > 1 ? ` · begun ${run.attempts} times` : ''}
          </span>
        </span>
        <span className="text-right text-xs whitespace-nowrap text-faint @max-2xl:hidden">
          <Duration run={run} />
        </span>
        <time
          dateTime={run.requestedAt}
          title={fullMoment(run.requestedAt, clock.zone)}
          className="text-right text-xs whitespace-nowrap text-faint"
        >
          {shortMoment(run.requestedAt, clock)}
        </time>
      </button>
      {open ? (
        <div className="animate-fade px-4 pt-2 pb-5 sm:pl-11">
          <RunDetail run={run} />
        </div>
      ) : null}
    </li>
  );
}
