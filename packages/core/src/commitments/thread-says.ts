// What a thread says of its commitments: which only tell another again, and what later messages made of each. Pure.
import { isDeepStrictEqual } from 'node:util';
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Evidence } from '@vito/contracts/event-commitment';
import type { Party } from '@vito/contracts/reading';
import type { CommitmentLife, LifeChange } from '@vito/understanding/life';
import type { Loaded } from '../spine/aggregate.js';
import type { Commitment } from './layers.js';
import { isApart } from './standing.js';

type Known = Loaded<Commitment>;

/** What is to be recorded of a commitment. */
export interface Said {
  restates: string | null;
  heard: Evidence[];
  /** Who owes it where it was handed over, and the document that says so. */
  handedOver: { debtor: Party | null; documentId: string } | null;
}

export interface Thread {
  /** All documents of the thread that are read. */
  all: ReadonlySet<string>;
  /** Those that were heard, oldest first: `lives` counts them. */
  heard: readonly { id: string; pageAt: (offset: number) => number | null }[];
  lives: readonly CommitmentLife[];
}

interface Statement {
  document: number;
  item: ExtractedCommitment;
  known: Known;
}

/** For each of these commitments, all of the thread's, what the thread says of it. */
export function threadSays(thread: Thread, known: readonly Known[]): Map<Known, Said> {
  const living = known.filter(({ state }) => !state.gone);
  const said = new Map(living.map((one) => [one, stillSaid(thread, one, living)]));
  const free = new Set(living);
  for (const life of thread.lives) {
    const statements = statementsOf(thread, life, free);
    for (const { known: one } of statements) said.set(one, nothing);
    const told = statements.filter(({ known: one }) => !isApart(one.state));
    // What a person acted on is the one that stays; else the first.
    const main = told.find(({ known: one }) => one.state.touched) ?? told[0];
    if (!main) continue;
    said.set(main.known, historyOf(thread, life, main, statements));
    for (const { known: one } of told) {
      if (one !== main.known && !one.state.touched) said.set(one, { ...nothing, restates: main.known.stream });
    }
  }
  return said;
}

const nothing: Said = { restates: null, heard: [], handedOver: null };

/** Of one that was not heard this time: what was said before, as far as it is still there. */
function stillSaid({ all }: Thread, { state }: Known, living: readonly Known[]): Said {
  const heard = state.heard.filter(({ documentId }) => all.has(documentId));
  const hander = heard.find(({ handedOver }) => handedOver);
  return {
    restates: living.some(({ stream }) => stream === state.restates) ? state.restates : null,
    heard,
    handedOver: hander ? { debtor: state.heardDebtor, documentId: hander.documentId } : null,
  };
}

/** The statements of a life of which the commitments are known, in order. Takes them out of `free`. */
function statementsOf(thread: Thread, life: CommitmentLife, free: Set<Known>): Statement[] {
  return [life.first, ...life.restatements].flatMap(({ document, item }) => {
    const id = thread.heard[document]?.id;
    const here = [...free].filter(({ state }) => state.found?.documentId === id);
    const known = here.find(({ state }) => isAt(state, item)) ?? here.find(({ state }) => overlaps(state, item));
    if (!known) return [];
    free.delete(known);
    return [{ document, item, known }];
  });
}

const isAt = ({ found }: Commitment, { start, end }: ExtractedCommitment): boolean =>
  found?.start === start && found.end === end;
const overlaps = ({ found }: Commitment, { start, end }: ExtractedCommitment): boolean =>
  found !== null && found.start < end && start < found.end;

/** What the messages after a statement made of it, each with only what it changes. */
function historyOf(thread: Thread, life: CommitmentLife, main: Statement, statements: readonly Statement[]): Said {
  const apart = statements.filter(({ known }) => isApart(known.state));
  const changes = life.changes.filter(
    (change) => isAfter(change, main, life) && !apart.some((other) => isOf(change, other)),
  );
  // A chat's own reading has told its end already.
  const ended = main.item.status === life.status && isOver(life.status);
  let before = { status: main.item.status, due: main.item.due, debtor: main.item.debtor };
  const heard: Evidence[] = [];
  let handedOver: Said['handedOver'] = null;
  for (const change of [...changes, ...endOf(life, statements.at(-1) as Statement)]) {
    const { id: documentId, pageAt } = thread.heard[change.document] as Thread['heard'][number];
    const { start, end, rule, ...after } = change;
    const evidence: Evidence = { documentId, start, end, page: pageAt(start), rule };
    if (after.status !== before.status && !ended) evidence.status = after.status;
    if (after.due !== before.due) evidence.due = after.due;
    if (!isDeepStrictEqual(after.debtor, before.debtor)) {
      for (const one of heard) delete one.handedOver; // the last debtor is the one
      evidence.handedOver = true;
      handedOver = { debtor: after.debtor, documentId };
    }
    before = after;
    if (evidence.status !== undefined || evidence.due !== undefined || evidence.handedOver) heard.push(evidence);
  }
  return { restates: null, heard, handedOver };
}

type Told = Pick<LifeChange, 'document' | 'start' | 'end' | 'status' | 'due' | 'debtor' | 'rule'>;

/** What no sentence changed by itself: a due that only a later message makes known. At the last statement. */
function endOf({ status, due, debtor, changes }: CommitmentLife, { document, item }: Statement): Told[] {
  const last = changes.at(-1);
  if (last && last.status === status && last.due === due) return [];
  return [{ document, start: item.start, end: item.end, status, due, debtor, rule: 'known-later' }];
}

/** Changes made by the statement itself, or before it, are in its own words already. */
function isAfter(change: LifeChange, main: Statement, life: CommitmentLife): boolean {
  if (main.document === life.first.document && main.item.start === life.first.item.start) return true;
  if (change.document !== main.document) return change.document > main.document;
  return change.start > main.item.start || (change.start === main.item.start && change.rule === 'talk-outcome');
}

const isOf = (change: LifeChange, { document, item }: Statement): boolean =>
  change.document === document && change.start === item.start && change.end === item.end;

const isOver = (status: string): boolean => status === 'fulfilled' || status === 'cancelled' || status === 'declined';
