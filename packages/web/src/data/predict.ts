// What a commitment will look like once the server has taken a change: shown at once, put right by the answer.
import type { CommitmentStatus, CommitmentVerb, CommitmentView } from '@vito/contracts/commitment';
import type { Party } from '@vito/contracts/reading';

/** A change somebody asks for, as data. */
export type Change =
  | { verb: 'accept' | 'decline' | 'fulfil' | 'cancel' | 'dismiss' | 'refuse' | 'undo' }
  | { verb: 'renegotiate'; due: string | null }
  | { verb: 'delegate'; debtor: Party }
  | { verb: 'correct'; fields: Corrections };

export interface Corrections {
  debtor?: Party | null;
  creditor?: Party | null;
  action?: string;
  due?: string | null;
  condition?: string | null;
}

const statusAfter: Partial<Record<CommitmentVerb, CommitmentStatus>> = {
  accept: 'accepted',
  decline: 'declined',
  fulfil: 'fulfilled',
  cancel: 'cancelled',
  renegotiate: 'renegotiated',
  delegate: 'delegated',
};

/** The commitment after a change; null where only the server can tell (undo). The version stays: the server counts it. */
export function predict(view: CommitmentView, change: Change): CommitmentView | null {
  if (change.verb === 'undo') return null;
  if (change.verb === 'refuse') return { ...view, undoable: 'refuse', suggestion: null };
  const next: CommitmentView = {
    ...view,
    touched: true,
    undoable: change.verb,
    status: statusAfter[change.verb] ?? view.status,
    suggestion: null,
  };
  if (change.verb === 'dismiss') return { ...next, hidden: 'dismissed' };
  if (change.verb === 'renegotiate') return { ...next, due: change.due, precision: precisionOf(change.due) };
  if (change.verb === 'delegate') return { ...next, debtor: change.debtor };
  if (change.verb === 'correct') {
    const due = change.fields.due;
    return { ...next, ...change.fields, ...(due === undefined ? {} : { precision: precisionOf(due) }) };
  }
  return next;
}

/** The change by which a person confirms what a message suggests; null where there is none. */
export function confirming({ suggestion, due }: CommitmentView): Change | null {
  if (!suggestion) return null;
  const { status, evidence } = suggestion;
  if (status === 'renegotiated') return { verb: 'renegotiate', due: evidence.due === undefined ? due : evidence.due };
  if (status === 'delegated') return evidence.debtor ? { verb: 'delegate', debtor: evidence.debtor } : null;
  const verb = verbFor[status];
  return verb ? { verb } : null;
}
const verbFor: Partial<Record<CommitmentStatus, 'accept' | 'decline' | 'fulfil' | 'cancel'>> = {
  accepted: 'accept',
  declined: 'decline',
  fulfilled: 'fulfil',
  cancelled: 'cancel',
};

/** The body that a verb's route takes. */
export function bodyOf(change: Change): Record<string, unknown> {
  if (change.verb === 'renegotiate') return { due: change.due };
  if (change.verb === 'delegate') return { debtor: change.debtor };
  if (change.verb === 'correct') return { ...change.fields };
  return {};
}

/** What has been done, for the notice that offers to undo it. */
export function doneWord(verb: CommitmentVerb): string {
  return doneWords[verb];
}
const doneWords: Record<CommitmentVerb, string> = {
  accept: 'Accepted',
  decline: 'Declined',
  fulfil: 'Marked as fulfilled',
  cancel: 'Cancelled',
  dismiss: 'Dismissed as no commitment',
  renegotiate: 'Date moved',
  delegate: 'Delegated',
  correct: 'Corrected',
  refuse: 'Noted: not so',
  undo: 'Taken back',
};

/** What may be done to a commitment as it stands. */
export function allowed(view: CommitmentView): ReadonlySet<CommitmentVerb> {
  const verbs = new Set<CommitmentVerb>();
  if (view.undoable !== null) verbs.add('undo');
  if (view.hidden !== null) return verbs;
  verbs.add('correct').add('dismiss');
  const { status } = view;
  if (status === 'proposed') verbs.add('accept').add('decline');
  if (status === 'renegotiated' || status === 'delegated') verbs.add('accept');
  if (status === 'proposed' || status === 'accepted' || status === 'renegotiated' || status === 'delegated') {
    verbs.add('fulfil').add('renegotiate').add('delegate').add('cancel');
  }
  return verbs;
}

function precisionOf(due: string | null): CommitmentView['precision'] {
  if (due === null) return 'none';
  return due.length > 10 ? 'time' : 'day';
}
