// How a run stands: its status, when it began and ended, what it cost against its budget, and why it ended as it did.
import type { RunView } from '@vito/contracts/run';
import { costWords, isRunOver, runStatusWords } from '@vito/contracts/run-words';
import type { ReactNode } from 'react';
import { useClock } from '../data/clock.js';
import { fullMoment, shortMoment } from '../format/moment.js';
import { distanceWords, runTone, spanWords } from '../format/run-tones.js';
import { count, titled } from '../format/words.js';
import { Pill } from './pill.js';

export function RunHead({ run }: { run: RunView }) {
  const clock = useClock();
  const over = isRunOver(run);
  const took = Date.parse(run.endedAt ?? '') - Date.parse(run.requestedAt);
  return (
    <section aria-label="How it stands" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span data-status={run.status}>
          <Pill tone={runTone(run)}>{titled(runStatusWords(run))}</Pill>
        </span>
        <span className="text-sm text-muted">
          {run.playbook}, version {run.number}
        </span>
      </div>
      {run.problem ? <p className="text-sm text-pretty wrap-anywhere text-late">{titled(run.problem)}</p> : null}
      {run.status === 'compensation-failed' ? (
        <p className="text-sm text-pretty text-muted">
          Something that it had done could not be taken back. It is marked below; please put it right by hand.
        </p>
      ) : null}
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-x-6 gap-y-3 text-sm">
        <Fact name="Asked for">
          <time dateTime={run.requestedAt} title={fullMoment(run.requestedAt, clock.zone)}>
            {shortMoment(run.requestedAt, clock)}
          </time>
        </Fact>
        {over ? <Fact name="Took">{spanWords(took)}</Fact> : null}
        {!over && run.deadlineAt ? (
          <Fact name="Deadline">
            <time dateTime={run.deadlineAt} title={fullMoment(run.deadlineAt, clock.zone)}>
              {distanceWords(run.deadlineAt, clock.now)}
            </time>
          </Fact>
        ) : null}
        <Fact name="Steps over">{count(run.steps, 'step')}</Fact>
        <Fact name={over ? 'Cost' : 'Cost so far'}>
          {costWords(run.costMicros)}
          {run.budgetMicros === null ? '' : ` of ${costWords(run.budgetMicros)}`}
          {run.budgetMicros ? <Spent part={run.costMicros / run.budgetMicros} /> : null}
        </Fact>
      </dl>
    </section>
  );
}

const Fact = (props: { name: string; children: ReactNode }) => (
  <div>
    <dt className="text-xs text-faint">{props.name}</dt>
    <dd className="mt-0.5">{props.children}</dd>
  </div>
);

function Spent({ part }: { part: number }) {
  return (
    <span aria-hidden="true" className="mt-1.5 block h-1 max-w-32 overflow-hidden rounded-full bg-chip">
      <span
        className={`block h-full rounded-full ${part > 0.9 ? 'bg-late' : 'bg-accent'}`}
        style={{ width: `${Math.min(100, part * 100)}%` }}
      />
    </span>
  );
}
