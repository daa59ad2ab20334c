// Runs in words, the same in the app and on the terminal.
import type { GateView, RunStatus, RunSummary, WaitsFor } from './run.js';
import type { RunEvent } from './run-event.js';

const statusWords: Record<RunStatus, string> = {
  open: 'at work',
  compensating: 'being undone',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  'timed-out': 'out of time',
  compensated: 'undone',
  'compensation-failed': 'not all undone',
};
const waitWords: Record<WaitsFor, string> = {
  gate: 'waits for an approval',
  signal: 'waits for a signal',
  time: 'waits for its time',
  runs: 'waits for other runs',
};

/** How it stands: "at work", "waits for an approval", "completed". */
export const runStatusWords = ({ status, waitsFor }: Pick<RunSummary, 'status' | 'waitsFor'>): string =>
  status === 'open' && waitsFor ? waitWords[waitsFor] : statusWords[status];

export const isRunOver = ({ status }: Pick<RunSummary, 'status'>): boolean =>
  status !== 'open' && status !== 'compensating';

/** "$0.0125": millionths of a US dollar as they are reckoned, without zeros that say nothing. */
export function costWords(micros: number): string {
  const digits = micros > 0 && micros < 10_000 ? 6 : 4;
  return `$${(micros / 1e6).toFixed(digits).replace(/(\.\d\d\d*?)0+$/, '$1')}`;
}

export const gateWords: Record<GateView['state'], string> = {
  open: 'waits for a decision',
  approved: 'approved',
  edited: 'approved with changes',
  rejected: 'rejected',
  expired: 'not decided in time',
};

/** " by ada@quill.example, by mail"; nothing where it was decided by a person who is signed in, by the clock, or not at all. */
export const deciderWords = (by: string | undefined, address: string | null | undefined): string =>
  by === 'link' ? ` by ${address ?? '[erased]'}, by mail` : '';

/** `ask#2.1` is the first call of the second turn of `ask`. */
export function stepWords(key: string): string {
  const [step = '', call] = key.split('#');
  const [turn, index] = (call ?? '').split('.');
  const words = step.replaceAll('-', ' ');
  return call === undefined ? words : `${words}, turn ${turn}, call ${Number(index) + 1}`;
}

/** What happened, in a line; null: it is bookkeeping. */
export function runEventWords(event: RunEvent): string | null {
  switch (event.type) {
    case 'run.requested':
      return event.data.forkOf
        ? `asked for, from "${event.data.forkOf.step}" of ${event.data.forkOf.run}`
        : 'asked for';
    case 'run.signalled':
      return `was told "${event.data.name}"`;
    case 'run.cancel-requested':
      return `is to be cancelled${reason(event.secret?.reason)}`;
    case 'run.moved':
      return `goes on by version ${event.data.number} of its playbook`;
    case 'run.undoing':
      return `is being undone${reason(event.secret?.message)}`;
    case 'run.completed':
      return 'completed';
    case 'run.ended':
      return `${statusWords[event.data.reason]}${reason(event.secret?.message)}`;
    case 'run.compensated':
      return 'what it had done is undone';
    case 'run.compensation-failed':
      return `not undone: ${event.data.steps.map(stepWords).join(', ')}`;
    case 'run.handed-back':
    case 'run.turn-reserved':
      return null;
    default:
      return `${stepWords(event.data.step)}: ${stepEventWords(event)}`;
  }
}

type StepEvent = Extract<RunEvent, { data: { step: string } }>;

function stepEventWords(event: Exclude<StepEvent, { type: 'run.handed-back' | 'run.turn-reserved' }>): string {
  switch (event.type) {
    case 'run.step-started':
      return event.data.attempt > 1 ? `begins, attempt ${event.data.attempt}` : 'begins';
    case 'run.step-completed':
      return event.data.copied ? 'taken over' : 'done';
    case 'run.step-skipped':
      return 'left out';
    case 'run.step-failed': {
      const { againAt, optional } = event.data;
      const after = againAt ? ', tried again' : optional ? ', the run goes on' : '';
      return `failed${after}${reason(event.secret?.message)}`;
    }
    case 'run.gate-opened':
      return `waits for an approval${reason(event.secret?.summary)}`;
    case 'run.gate-escalated':
      return 'escalated: nobody has decided yet';
    case 'run.gate-decided': {
      const { decision, by } = event.data;
      return `${gateWords[decision]}${deciderWords(by, event.secret?.address)}${reason(event.secret?.reason)}`;
    }
    case 'run.approvers-asked': {
      const { asked = ['[erased]'], refused = [] } = event.secret ?? {};
      return [
        asked.length > 0 ? `${event.data.urgent ? 'asked again' : 'asked'} by mail: ${asked.join(', ')}` : '',
        refused.length > 0 ? `no mail is taken for ${refused.join(', ')}` : '',
      ]
        .filter(Boolean)
        .join('; ');
    }
    case 'run.waiting': {
      const { signal, until } = event.data;
      return [signal ? `waits for "${signal}"` : 'waits', until ? `until ${until}` : ''].filter(Boolean).join(' ');
    }
    case 'run.children-requested':
      return `${event.data.runs.length === 1 ? 'begins a run' : `begins ${event.data.runs.length} runs`}`;
    case 'run.child-ended':
      return `${event.data.run} ended: ${event.data.status}`;
    case 'run.turn-taken':
      return turnWords(event.data.turn, event.secret?.calls.map(({ tool }) => tool) ?? []);
    case 'run.turn-lost':
      return `turn ${event.data.turn} broke off`;
    case 'run.step-undone':
      return 'taken back';
    case 'run.undo-failed':
      return `could not be taken back${event.data.againAt ? ', tried again' : ''}${reason(event.secret?.message)}`;
  }
}

const turnWords = (turn: number, tools: string[]): string =>
  tools.length > 0 ? `turn ${turn}: the model wants ${tools.join(', ')}` : `turn ${turn}: the model answered`;

const reason = (text: string | undefined): string => (text ? `: ${text}` : '');
