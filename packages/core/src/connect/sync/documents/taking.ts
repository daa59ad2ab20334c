// What became of mails and files since the last commit, and its commit: rows, what is held back, counts, and where to go on.
import type { ChosenStream, HeldReason, StreamCounts } from '@vito/contracts/sync';
import { queriesOf } from '../../../platform/queries.js';
import type { Draft } from '../../../spine/event.js';
import { heldAlready } from '../held.js';
import type { Ledger, StreamChange } from '../ledger.js';
import type { Json } from '../source-told.js';

interface Own {
  stream: ChosenStream;
  rows: Map<string, Json>;
  held: Map<string, { reason: HeldReason; data: Json }>;
  /** Keys that are held back no more. */
  released: Set<string>;
  counts: StreamCounts;
}

const most = 500; // rows in one event
const page = 500;

export function createTaking(ledger: Ledger) {
  let owns = new Map<string, Own>();
  let size = 0;
  let next: { bookmark: unknown } | null = null;
  /** By stream: what this run holds back. */
  const heldHere = new Map<string, Set<string>>();

  function ownOf(stream: ChosenStream): Own {
    const counts = { id: stream.id, kept: 0, same: 0, gone: 0, held: 0 };
    const own = owns.get(stream.id) ?? { stream, rows: new Map(), held: new Map(), released: new Set(), counts };
    owns.set(stream.id, own);
    return own;
  }

  function released(stream: ChosenStream, key: string): void {
    const own = ownOf(stream);
    own.held.delete(key);
    own.released.add(key);
    heldHere.get(stream.id)?.delete(key);
    size++;
  }

  return {
    isFull: () => size >= most,
    bookmark: (bookmark: unknown) => {
      next = { bookmark };
    },
    same: (stream: ChosenStream, count: number) => {
      ownOf(stream).counts.same += count;
    },
    released,

    document(stream: ChosenStream, key: string, row: Json | null, duplicate: boolean): void {
      const own = ownOf(stream);
      if (row) own.rows.set(key, row);
      own.counts[duplicate ? 'same' : 'kept']++;
      released(stream, key);
    },

    held(stream: ChosenStream, key: string, reason: HeldReason, data: Json): void {
      const own = ownOf(stream);
      own.held.set(key, { reason, data });
      own.released.delete(key);
      own.counts.held++;
      const here = heldHere.get(stream.id) ?? new Set();
      heldHere.set(stream.id, here.add(key));
      size++;
    },

    /** False where there was nothing to commit. */
    async commit(): Promise<boolean> {
      const bookmark =
        next && JSON.stringify(next.bookmark) !== JSON.stringify(ledger.run().state.bookmark) ? next : null;
      if (owns.size === 0 && !bookmark) return false;
      const changes = [];
      for (const own of owns.values()) changes.push(await changeOf(ledger, own));
      await ledger.advance(changes, bookmark?.bookmark);
      owns = new Map();
      size = 0;
      next = null;
      return true;
    },

    /** Of a stream that was looked at as a whole: what is held back of it, and was not so again in this run. */
    async releaseOthers({ id }: ChosenStream): Promise<void> {
      for (let after = ''; ; ) {
        const keys = await heldKeys(ledger, id, after);
        const last = keys.at(-1);
        if (last === undefined) return;
        after = last;
        const gone = keys.filter((key) => !heldHere.get(id)?.has(key));
        if (gone.length === 0) continue;
        const counts = { id, kept: 0, same: 0, gone: 0, held: 0 };
        await ledger.advance([{ id, drafts: [releasedDraft(ledger, gone)], counts }], undefined);
      }
    },
  };
}

async function changeOf(ledger: Ledger, { stream, rows, held, released, counts }: Own): Promise<StreamChange> {
  const given = [
    ...[...held].map(([key, one]) => ({ key, what: 'held', ...one })),
    ...[...released].map((key) => ({ key, what: 'kept' })),
  ];
  const there = await ledger.read((reader) => heldAlready(queriesOf(reader), stream.id, given));
  const about = { ...ledger.about, generation: null };
  const newlyHeld = [...held].filter(([key]) => !there.same.has(key));
  const gone = [...released].filter((key) => there.held.has(key));
  const drafts: Draft[] = [];
  if (rows.size > 0)
    drafts.push({
      type: 'records.synced',
      data: { ...about, kept: [...rows.keys()], gone: [], same: [] },
      secret: { stream: stream.name, rows: [...rows.values()] },
    });
  if (newlyHeld.length > 0)
    drafts.push({
      type: 'records.held',
      data: { ...about, held: newlyHeld.map(([key, { reason }]) => ({ key, reason })) },
      secret: { stream: stream.name, rows: newlyHeld.map(([, { data }]) => ({ columns: [], data })) },
    });
  if (gone.length > 0) drafts.push(releasedDraft(ledger, gone));
  return { id: stream.id, drafts, counts };
}

const releasedDraft = ({ about }: Ledger, keys: string[]): Draft => ({
  type: 'records.released',
  data: { connectionId: about.connectionId, keys },
  secret: {},
});

async function heldKeys(ledger: Ledger, recordsId: string, after: string): Promise<string[]> {
  const rows = await ledger.read((reader) =>
    reader
      .selectFrom('held_record')
      .select('key')
      .where('records_id', '=', recordsId)
      .where('held', '=', true)
      .where('key', '>', after)
      .orderBy('key')
      .limit(page)
      .execute(),
  );
  return rows.map(({ key }) => key);
}
