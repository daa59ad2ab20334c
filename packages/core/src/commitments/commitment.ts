// The commitment: what was found, what people made of it, folded from its stream; and what each verb decides.
import { type CommitmentStatus, openStatuses } from '@vito/contracts/commitment';
import type { Evidence } from '@vito/contracts/event-commitment';
import { partyKeys } from '@vito/contracts/party-key';
import type { Heard } from '../platform/tables.js';
import type { Aggregate, Recorded, Rows } from '../spine/aggregate.js';
import { dueEnd, instantOf } from './due.js';
import type { Commitment, Deed, Terms, Told } from './layers.js';
import { applied, keyOf, settled, weighed } from './standing.js';

export const erased = '[erased]';

const nothingTold: Told = {
  due: null,
  precision: 'none',
  status: 'proposed',
  debtor: null,
  creditor: null,
  action: '',
  condition: null,
};

export const commitment: Aggregate<Commitment> = {
  kind: 'cmt',
  tables: ['commitment'],
  initial: {
    found: null,
    stated: null,
    quote: '',
    told: nothingTold,
    gone: false,
    restates: null,
    heard: [],
    heardDebtor: null,
    kept: null,
    history: [],
    touched: false,
    terms: { ...nothingTold, hidden: null },
    endedAt: null,
  },
  fold: (state, event) => ended(state, settled(folded(state, event)), event),
  rows: (state, event) => ({ commitment: [row(state, event)] }),
};

function folded(state: Commitment, event: Recorded): Commitment {
  switch (event.type) {
    case 'commitment.proposed':
    case 'commitment.reread':
      return { ...state, found: event.data, quote: event.secret?.quote ?? erased, told: toldBy(event), gone: false };
    case 'commitment.stated':
      return { ...state, stated: event.data, told: toldBy(event) };
    case 'commitment.withdrawn':
      return event.data.reason === 'document-deleted' ? blank(state) : { ...unheard(state), gone: true };
    case 'commitment.restated':
      return { ...state, restates: event.data.of };
    case 'commitment.followed':
      return withHeard(state, event.data.evidence, event.secret?.debtor ?? null);
    case 'commitment.refused': {
      const refuses = event.data.evidence.map(keyOf);
      return { ...state, history: [...state.history, { verb: 'refuse', change: {}, refuses }] };
    }
    case 'commitment.undone':
      return { ...state, history: state.history.slice(0, -1) };
    default: {
      const deed = deedOf(event);
      if (!deed) return state;
      const kept = state.kept ?? applied(state).map(keyOf);
      return { ...state, touched: true, kept, history: [...state.history, { ...deed, refuses: [] }] };
    }
  }
}

type Telling = 'commitment.proposed' | 'commitment.reread' | 'commitment.stated';

function toldBy({ data, secret }: Extract<Recorded, { type: Telling }>): Told {
  return {
    due: data.due,
    precision: data.precision,
    status: data.status,
    debtor: secret?.debtor ?? null,
    creditor: secret?.creditor ?? null,
    action: secret?.action ?? erased,
    condition: secret?.condition ?? null,
  };
}

function deedOf(event: Recorded): Omit<Deed, 'refuses'> | null {
  switch (event.type) {
    case 'commitment.accepted':
      return { verb: 'accept', change: { status: 'accepted' } };
    case 'commitment.declined':
      return { verb: 'decline', change: { status: 'declined' } };
    case 'commitment.fulfilled':
      return { verb: 'fulfil', change: { status: 'fulfilled' } };
    case 'commitment.cancelled':
      return { verb: 'cancel', change: { status: 'cancelled' } };
    case 'commitment.dismissed':
      return { verb: 'dismiss', change: {} };
    case 'commitment.renegotiated': {
      const { due, precision } = event.data;
      return { verb: 'renegotiate', change: { status: 'renegotiated', due, precision } };
    }
    case 'commitment.delegated':
      return { verb: 'delegate', change: { status: 'delegated', debtor: event.secret?.debtor ?? null } };
    case 'commitment.corrected': {
      const { note: _, ...secret } = event.secret ?? {};
      const { fromDue: _from, ...data } = event.data;
      return { verb: 'correct', change: { ...defined(data), ...defined(secret) } };
    }
    default:
      return null;
  }
}

