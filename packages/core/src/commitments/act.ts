// What people do to commitments: each verb is one event with its actor; undo takes the last one back.
import type { CommitmentVerb, commitmentVerbs } from '@vito/contracts/commitment';
import type { Evidence } from '@vito/contracts/event-commitment';
import type { Party } from '@vito/contracts/reading';
import { Failure } from '@vito/runtime/failure';
import type { z } from 'zod';
import { change } from '../spine/change.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import type { EventStore } from '../spine/event-store.js';
import { commitment, isOpen } from './commitment.js';
import { dueEnd, precisionOf } from './due.js';
import type { Commitment } from './layers.js';
import { applied, ownPlace, suggestionOf } from './standing.js';

export type Deed = { [V in CommitmentVerb]: { verb: V; input: z.output<(typeof commitmentVerbs)[V]> } }[CommitmentVerb];

/** Acts on a commitment. `expected`: the version that the person saw. Throws Failure('not-found' | 'conflict' | 'invalid'). */
export async function act(store: EventStore, ctx: Context, id: string, wanted: Deed, expected?: number): Promise<void> {
  await change(store, ctx, {
    aggregate: commitment,
    stream: id,
    keyOf: (state) => state.found?.documentId ?? '',
    decide: ({ state }) => [decide(state, wanted)],
    ...(expected === undefined ? {} : { expected }),
  });
}

/** Pure: the event that a verb makes of a commitment as it stands. */
export function decide(state: Commitment, { verb, input }: Deed): Draft {
  if (!state.found) throw new Failure('not-found', 'there is no such commitment');
  if (state.terms.hidden === 'withdrawn') {
    throw new Failure('conflict', 'this commitment is gone: its document was deleted, or no longer says so');
  }
  const note = input.note ? { note: input.note } : {};
  if (verb === 'undo') return takeBack(state, note);
  if (state.terms.hidden === 'restated') {
    throw new Failure('conflict', 'this only tells another commitment again: act on that one, or undo this first');
  }
  if (state.terms.hidden === 'dismissed') {
    throw new Failure('conflict', 'this was dismissed as no commitment: undo that first');
  }
  const from = state.terms.status;
  switch (verb) {
    case 'accept':
      requireStatus(state, ['proposed', 'renegotiated', 'declined'], 'accepted');
      return { type: 'commitment.accepted', data: { from }, secret: note };
    case 'decline':
      requireOpen(state);
      return { type: 'commitment.declined', data: { from }, secret: note };
    case 'fulfil':
      requireOpen(state);
      return { type: 'commitment.fulfilled', data: { from }, secret: note };
    case 'cancel':
      requireOpen(state);
      return { type: 'commitment.cancelled', data: { from }, secret: note };
    case 'refuse': {
      const suggested = suggestionOf(state);
      if (!suggested) throw new Failure('conflict', 'no message suggests anything about this commitment');
      return { type: 'commitment.refused', data: { evidence: [placeOf(suggested)] }, secret: note };
    }
    case 'dismiss':
      return { type: 'commitment.dismissed', data: {}, secret: note };
    case 'renegotiate':
      requireOpen(state);
      requireDay(input.due);
      return {
        type: 'commitment.renegotiated',
        data: { from, due: input.due, precision: precisionOf(input.due), fromDue: state.terms.due },
        secret: note,
      };
    case 'delegate':
      requireOpen(state);
      requireSomebody(input.debtor);
      return { type: 'commitment.delegated', data: { from }, secret: { debtor: input.debtor, ...note } };
    case 'correct': {
      const { due, note: _, ...texts } = input;
      const changes = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
      if (due === undefined && Object.keys(changes).length === 0) {
        throw new Failure(
          'invalid',
          'nothing to correct: give at least one of debtor, creditor, action, due, condition',
        );
      }
      requireDay(due ?? null);
      for (const party of [input.debtor, input.creditor]) if (party) requireSomebody(party);
      const data = due === undefined ? {} : { due, precision: precisionOf(due), fromDue: state.terms.due };
      return { type: 'commitment.corrected', data, secret: { ...changes, ...note } };
    }
  }
}

/** A person's last deed; without one, the last that was taken from a message, which then applies no more. */
function takeBack(state: Commitment, note: { note?: string }): Draft {
  const deed = state.history.at(-1);
  if (deed) return { type: 'commitment.undone', data: { verb: deed.verb }, secret: note };
  const said = state.terms.hidden === 'restated' ? ownPlace(state) : applied(state).at(-1);
  if (!said) throw new Failure('conflict', 'there is nothing to take back');
  return { type: 'commitment.refused', data: { evidence: [placeOf(said)] }, secret: note };
}

const placeOf = ({ documentId, start, end, rule }: Pick<Evidence, 'documentId' | 'start' | 'end' | 'rule'>) => ({
  documentId,
  start,
  end,
  rule,
});

function requireOpen(state: Commitment): void {
  if (isOpen(state.terms.status)) return;
  throw new Failure('conflict', `this commitment is ${state.terms.status} already: undo that first`);
}

/** The form of a party lets one pass that is nobody. */
function requireSomebody({ name, address, organisation }: Party): void {
  if ([name, address, organisation].some((part) => part?.trim())) return;
  throw new Failure('invalid', 'say who: a name, an address or an organisation');
}

/** The form of a due lets 31 June pass. */
function requireDay(due: string | null): void {
  if (due === null || dueEnd(due, 'UTC') !== null) return;
  throw new Failure('invalid', `${due} is in no calendar: give a day that there is`);
}

function requireStatus(state: Commitment, statuses: string[], wanted: string): void {
  if (statuses.includes(state.terms.status)) return;
  throw new Failure('conflict', `this commitment is ${state.terms.status}; it cannot become ${wanted} from there`);
}
