// How a commitment stands: as its document tells it, with what later messages made of it, under what people said of it.
import type { ChangeStanding, CommitmentStatus } from '@vito/contracts/commitment';
import type { Evidence } from '@vito/contracts/event-commitment';
import { precisionOf } from './due.js';
import type { Commitment, Terms } from './layers.js';

export interface Weighed {
  evidence: Evidence;
  standing: ChangeStanding;
}

type Place = Pick<Evidence, 'documentId' | 'start' | 'end' | 'rule'>;
/** By what the same sentence, read by the same rule, is known again. */
export const keyOf = ({ documentId, start, end, rule }: Place): string => `${documentId} ${start} ${end} ${rule}`;

/** The place of a commitment itself, as the evidence that it only tells another again. */
export function ownPlace(state: Commitment): Place | null {
  if (!state.found) return null;
  const { documentId, start, end } = state.found;
  return { documentId, start, end, rule: 'restated' };
}

/** The commitment with its terms made anew from its layers. */
export function settled(state: Commitment): Commitment {
  let terms: Terms = { ...state.told, hidden: null };
  for (const evidence of applied(state)) terms = { ...terms, ...effectOf(state, evidence) };
  for (const deed of state.history) terms = { ...terms, ...deed.change };
  return { ...state, terms: { ...terms, hidden: hiddenOf(state) } };
}

function hiddenOf(state: Commitment): Terms['hidden'] {
  if (state.gone) return 'withdrawn';
  if (state.history.some(({ verb }) => verb === 'dismiss')) return 'dismissed';
  return state.restates !== null && !isApart(state) ? 'restated' : null;
}

/** A person said that it is a commitment of its own. */
export function isApart(state: Commitment): boolean {
  const own = ownPlace(state);
  return own !== null && refused(state).has(keyOf(own));
}

/** What of the messages stands in the terms: all but what a person refused, and after a person's first word no more than then. */
export function applied(state: Commitment): Evidence[] {
  const no = refused(state);
  const { kept } = state;
  return state.heard.filter((one) => !isDone(one) && !no.has(keyOf(one)) && (!kept || kept.includes(keyOf(one))));
}

/** Every message's word on it, with what became of it. */
export function weighed(state: Commitment): Weighed[] {
  const no = refused(state);
  const stands = new Set(applied(state));
  const reopened = (at: number) => state.heard.slice(at + 1).some((one) => isOpen(one) && stands.has(one));
  return state.heard.map((evidence, at) => {
    if (no.has(keyOf(evidence))) return { evidence, standing: 'refused' };
    if (stands.has(evidence)) return { evidence, standing: 'applied' };
    if (isDone(evidence) && reopened(at)) return { evidence, standing: 'noted' };
    return { evidence, standing: wouldChange(state, evidence) ? 'suggested' : 'noted' };
  });
}

/** What waits for a person's word: the latest. */
export function suggestionOf(state: Commitment): (Evidence & { suggests: CommitmentStatus }) | null {
  const evidence = weighed(state).findLast(({ standing }) => standing === 'suggested')?.evidence;
  return evidence ? { ...evidence, suggests: evidence.status ?? 'renegotiated' } : null;
}

/** That something is done is for a person to say. */
const isDone = (evidence: Evidence): boolean => evidence.status === 'fulfilled';

/** It says that the commitment is, or is again, to be kept. */
const isOpen = ({ status }: Evidence): boolean => status !== undefined && !over.includes(status);

const over: readonly CommitmentStatus[] = ['fulfilled', 'cancelled', 'declined'];

function wouldChange(state: Commitment, evidence: Evidence): boolean {
  const { terms } = state;
  if (terms.hidden !== null || over.includes(terms.status)) return false;
  if (evidence.status !== undefined && evidence.status !== terms.status) return true;
  return evidence.due !== undefined && evidence.due !== terms.due;
}

function effectOf(state: Commitment, { status, due, handedOver }: Evidence): Partial<Terms> {
  return {
    ...(status === undefined ? {} : { status }),
    ...(due === undefined ? {} : { due, precision: precisionOf(due) }),
    ...(handedOver ? { debtor: state.heardDebtor } : {}),
  };
}

const refused = (state: Commitment): Set<string> => new Set(state.history.flatMap((deed) => deed.refuses));
