// What is next for a run that a worker has: as the decider says, but that one that cannot go on ends.
import type { Playbook } from '@vito/contracts/playbook';
import { Failure } from '@vito/runtime/failure';
import type { Draft } from '../spine/event.js';
import { type Action, type Decision, decide, fail } from './decide.js';
import type { Run } from './run.js';

export const mostClaims = 25;
const wornOut = new Failure('unavailable', `begun ${mostClaims} times without getting on`);

export interface Driven {
  /** A Failure: it is not there. */
  playbook: Playbook | Failure;
  /** It was claimed too often without getting on: it may be what ends the workers. */
  worn: boolean;
}

export function decideDriven({ playbook, worn }: Driven, run: Run, now: Date): Decision {
  const missing = playbook instanceof Failure ? playbook : null;
  const hopeless = worn ? wornOut : missing;
  if (hopeless && run.status === 'open')
    return { kind: 'append', drafts: fail(run, now, hopeless.code, hopeless.message) };
  const next = decide(playbook instanceof Failure ? nothing : playbook, run, now);
  const undoes = next.kind === 'act' && run.status === 'compensating';
  return worn && undoes ? { kind: 'append', drafts: next.actions.flatMap(notUndone) } : next;
}

const nothing = { steps: [], output: null } as unknown as Playbook; // no open run is decided by it

function notUndone(action: Action): Draft[] {
  if (action.kind !== 'undo') return [];
  const { step, attempt } = action;
  const data = { step, attempt, code: wornOut.code, againAt: null };
  return [{ type: 'run.undo-failed', data, secret: { message: wornOut.message } }];
}

/** A playbook that is not there will not come back; anything else that keeps us from it may end. */
export function ifMissing(error: unknown): Failure {
  if (error instanceof Failure && error.code === 'not-found') return error;
  throw error;
}

/** Whether these may be said only once no call is under way. */
export const endsCalls = (drafts: readonly Draft[]): boolean => drafts.some(({ type }) => enders.has(type));
const enders: ReadonlySet<string> = new Set<Draft['type']>([
  'run.undoing',
  'run.undo-failed',
  'run.ended',
  'run.completed',
  'run.compensated',
  'run.compensation-failed',
]);
