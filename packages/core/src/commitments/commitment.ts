// The commitment: what was found, what people made of it, folded from its stream; and what each verb decides.
import { type CommitmentStatus, type CommitmentVerb, openStatuses } from '@vito/contracts/commitment';
import type { EventData, EventSecret } from '@vito/contracts/event';
import type { Aggregate, Recorded, Rows } from '../spine/aggregate.js';
import { dueEnd, instantOf } from './due.js';
import { partyKeys } from './party-keys.js';

export const erased = '[erased]';

/** What can be changed and taken back. */
export interface Terms extends Pick<EventData<'commitment.proposed'>, 'due' | 'precision' | 'status'> {
  debtor: EventSecret<'commitment.proposed'>['debtor'];
  creditor: EventSecret<'commitment.proposed'>['creditor'];
  action: string;
  condition: string | null;
  hidden: 'dismissed' | 'withdrawn' | null;
}

export interface Commitment {
  found: EventData<'commitment.proposed'> | null;
  quote: string;
  terms: Terms;
  /** The terms before each change by a person that can still be taken back, oldest first. */
  history: { verb: CommitmentVerb; before: Terms }[];
  touched: boolean;
}

const noTerms: Terms = {
  due: null,
  precision: 'none',
  status: 'proposed',
  debtor: null,
  creditor: null,
  action: '',
  condition: null,
  hidden: null,
};

/** The verb of each event that a person makes. */
const verbOf: Partial<Record<Recorded['type'], CommitmentVerb>> = {
  'commitment.accepted': 'accept',
  'commitment.declined': 'decline',
  'commitment.fulfilled': 'fulfil',
  'commitment.cancelled': 'cancel',
  'commitment.dismissed': 'dismiss',
  'commitment.renegotiated': 'renegotiate',
  'commitment.delegated': 'delegate',
  'commitment.corrected': 'correct',
};

export const commitment: Aggregate<Commitment> = {
  kind: 'cmt',
  tables: ['commitment'],
  initial: { found: null, quote: '', terms: noTerms, history: [], touched: false },
  fold(state, event) {
    if (event.type === 'commitment.undone') {
      const last = state.history.at(-1);
      return last ? { ...state, terms: last.before, history: state.history.slice(0, -1) } : state;
    }
    const verb = verbOf[event.type];
    const next = applied(state, event);
    return verb ? { ...next, touched: true, history: [...state.history, { verb, before: state.terms }] } : next;
  },
  rows: (state, event) => ({ commitment: [row(state, event)] }),
};

function applied(state: Commitment, event: Recorded): Commitment {
  const { terms } = state;
  const withTerms = (change: Partial<Terms>): Commitment => ({ ...state, terms: { ...terms, ...change } });
  switch (event.type) {
    case 'commitment.proposed':
    case 'commitment.reread':
      return {
        ...state,
        found: event.data,
        quote: event.secret?.quote ?? erased,
        terms: {
          due: event.data.due,
          precision: event.data.precision,
          status: event.data.status,
          debtor: event.secret?.debtor ?? null,
          creditor: event.secret?.creditor ?? null,
          action: event.secret?.action ?? erased,
          condition: event.secret?.condition ?? null,
          hidden: null,
        },
      };
    case 'commitment.withdrawn':
      return event.data.reason === 'document-deleted' ? blank(state) : withTerms({ hidden: 'withdrawn' });
    case 'commitment.accepted':
      return withTerms({ status: 'accepted' });
    case 'commitment.declined':
      return withTerms({ status: 'declined' });
    case 'commitment.fulfilled':
      return withTerms({ status: 'fulfilled' });
    case 'commitment.cancelled':
      return withTerms({ status: 'cancelled' });
    case 'commitment.dismissed':
      return withTerms({ hidden: 'dismissed' });
    case 'commitment.renegotiated':
      return withTerms({ status: 'renegotiated', due: event.data.due, precision: event.data.precision });
    case 'commitment.delegated':
      return withTerms({ status: 'delegated', debtor: event.secret?.debtor ?? null });
    case 'commitment.corrected': {
      const { note: _, ...secret } = event.secret ?? {};
      const { fromDue: _from, ...data } = event.data;
      return withTerms({ ...defined(data), ...defined(secret) });
    }
    default:
      return state;
  }
}

/** Its document was deleted: nothing personal stays, whether or not the key is destroyed already. */
function blank(state: Commitment): Commitment {
  const gone = { debtor: null, creditor: null, action: erased, condition: null } as const;
  return { ...state, quote: erased, terms: { ...state.terms, ...gone, hidden: 'withdrawn' }, history: [] };
}

function row(state: Commitment, event: Recorded): Rows[string][number] {
  const { terms } = state;
  const found = state.found as NonNullable<Commitment['found']>;
  const debtorKeys = partyKeys(terms.debtor);
  const creditorKeys = partyKeys(terms.creditor);
  return {
    tenant_id: event.tenant,
    commitment_id: event.stream,
    document_id: found.documentId,
    quote: state.quote,
    from_offset: found.start,
    to_offset: found.end,
    page: found.page,
    debtor: terms.debtor,
    creditor: terms.creditor,
    debtor_keys: debtorKeys,
    creditor_keys: creditorKeys,
    debtor_who: debtorKeys[0] ?? null,
    creditor_who: creditorKeys[0] ?? null,
    action: terms.action,
    due: terms.due,
    due_at: dueEnd(terms.due, found.zone),
    precision: terms.precision,
    condition: terms.condition,
    status: terms.status,
    open: isOpen(terms.status),
    confidence: found.confidence,
    rule: found.rule,
    said_at: found.saidAt,
    said_time: instantOf(found.saidAt),
    hidden: terms.hidden,
    touched: state.touched,
    undoable: state.history.at(-1)?.verb ?? null,
    version: event.version,
    verdict: found.check?.verdict ?? null,
    checked_by: found.check?.model ?? null,
  };
}

export const isOpen = (status: CommitmentStatus): boolean => openStatuses.includes(status);

/** Only what was given: an absent field changes nothing, null is a value. */
function defined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}
