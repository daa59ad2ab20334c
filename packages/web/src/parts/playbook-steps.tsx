// The steps of a playbook as a list that can be read: what each does, on which condition, and which go on side by side.
import type { PlainStep, Step } from '@vito/contracts/playbook';
import { stepWords } from '@vito/contracts/run-words';
import { Bot, CirclePlay, Columns3, Hand, Hourglass, type LucideIcon, OctagonX, Wrench } from 'lucide-react';
import { spanWords } from '../format/run-tones.js';
import { titled } from '../format/words.js';

const icons: Record<Step['kind'], LucideIcon> = {
  tool: Wrench,
  wait: Hand,
  sleep: Hourglass,
  run: CirclePlay,
  agent: Bot,
  stop: OctagonX,
  parallel: Columns3,
};

export function PlaybookSteps(props: { steps: readonly Step[] }) {
  return (
    <ol className="flex flex-col">
      {props.steps.map((step) => (
        <One key={step.id} step={step} />
      ))}
    </ol>
  );
}

function One({ step }: { step: Step }) {
  const Icon = icons[step.kind];
  return (
    <li className="group/step relative flex gap-3 pb-3">
      <span
        aria-hidden="true"
        className="absolute top-6 bottom-0 left-3 w-px -translate-x-1/2 bg-line group-last/step:hidden"
      />
      <span className="flex size-6 shrink-0 items-center justify-center rounded-full border border-line bg-raised text-muted">
        <Icon size={13} aria-hidden="true" />
      </span>
      <div className="min-w-0 flex-1 pt-0.5 text-sm">
        <p className="font-medium wrap-anywhere">{step.title ?? titled(stepWords(step.id))}</p>
        <p className="text-xs text-pretty wrap-anywhere text-muted">{doesWords(step)}</p>
        {'when' in step && step.when ? (
          <p className="text-xs wrap-anywhere text-faint">
            only if <code className="font-mono">{step.when}</code>
          </p>
        ) : null}
        {step.kind === 'parallel' ? (
          <div className="mt-2 grid gap-3 sm:grid-cols-[repeat(auto-fit,minmax(10rem,1fr))]">
            {step.branches.map((branch) => (
              <div key={branch[0]?.id} className="rounded-md border border-hair bg-sunken p-2.5 pb-0">
                <PlaybookSteps steps={branch} />
              </div>
            ))}
          </div>
        ) : null}
      </div>
    </li>
  );
}

const asks: Record<NonNullable<Extract<PlainStep, { kind: 'tool' }>['approval']>['when'], string> = {
  never: '',
  always: 'always asks a person',
  over: 'asks a person above an amount',
  unsure: 'asks a person where the model is unsure',
};

function doesWords(step: Step): string {
  switch (step.kind) {
    case 'tool': {
      const { approval, optional } = step;
      const parts = [`Uses ${step.tool}`, approval ? asks[approval.when] : '', optional ? 'may fail' : ''];
      return parts.filter(Boolean).join(', ');
    }
    case 'wait':
      return `Waits for the signal “${step.signal}”${step.seconds === null ? '' : `, ${spanWords(step.seconds * 1000)} at most`}`;
    case 'sleep':
      return step.seconds === undefined
        ? `Waits until ${step.until ?? 'its time'}`
        : `Waits ${spanWords(step.seconds * 1000)}`;
    case 'run':
      return `Runs “${step.playbook}”${step.each ? `, once for each of ${step.each}` : ''}`;
    case 'agent':
      return `A model works on it${step.tools.length > 0 ? ` with ${step.tools.join(', ')}` : ''}, ${step.turns} turns at most`;
    case 'stop':
      return 'Ends the run';
    case 'parallel':
      return `${step.branches.length} side by side`;
  }
}
