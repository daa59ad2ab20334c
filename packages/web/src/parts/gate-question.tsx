// The question that a gate puts: what exactly would be done, who asked, until when, and the three answers.
import { Link } from '@tanstack/react-router';
import type { GateView } from '@vito/contracts/run';
import { stepWords } from '@vito/contracts/run-words';
import { useState } from 'react';
import { useClock } from '../data/clock.js';
import type { Verdict } from '../data/decide-gate.js';
import { useKeys } from '../data/use-keys.js';
import { fullMoment } from '../format/moment.js';
import { distanceWords, spanWords } from '../format/run-tones.js';
import { ArgsView } from './args-view.js';
import { Button, Keyed } from './button.js';
import { GateEdit } from './gate-edit.js';
import { GateReject } from './gate-reject.js';
import { Pill } from './pill.js';
import { Refused } from './refused.js';

type Answer = 'edit' | 'reject' | null;

/** How the answer is on its way: a mutation that takes a verdict. */
export interface Deciding {
  isPending: boolean;
  error: unknown;
  mutate(verdict: Verdict, told: { onSuccess(): void }): void;
  reset(): void;
}

export function GateQuestion(props: {
  gate: GateView;
  decide: Deciding;
  /** The one that keys are for. */
  chosen?: boolean;
  /** What the run is called is said elsewhere, or leads to its page, or is a mere word to who cannot open it. */
  run: 'left out' | 'link' | 'word';
  /** Four eyes: whoever looks may say no only. */
  onlyNo?: boolean;
  onOpen?(): void;
}) {
  const { gate, chosen = false, onlyNo = false } = props;
  const [answer, setAnswer] = useState<Answer>(null);
  const decide = {
    ...props.decide,
    mutate: (verdict: Verdict) => props.decide.mutate(verdict, { onSuccess: () => setAnswer(null) }),
  };
  const free = chosen && answer === null && !decide.isPending;
  useKeys({
    a: free && !onlyNo ? () => decide.mutate({ decision: 'approved' }) : undefined,
    e: free && !onlyNo ? () => setAnswer('edit') : undefined,
    r: free ? () => setAnswer('reject') : undefined,
    o: free && props.onOpen ? props.onOpen : undefined,
  });
  const open = (next: Answer) => {
    decide.reset();
    setAnswer(next);
  };
  return (
    <article
      aria-label={gate.summary}
      aria-busy={decide.isPending}
      className={`rounded-lg border bg-surface shadow-raised transition-colors ${chosen ? 'border-accent' : 'border-line'}`}
    >
      <div className={`flex flex-col gap-3 p-4 ${decide.isPending ? 'opacity-50' : ''}`}>
        <GateHead gate={gate} run={props.run} />
        {answer === 'edit' ? (
          <GateEdit
            gate={gate}
            error={decide.error}
            pending={decide.isPending}
            onSave={(args) => decide.mutate({ decision: 'edited', args: args as GateView['args'] })}
            onClose={() => open(null)}
          />
        ) : (
          <ArgsView args={gate.args} />
        )}
        {answer === 'reject' ? (
          <GateReject
            pending={decide.isPending}
            onSave={(reason) => decide.mutate({ decision: 'rejected', reason })}
            onClose={() => open(null)}
          />
        ) : null}
        {decide.error && answer !== 'edit' ? <Refused error={decide.error} /> : null}
        {answer === null ? (
          <div className="flex flex-wrap items-center gap-2">
            {onlyNo ? null : (
              <>
                <Button
                  tone="strong"
                  disabled={decide.isPending}
                  onClick={() => decide.mutate({ decision: 'approved' })}
                >
                  {decide.isPending ? 'Approving …' : 'Approve'} {chosen ? <Keyed>A</Keyed> : null}
                </Button>
                <Button disabled={decide.isPending} onClick={() => open('edit')}>
                  Edit {chosen ? <Keyed>E</Keyed> : null}
                </Button>
              </>
            )}
            <Button tone="quiet" disabled={decide.isPending} onClick={() => open('reject')}>
              Reject {chosen ? <Keyed>R</Keyed> : null}
            </Button>
          </div>
        ) : null}
      </div>
    </article>
  );
}

function GateHead(props: { gate: GateView; run: 'left out' | 'link' | 'word' }) {
  const { gate } = props;
  const clock = useClock();
  return (
    <header className="flex flex-col gap-1">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <h3 className="min-w-0 flex-1 basis-56 font-medium text-pretty wrap-anywhere">{gate.summary}</h3>
        <span className="flex shrink-0 items-center gap-2 text-xs text-faint">
          {gate.escalated ? <Pill tone="bad">Escalated</Pill> : null}
          <time dateTime={gate.expiresAt} title={fullMoment(gate.expiresAt, clock.zone)}>
            expires {distanceWords(gate.expiresAt, clock.now)}
          </time>
        </span>
      </div>
      <p className="text-xs wrap-anywhere text-faint">
        {props.run === 'left out' ? null : (
          <>
            {props.run === 'word' ? (
              gate.playbook
            ) : (
              <Link
                to="/agents/runs/$id"
                params={{ id: gate.run }}
                className="rounded-xs underline decoration-edge underline-offset-3 hover:text-accent"
              >
                {gate.playbook}
              </Link>
            )}
            {' · '}
          </>
        )}
        step “{stepWords(gate.step)}” · {gate.tool} · asked{' '}
        <time dateTime={gate.openedAt} title={fullMoment(gate.openedAt, clock.zone)}>
          {distanceWords(gate.openedAt, clock.now)}
        </time>{' '}
        in a run that {gate.askedBy.startsWith('act_') ? 'a person' : 'ViTo'} asked for
      </p>
      {gate.escalated && gate.policy.escalateSeconds !== null ? (
        <p className="text-xs text-late">
          Nobody has decided within {spanWords(gate.policy.escalateSeconds * 1000)}: please look at this first.
        </p>
      ) : null}
      {gate.policy.fourEyes ? (
        <p className="text-xs text-soon">Whoever asked for this run may not approve it: somebody else has to.</p>
      ) : null}
    </header>
  );
}
