// Months of the log that are put away and brought back: nobody who reads or appends can tell where an event is.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { act } from '../../src/commitments/act.js';
import { commitment } from '../../src/commitments/commitment.js';
import { deleteDocument, purgeDocument } from '../../src/intake/delete-document.js';
import { document } from '../../src/intake/document.js';
import { sweepBlobs } from '../../src/intake/sweep-blobs.js';
import { type Blobs, deriveBlobKeys } from '../../src/platform/blobs.js';
import { createFileBlobs } from '../../src/platform/blobs-file.js';
import { bringBack } from '../../src/spine/archive/bring-back.js';
import { keepMonths } from '../../src/spine/archive/keep-months.js';
import { laterMonth, monthOf } from '../../src/spine/archive/month.js';
import { logMonths } from '../../src/spine/archive/months.js';
import { monthsBefore, putAway } from '../../src/spine/archive/put-away.js';
import type { Context } from '../../src/spine/context.js';
import { rebuildAll } from '../../src/spine/rebuild.js';
import { company } from '../../src/tenants/found.js';
import { age, openCutLog, openLog } from '../setup/old-log.js';
import { openParts, type Parts } from '../setup/parts.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { propose, readStory } from '../setup/stories.js';

const newest = monthOf(new Date());
const old = laterMonth(newest, -3);
let root: string;
let blobs: Blobs;
let spine: Spine;
let beside: Parts; // another process
let log: Awaited<ReturnType<typeof openLog>>;
let ada: Context;
let bo: Context;
let told: { ctx: Context; documentId: string; commitmentId: string }[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vito-archive-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Two companies, whose documents and commitments are of three months ago; one commitment was changed in this month. */
beforeEach(async () => {
  const keyOf = async (tenant: string) => deriveBlobKeys(Buffer.from(tenant.replaceAll('-', '').repeat(2), 'hex'));
  blobs = createFileBlobs({ root: await mkdtemp(join(root, 'blobs-')), keyOf });
  spine = await openSpine({ plainOwner: true, blobs });
  beside = await openParts(spine.url, spine.master, { blobs });
  log = await openLog(spine.urls.owner.url, spine.database, blobs);
  [ada, bo] = [await spine.tenant(), await spine.tenant()];
  told = [];
  for (const ctx of [ada, bo, ada]) {
    const documentId = await readStory(spine.store, ctx);
    const commitmentId = await propose(spine.store, ctx, documentId, { action: `work of ${ctx.tenant}` });
    told.push({ ctx, documentId, commitmentId });
  }
  await spine.sequenceAll();
  await age(spine.sql, 3);
  expect(await log.settle()).toEqual([old]);
  await act(spine.store, ada, commitmentOf(0), { verb: 'accept', input: {} });
  await spine.sequenceAll();
});
afterEach(async () => {
  await log.close();
  await beside.close();
  await spine.close();
});

const commitmentOf = (index: number) => told[index]?.commitmentId as string;
const documentOf = (index: number) => told[index]?.documentId as string;
const away = () => putAway(log.deps, old);
const back = () => bringBack(log.deps, old);
/** Everything that can be read of all streams, as another process reads it. */
const readings = ({ store }: Pick<Parts, 'store'> = beside) =>
  Promise.all(
    told.map(async ({ ctx, documentId, commitmentId }) => ({
      events: await store.readStreams(ctx.tenant, [documentId, commitmentId]),
      document: await store.load(ctx, document, documentId),
      commitment: await store.load(ctx, commitment, commitmentId),
    })),
  );
const rows = (table: string) => spine.sql<{ row: string }>(`select t::text as row from ${table} t order by 1`);
const counts = async () => {
  const [found] = await spine.sql(
    'select (select count(*)::int from vito.events) as events, (select count(*)::int from vito.vault) as boxes, (select count(*)::int from vito.event_seq) as seq',
  );
  return found as { events: number; boxes: number; seq: number };
};

describe('a month of the log', { timeout: 60_000 }, () => {
  it('leaves the database with its boxes, and everything reads as before', async () => {
    const before = { readings: await readings(), counts: await counts() };
    const events = await away();
    expect(events).toBe(before.counts.events - 1); // all but the one of this month
    expect(await counts()).toEqual({ events: 1, boxes: 0, seq: before.counts.seq });
    expect(await readings()).toEqual(before.readings);
    await expect(spine.database.dispatch.query('select box from vito.vault')).rejects.toThrow(/permission denied/);
    expect(await spine.sql("select from pg_class where relname like 'events_%' and relkind = 'r'")).toHaveLength(5);
  });

  it('keeps its secrets for whoever read its events just before, and looks for their boxes just after', async () => {
    const rows = await spine.database.read(ada.tenant, (reader) => reader.selectFrom('events').selectAll().execute());
    const before = await beside.store.open(ada.tenant, rows);
    await away();
    expect(await beside.store.open(ada.tenant, rows)).toEqual(before);
    expect(before.some(({ secret }) => secret && 'quote' in secret)).toBe(true);
  });

  it('can still be added to: an old stream goes on at its version, and a rebuild is identical', async () => {
    await away();
    await act(beside.store, ada, commitmentOf(2), { verb: 'accept', input: {} });
    await act(beside.store, ada, commitmentOf(0), { verb: 'fulfil', input: {} });
    const loaded = await spine.store.load(ada, commitment, commitmentOf(0));
    expect(loaded).toMatchObject({ version: 3, state: { terms: { status: 'fulfilled' } } });
    await expect(spine.store.load(bo, commitment, commitmentOf(2))).resolves.toMatchObject({ version: 0 });
    const rebuilt = await rebuildAll({
      store: beside.store,
      ownerUrl: spine.urls.owner.url,
      aggregates: [company, document, commitment],
    });
    expect(rebuilt.filter(({ identical }) => !identical)).toEqual([]);
    expect(rebuilt.find(({ table }) => table === 'commitment')?.rows).toBe(3);
  });

  it('comes back byte for byte, times to the microsecond, and can be put away once more', async () => {
    const before = [await rows('vito.events'), await rows('vito.vault')];
    await away();
    expect(await back()).toBe((before[0]?.length as number) - 1);
    expect([await rows('vito.events'), await rows('vito.vault')]).toEqual(before);
    expect(await rows('vito.log_archive_stretch')).toEqual([]);
    const policies = await spine.sql(`select from pg_policies where tablename = 'events_${old.replace('-', '_')}'`);
    expect(policies).toHaveLength(1);
    await away();
    expect((await counts()).events).toBe(1);
  });

  it('keeps erased what was erased, before or after', async () => {
    await deleteDocument(spine, bo, documentOf(1));
    const [event] = (await spine.store.readStream(bo.tenant, documentOf(1))).slice(-1);
    await purgeDocument({ ...spine, blobs }, bo, event as NonNullable<typeof event>);
    await spine.sequenceAll();
    await away();
    await deleteDocument(beside, ada, documentOf(2));
    const [last] = (await beside.store.readStream(ada.tenant, documentOf(2))).slice(-1);
    await purgeDocument({ ...beside, blobs }, ada, last as NonNullable<typeof last>);
    for (const index of [1, 2]) {
      const { ctx } = told[index] as { ctx: Context };
      const [first] = await beside.store.readStream(ctx.tenant, documentOf(index));
      expect(first).toMatchObject({ type: 'document.received', secret: null });
    }
    await spine.sequenceAll();
    await back();
    expect((await beside.store.readStream(bo.tenant, documentOf(1)))[0]?.secret).toBeNull();
  });

  it('is refused while it lasts, while its events have no place yet, where it is not, and to a second one at a time', async () => {
    await expect(putAway(log.deps, newest)).rejects.toMatchObject({ code: 'invalid' });
    const atEnd = { ...log.deps, now: () => new Date(`${laterMonth(old, 1)}-01T23:59:00Z`) };
    await expect(putAway(atEnd, old)).rejects.toThrow(/until a day ago/);
    await expect(putAway(log.deps, laterMonth(old, -1))).rejects.toMatchObject({ code: 'not-found' });
    await expect(back()).rejects.toMatchObject({ code: 'not-found' });
    const other = await openLog(spine.urls.owner.url, spine.database, blobs);
    await other.deps.owner.query("select pg_advisory_lock(hashtext('vito.log'))");
    await expect(away()).rejects.toMatchObject({ code: 'conflict' });
    await other.close();
    await spine.sql(
      `insert into vito.outbox (tenant_id, shard, event_id, stream, version, type, recorded_at)
       select tenant_id, 0, event_id, stream, version, type, recorded_at from vito.events limit 1`,
    );
    await expect(away()).rejects.toThrow(/not sequenced/);
    expect((await counts()).events).toBeGreaterThan(1);
  });

  it('is told with its place, and --keep finds those that are old enough', async () => {
    const now = new Date();
    expect(await monthsBefore(log.deps.owner, now, 3)).toEqual([]);
    expect(await monthsBefore(log.deps.owner, now, 2)).toEqual([old]);
    const events = await away();
    const months = await logMonths(log.deps.owner, spine.database.dispatch);
    expect(months.find(({ month }) => month === old)).toMatchObject({ place: 'archive', events, parts: 2 });
    expect(months.find(({ month }) => month === newest)).toMatchObject({ place: 'database' });
    expect(await monthsBefore(log.deps.owner, now, 2)).toEqual([]);
  });

  it('goes by itself once it is old enough, unless another process has it in hand', async () => {
    const events = async () => (await counts()).events;
    const before = await events();
    const keep = (months: number) =>
      keepMonths({ ...log.deps, ownerUrl: spine.urls.owner.url, log: spine.log, keep: months });
    await keep(3);
    await log.deps.owner.query("select pg_advisory_lock(hashtext('vito.log'))");
    await keep(2);
    expect(await events()).toBe(before);
    await log.deps.owner.query("select pg_advisory_unlock(hashtext('vito.log'))");
    await keep(2);
    expect(await events()).toBe(1);
  });

  it('says so when a part is lost, rather than give half a stream; sweeping spares parts', async () => {
    await away();
    expect(await sweepBlobs({ database: spine.database, blobs }, -1000)).toBe(0);
    for await (const { tenant, address } of blobs.list()) await blobs.delete(tenant, address);
    await expect(beside.store.load(ada, commitment, commitmentOf(0))).rejects.toMatchObject({ code: 'not-found' });
    await spine.sql('delete from vito.log_archive_stretch');
    await expect(spine.store.load(ada, commitment, commitmentOf(0))).rejects.toThrow(/restore them from a backup/);
    await expect(spine.store.load(ada, document, documentOf(2))).rejects.toThrow(/restore them from a backup/);
  });

  it('is whole at every moment for whoever reads and appends meanwhile', async () => {
    const expected = await readings();
    let over = false;
    let looks = 0;
    let version = 2;
    const reader = async (parts: Parts) => {
      while (!over) {
        const seen = await readings(parts);
        for (const [index, { events }] of seen.entries())
          for (const event of expected[index]?.events ?? [])
            expect(events.find(({ id }) => id === event.id)).toEqual(event);
        looks++;
      }
    };
    const appender = async () => {
      while (!over) {
        const verb = version % 2 === 0 ? 'undo' : 'accept';
        await act(spine.store, ada, commitmentOf(0), { verb, input: {} } as Parameters<typeof act>[3]);
        version++;
      }
    };
    const busy = Promise.all([reader(beside), reader(spine), appender()]);
    for (let round = 0; round < 3; round++) {
      await away();
      await back();
    }
    over = true;
    await busy;
    expect(looks).toBeGreaterThan(10);
    expect((await spine.store.load(ada, commitment, commitmentOf(0))).version).toBe(version);
  });

  it.each([
    ['put away', putAway, bringBack],
    ['brought back', bringBack, putAway],
  ])('comes to the same end wherever its being %s is cut off', async (_, move, reverse) => {
    const expected = await readings();
    const before = await rows('vito.events');
    if (move === bringBack) await away();
    let cut = 0;
    for (let ended = false; !ended; ) {
      const one = await openCutLog(spine.urls.owner.url, spine.database, blobs, ++cut);
      ended = await move(one.deps, old).then(
        () => true,
        () => false,
      );
      await one.close();
      expect(await readings(), `cut off at step ${cut}`).toEqual(expected);
      if (!ended) await move(log.deps, old);
      expect(await readings(), `after a cut at step ${cut}`).toEqual(expected);
      await reverse(log.deps, old);
    }
    expect(cut).toBeGreaterThan(15);
    if (move === bringBack) await back();
    expect(await rows('vito.events')).toEqual(before);
  });
});
