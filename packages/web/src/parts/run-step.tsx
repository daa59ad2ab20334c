// One step of a run on its timeline: how it went, when, how often it was tried; it unfolds to its arguments and its result.
import { Link } from '@tanstack/react-router';
import type { RunView } from '@vito/contracts/run';
import { type NoteStory, type StepStory, stepStateWords } from '@vito/contracts/run-story';
import { deciderWords, gateWords, stepWords } from '@vito/contracts/run-words';
import { type ReactNode, useState } from 'react';
import { useClock } from '../data/clock.js';
import { fullMoment, timeOf } from '../format/moment.js';
import { type RunTone, spanWords, stepTones } from '../format/run-tones.js';
import { count, titled } from '../format/words.js';
import { Arrow } from './arrow.js';
import { Pill } from './pill.js';
import { StepDetail } from './run-step-detail.js';

const dots: Record<RunTone, string> = { good: 'bg-accent', bad: 'bg-late', soon: 'bg-soon', off: 'bg-edge' };

export function RunNote({ note }: { note: NoteStory }) {
  const bad = note.type === 'run.ended' || note.type === 'run.compensation-failed';
  const tone = note.type === 'run.completed' ? 'good' : bad ? 'bad' : 'off';
  return (
    <Line at={note.at} dot={<span className={`size-2 rounded-full ${dots[tone]}`} />}>
      <p className="py-2 text-sm text-pretty wrap-anywhere text-muted">
        {titled(note.text)}
        {note.actor.kind === 'person' ? <span className="text-faint"> by a person</span> : null}
      </p>
    </Line>
  );
}

export function RunStep(props: { step: StepStory; run: RunView; title: string | null }) {
  const { step } = props;
  const [open, setOpen] = useState(false);
  const tone = stepTones[step.state];
  const going = step.state === 'going' || step.state === 'again';
  return (
    <Line
      at={step.startedAt}
      dot={<span className={`size-2.5 rounded-full ${dots[tone]} ${going ? 'animate-breathe' : ''}`} />}
    >
      <div data-step={step.step} data-state={step.state}>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex w-full flex-wrap items-center gap-x-2.5 gap-y-0.5 rounded-md py-1.5 pr-2 text-left hover:bg-hover"
        >
          <Arrow open={open} />
          <span className="min-w-0 text-sm font-medium wrap-anywhere">
            {props.title ?? titled(stepWords(step.step))}
          </span>
          <Pill tone={tone}>{titled(stepStateWords[step.state])}</Pill>
          {step.tool ? <span className="text-xs wrap-anywhere text-faint max-sm:pl-6">{step.tool}</span> : null}
          <span className="ml-auto text-xs text-faint">{took(step)}</span>
        </button>
        <Told step={step} />
        {open ? <StepDetail step={step} run={props.run} /> : null}
      </div>
    </Line>
  );
}

const took = ({ state, startedAt, endedAt }: StepStory): string =>
  endedAt && state !== 'skipped' ? spanWords(Date.parse(endedAt) - Date.parse(startedAt)) : '';

/** What is worth knowing before it is unfolded. */
function Told({ step }: { step: StepStory }) {
  const clock = useClock();
  const { gate, wait, turns } = step;
  const moment = (iso: string) => fullMoment(iso, clock.zone);
  const lines: ReactNode[] = [];
  if (step.attempts > 1) lines.push(`Tried ${step.attempts} times`);
  if (step.problem)
    lines.push(
      <span className={step.state === 'failed' || step.state === 'not-undone' ? 'text-late' : ''}>
        {titled(step.problem)}
        {step.optional ? ' The run went on.' : ''}
      </span>,
    );
  if (step.state === 'again' && step.againAt) lines.push(`Tried again ${moment(step.againAt)}`);
  if (gate && gate.state === 'open') lines.push(gate.summary);
  if (gate && gate.state === 'open' && step.asked.length > 0) lines.push(`Asked by mail: ${step.asked.join(', ')}`);
  if (gate && gate.state !== 'open')
    lines.push(
      `${gate.summary}: ${gateWords[gate.state]}${deciderWords(step.decider?.by, step.decider?.address)}${step.reason ? `, “${step.reason}”` : ''}`,
    );
  if (wait && step.state === 'waits')
    lines.push(
      `${wait.signal ? `For the signal “${wait.signal}”` : 'For its time'}${wait.until ? `, until ${moment(wait.until)}` : ''}`,
    );
  if (step.children.length > 0)
    lines.push(
      <>
        Began {count(step.children.length, 'run')}:{' '}
        {step.children.slice(0, 5).map((id, index) => (
          <Link
            key={id}
            to="/agents/runs/$id"
            params={{ id }}
            className="mr-2 rounded-xs underline decoration-edge underline-offset-3 hover:text-accent"
          >
            {index + 1}
          </Link>
        ))}
        {step.children.length > 5 ? `and ${step.children.length - 5} more` : ''}
      </>,
    );
  if (turns.length > 0) lines.push(`${count(turns.length, 'turn')} of the model`);
  if (lines.length === 0) return null;
  return (
    <ul className="flex flex-col gap-0.5 pb-1.5 pl-6 text-xs text-pretty wrap-anywhere text-muted">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and keep their order
        <li key={index}>{line}</li>
      ))}
    </ul>
  );
}

function Line(props: { at: string; dot: ReactNode; children: ReactNode }) {
  const { zone } = useClock();
  return (
    <li className="group/line grid grid-cols-[3rem_1.25rem_minmax(0,1fr)] gap-x-1">
      <time dateTime={props.at} title={fullMoment(props.at, zone)} className="pt-2.25 text-xs text-faint">
        {timeOf(props.at, zone)}
      </time>
      <span className="relative flex justify-center">
        <span
          aria-hidden="true"
          className="absolute inset-y-0 w-px bg-hair group-first/line:top-4 group-last/line:bottom-auto group-last/line:h-4"
        />
        <span className="relative mt-2.5 flex size-4 items-center justify-center rounded-full bg-canvas">
          {props.dot}
        </span>
      </span>
      <div className="min-w-0">{props.children}</div>
    </li>
  );
}