/** The thread says this of it now. What a person's word was built on goes where it is said no more; nothing new comes. */
export function withHeard(state: Commitment, heard: Evidence[], heardDebtor: Terms['debtor']): Commitment {
  const keys = new Set(heard.map(keyOf));
  return settled({ ...state, heard, heardDebtor, kept: state.kept?.filter((key) => keys.has(key)) ?? null });
}

const unheard = (state: Commitment): Commitment => ({ ...state, restates: null, heard: [], heardDebtor: null });

/** What a text tells as over ended when it was said; else the change that ended it says when. */
function ended(before: Commitment, state: Commitment, event: Recorded): Commitment {
  const { status } = state.terms;
  const found =
    event.type === 'commitment.proposed' || event.type === 'commitment.reread' || event.type === 'commitment.stated';
  const since = found ? instantOf(event.data.saidAt) : status === before.terms.status ? before.endedAt : event.at;
  return { ...state, endedAt: isOpen(status) ? null : since };
}

/** Its document was deleted: nothing personal stays, whether or not the key is destroyed already. */
function blank(state: Commitment): Commitment {
  const { hidden: _, ...terms } = state.terms;
  const told = { ...terms, debtor: null, creditor: null, action: erased, condition: null };
  return { ...unheard(state), quote: erased, told, gone: true, kept: null, history: [] };
}

function row(state: Commitment, event: Recorded): Rows[string][number] {
  const { terms } = state;
  const place = placeOf(state);
  const debtorKeys = partyKeys(terms.debtor);
  const creditorKeys = partyKeys(terms.creditor);
  return {
    tenant_id: event.tenant,
    commitment_id: event.stream,
    ...place,
    quote: state.quote,
    debtor: terms.debtor,
    creditor: terms.creditor,
    debtor_keys: debtorKeys,
    creditor_keys: creditorKeys,
    debtor_who: debtorKeys[0] ?? null,
    creditor_who: creditorKeys[0] ?? null,
    action: terms.action,
    due: terms.due,
    due_at: dueEnd(terms.due, zoneOf(state)),
    precision: terms.precision,
    condition: terms.condition,
    status: terms.status,
    open: isOpen(terms.status),
    hidden: terms.hidden,
    touched: state.touched,
    undoable: undoableOf(state),
    restates: terms.hidden === 'restated' ? state.restates : null,
    heard: heardRow(state),
    ended_at: state.endedAt,
    moved: movesOf(state),
    version: event.version,
    verdict: state.found?.check?.verdict ?? null,
    checked_by: state.found?.check?.model ?? null,
  };
}

/** Where it is told, by what rule, and when: in a document, or by a run. */
function placeOf({ found, stated }: Commitment): Rows[string][number] {
  const saidAt = found?.saidAt ?? stated?.saidAt ?? null;
  return {
    document_id: found?.documentId ?? null,
    run_id: stated?.runId ?? null,
    from_offset: found?.start ?? 0,
    to_offset: found?.end ?? 0,
    page: found?.page ?? null,
    confidence: found?.confidence ?? 1,
    rule: found?.rule ?? 'stated',
    said_at: saidAt,
    said_time: instantOf(saidAt),
  };
}

const zoneOf = ({ found, stated }: Commitment): string => found?.zone ?? stated?.zone ?? 'UTC';

/** How often it was given a new due, by people or by messages. */
const movesOf = (state: Commitment): number =>
  state.history.filter(({ verb }) => verb === 'renegotiate').length +
  applied(state).filter(({ due }) => due !== undefined).length;

/** What `undo` takes back. Without a person's deed: what was taken from a message. */
function undoableOf(state: Commitment): string | null {
  const deed = state.history.at(-1);
  if (deed) return deed.verb;
  return state.terms.hidden === 'restated' || applied(state).length > 0 ? 'follow' : null;
}

/** What the thread says of it, as people see it; null where it says nothing. */
function heardRow(state: Commitment): Heard[] | null {
  if (state.heard.length === 0) return null;
  return weighed(state).map(({ evidence, standing }) => {
    const { handedOver, ...rest } = evidence;
    return { ...rest, ...(handedOver ? { debtor: state.heardDebtor } : {}), standing };
  });
}

export const isOpen = (status: CommitmentStatus): boolean => openStatuses.includes(status);

/** Only what was given: an absent field changes nothing, null is a value. */
function defined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}
