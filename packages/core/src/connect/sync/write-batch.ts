// What waits becomes events of its streams' records: only what differs from what is there is written.
import type { StreamCounts } from '@vito/contracts/sync';
import { type Queries, queriesOf } from '../../platform/queries.js';
import type { Draft } from '../../spine/event.js';
import type { Waiting } from './batch.js';
import { heldAlready } from './held.js';
import type { Judged } from './judge.js';
import type { Ledger } from './ledger.js';

type Held = Extract<Judged, { what: 'held' }>;

/** Commits it together with where the source goes on; undefined: it said nothing new of that. */
export async function writeBatch(ledger: Ledger, waiting: Waiting[], bookmark: unknown): Promise<void> {
  const looked = await ledger.read(async (reader) => {
    const queries = queriesOf(reader);
    const found = [];
    for (const one of waiting) found.push(await compare(queries, one));
    return found;
  });
  const changes = waiting.map((one, index) => {
    const there = looked[index] as There;
    return { id: one.now.chosen.id, drafts: draftsOf(ledger, one, there), counts: countsOf(one, there) };
  });
  await ledger.advance(changes, bookmark);
}

interface There {
  /** Keys whose record stands as it was told. */
  same: Set<string>;
  /** Keys of records that are there to be deleted. */
  standing: Set<string>;
  /** Keys that are held back just so, and others that are. */
  heldSame: Set<string>;
  held: Set<string>;
}

async function compare(queries: Queries, { now, byKey }: Waiting): Promise<There> {
  const given = [...byKey.values()].map(({ key, data, ...rest }) => ({ key, data, ...rest }));
  // Each is looked up by its key: without statistics, a join would compare each with each.
  const { rows } = await queries.query<{ key: string; deleted: boolean; same: boolean }>(
    `select g.key, r.deleted, r.data = g.data as same
     from jsonb_to_recordset($2::jsonb) as g (key text, data jsonb, what text)
     cross join lateral (select * from vito.synced_record s where s.records_id = $1 and s.key = g.key offset 0) r
     where g.what <> 'held'`,
    [now.chosen.id, JSON.stringify(given)],
  );
  const { held, same: heldSame } = await heldAlready(queries, now.chosen.id, given);
  const keys = (list: { key: string }[]) => new Set(list.map(({ key }) => key));
  return {
    same: keys(rows.filter((row) => row.same && !row.deleted)),
    standing: keys(rows.filter((row) => !row.deleted)),
    heldSame,
    held,
  };
}

function draftsOf({ about }: Ledger, { now, generation, byKey }: Waiting, there: There): Draft[] {
  const all = [...byKey.values()];
  const stream = now.chosen.name;
  const kept = all.filter(({ what, key }) => what === 'kept' && !there.same.has(key));
  const gone = all.filter(({ what, key }) => what === 'gone' && there.standing.has(key));
  const held = all.filter((one): one is Held => one.what === 'held');
  const newlyHeld = held.filter(({ key }) => !there.heldSame.has(key));
  const seen = generation === null ? [] : all.filter((one) => there.same.has(one.key) || there.heldSame.has(one.key));
  const released = all.filter(({ what, key }) => what !== 'held' && there.held.has(key));
  const keysOf = (list: Judged[]) => list.map(({ key }) => key);
  const drafts: Draft[] = [];
  if (kept.length + gone.length + seen.length > 0)
    drafts.push({
      type: 'records.synced',
      data: { ...about, generation, kept: keysOf(kept), gone: keysOf(gone), same: keysOf(seen) },
      secret: { stream, rows: kept.map(({ data }) => data) },
    });
  if (newlyHeld.length > 0)
    drafts.push({
      type: 'records.held',
      data: { ...about, generation, held: newlyHeld.map(({ key, reason }) => ({ key, reason })) },
      secret: {
        stream,
        rows: newlyHeld.map(({ columns, data, line }) => ({ columns, data, ...(line === undefined ? {} : { line }) })),
      },
    });
  if (released.length > 0)
    drafts.push({
      type: 'records.released',
      data: { connectionId: about.connectionId, keys: keysOf(released) },
      secret: {},
    });
  return drafts;
}

function countsOf({ now, byKey, told }: Waiting, there: There): StreamCounts {
  const counts = { id: now.chosen.id, kept: 0, same: told - byKey.size, gone: 0, held: 0 };
  for (const { what, key } of byKey.values()) {
    if (what === 'held') counts.held++;
    else if (what === 'gone') counts.gone += there.standing.has(key) ? 1 : 0;
    else if (there.same.has(key)) counts.same++;
    else counts.kept++;
  }
  return counts;
}
