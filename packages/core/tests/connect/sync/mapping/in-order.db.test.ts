// Batches are mapped each after the one before, once, whatever the order, the number and the fate of the work on them.
import { newId } from '@vito/contracts/ids';
import { Failure } from '@vito/runtime/failure';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fact } from '../../../../src/connect/fact.js';
import { removeConnection } from '../../../../src/connect/sync/change-connection.js';
import { connection } from '../../../../src/connect/sync/connection.js';
import { eraseConnection } from '../../../../src/connect/sync/erase-connection.js';
import { atOnce } from '../../../../src/connect/sync/mapping/batches.js';
import { recordMapping } from '../../../../src/connect/sync/mapping/record-mapping.js';
import { replayRecords } from '../../../../src/connect/sync/mapping/replay-records.js';
import { replayMapping, setMapping } from '../../../../src/connect/sync/mapping/set-mapping.js';
import { records } from '../../../../src/connect/sync/record.js';
import type { Blobs } from '../../../../src/platform/blobs.js';
import { evaluateAll } from '../../../../src/platform/evaluate.js';
import type { Context } from '../../../../src/spine/context.js';
import type { OpenEvent } from '../../../../src/spine/event.js';
import { rebuildAll } from '../../../../src/spine/rebuild.js';
import { openParts } from '../../../setup/parts.js';
import { openSpine, type Spine } from '../../../setup/spine.js';
import { type Batches, openBatches, plain } from './batches.js';

let spine: Spine;
let ctx: Context;
beforeAll(async () => {
  spine = await openSpine();
  ctx = await spine.tenant();
});
afterAll(() => spine.close());

const { signal } = new AbortController();
const different = async () => {
  const beside = await openParts(spine.url, spine.master); // knows no key yet
  const aggregates = [connection, records, recordMapping, fact];
  const results = await rebuildAll({ ...beside, ownerUrl: spine.urls.owner.url, aggregates });
  await beside.close();
  return results.filter(({ identical }) => !identical).map(({ table }) => table);
};
async function replay(batches: Batches, only?: 'unmapped', more: object = {}) {
  await replayMapping(spine, ctx, batches.id, { only });
  const events = await spine.store.readStream(ctx.tenant, batches.recordsId.replace('rec_', 'map_'));
  const event = events.findLast(({ type }) => type === 'mapping.replayed') as OpenEvent;
  await replayRecords(batches.deps(more), ctx, event, signal);
}

describe('batches of records', () => {
  it('become facts that name their record, change with it, and are told to be gone with it', async () => {
    const batches = await openBatches(spine, ctx);
    await batches.map([await batches.told({ a: { id: '1', name: 'one' }, b: { id: '2', name: 'two' } })]);
    await batches.map([await batches.told({ a: { id: '1', name: 'One' } }, ['b'])]);
    expect(await batches.facts()).toMatchObject({
      1: { title: 'One', gone: false, times: 2 },
      2: { title: 'two', gone: true, times: 2 },
    });
    const [row] = await spine.sql('select * from vito.fact where connection_id = $1 and entity = $2', [
      batches.id,
      '2',
    ]);
    expect(row).toMatchObject({ records_id: batches.recordsId, record_key: 'b', source_id: null, payload_id: null });
    expect(await different()).toEqual([]);
  });

  it('that are worked on last first, several times, and by several at once, end as if each had been done in turn', async () => {
    const step = fc.record({
      kept: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(9), { minKeys: 1, maxKeys: 3 }),
      gone: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 }),
    });
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 2, maxLength: 5 }),
      fc.infiniteStream(fc.nat(100)),
      async (steps, dice) => {
        const [inTurn, anyhow] = [await openBatches(spine, ctx), await openBatches(spine, ctx)];
        const there = new Set<string>();
        const events: OpenEvent[] = [];
        for (const { kept, gone } of steps) {
          const ended = gone.filter((key) => there.has(key) && !(key in kept));
          for (const key of ended) there.delete(key);
          for (const key in kept) there.add(key);
          const rows = Object.fromEntries(
            Object.entries(kept).map(([key, n]) => [key, { id: key, name: `${key}${n}` }]),
          );
          await inTurn.map([await inTurn.told(rows, ended)]);
          events.push(await anyhow.told(rows, ended));
        }
        const work = [...events, ...events].sort(() => dice.next().value - 50);
        await Promise.all([anyhow.map(work.slice(0, 2)), anyhow.map(work.slice(2))]);
        for (const event of work) await anyhow.map([event]);
        const untimed = (facts: Awaited<ReturnType<Batches['facts']>>) =>
          Object.entries(facts)
            .map(([entity, { at: _, ...rest }]) => ({ entity, ...rest }))
            .sort((a, b) => (a.entity < b.entity ? -1 : 1));
        expect(untimed(await anyhow.facts())).toEqual(untimed(await inTurn.facts()));
      },
    );
    await fc.assert(property, { numRuns: 8 });
  }, 60_000);

  it('go on where they were, when the work ends between two commits of a long one', async () => {
    const batches = await openBatches(spine, ctx);
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`k${n}`, { id: `${n}`, name: `n${n}` }]));
    const event = await batches.told(many);
    let calls = 0;
    const evaluate = async (...given: Parameters<typeof evaluateAll>) => {
      if (++calls === 2) throw new Failure('unavailable', 'the server is stopping');
      return evaluateAll(...given);
    };
    await expect(batches.map([event], { evaluate })).rejects.toThrow('stopping');
    expect(await batches.mapped()).toHaveLength(atOnce);
    await batches.map([event]);
    const facts = Object.values(await batches.facts());
    expect(facts).toHaveLength(600);
    expect(facts.every(({ times }) => times === 1)).toBe(true);
  });

  it('see the last data of a record that is gone, and may say of it what they like', async () => {
    const own =
      '{"fact": {"type": deleted ? "lost" : "won", "entity": data.id, "title": data.name & (deleted ? " †" : "")}}';
    const batches = await openBatches(spine, ctx, own);
    await batches.map([await batches.told({ a: { id: '1', name: 'Bridge' } })]);
    await batches.map([await batches.told({ b: { id: '2', name: 'x' } }, ['a'])]);
    expect(await batches.facts()).toMatchObject({ 1: { title: 'Bridge †', gone: true } });
  });

  it('that come before there is a mapping stay out, until all are mapped again; which says nothing twice', async () => {
    const batches = await openBatches(spine, ctx, null);
    const early = await batches.told({ a: { id: '1', name: 'one' }, b: { id: '2', name: 'two' } });
    await setMapping(spine, ctx, batches.id, { stream: 'things', mapping: plain });
    await batches.map([early]);
    await batches.map([await batches.told({ c: { id: '3', name: 'three' } })]);
    expect(Object.keys(await batches.facts())).toEqual(['3']);
    await replay(batches);
    await replay(batches);
    expect(await batches.facts()).toMatchObject({ 1: { times: 1 }, 2: { times: 1 }, 3: { times: 1 } });
  });

  it('tell the event whose time was moved to before, but leave what another record told later', async () => {
    const at = '{"fact": {"type": "t", "entity": data.id, "title": data.name, "at": data.at}}';
    const batches = await openBatches(spine, ctx, at);
    const row = (name: string, day: number) => ({ id: '1', name, at: `2026-12-${day}T10:00:00Z` });
    await batches.map([await batches.told({ a: row('planned', 20) })]);
    await batches.map([await batches.told({ a: row('moved', 15) })]);
    expect((await batches.facts())[1]).toMatchObject({ title: 'moved' });
    await batches.map([await batches.told({ b: row('older', 12) })]);
    expect((await batches.facts())[1]).toMatchObject({ title: 'moved' });
    await batches.map([await batches.told({ b: row('newer', 18) }, ['a'])]); // its end ends what it says itself only
    expect((await batches.facts())[1]).toMatchObject({ title: 'newer', gone: false });
    expect(await different()).toEqual([]);
  });
});

describe('a mapping that fails', () => {
  it('for a record says why, and its other records are mapped; mended, those alone are mapped again', async () => {
    const batches = await openBatches(spine, ctx, '{"fact": {"type": "t", "entity": $uppercase(data.id)}}');
    await batches.map([await batches.told({ a: { id: 'x' }, b: { id: 7 }, c: { name: 'no id' } })]);
    expect(await batches.mapped()).toMatchObject([
      { key: 'a', state: 'mapped', problem: null },
      { key: 'b', state: 'unmapped', problem: expect.stringContaining('T0410') },
      { key: 'c', state: 'unmapped', problem: expect.stringContaining('entity') },
    ]);
    const mended = '{"fact": {"type": "t", "entity": $string(data.id ? data.id : key)}}';
    await setMapping(spine, ctx, batches.id, { stream: 'things', mapping: mended });
    await replay(batches, 'unmapped');
    expect((await batches.mapped()).map(({ state }) => state)).toEqual(['mapped', 'mapped', 'mapped']);
    expect(Object.keys(await batches.facts()).sort()).toEqual(['7', 'X', 'c']);
    expect(await different()).toEqual([]);
  });

  it('to make a document that can be taken in is a problem of its record alone; when the disk is away, all is tried again', async () => {
    const batches = await openBatches(
      spine,
      ctx,
      '[{"document": {"name": data.name, "text": "x"}}, {"fact": {"type": "t", "entity": data.id}}]',
    );
    const event = await batches.told({ a: { id: '1', name: 'fine' }, b: { id: '2', name: 'large' } });
    const refusing =
      (failure: Failure) =>
      async (_: unknown, { name }: { name: string }) => {
        if (name === 'large') throw failure;
        return newId('document');
      };
    const away = batches.map([event], { receive: refusing(new Failure('unavailable', 'the disk is full')) });
    await expect(away).rejects.toThrow('disk');
    await batches.map([event], { receive: refusing(new Failure('too-large', 'more than 50 MB')) });
    expect(await batches.mapped()).toMatchObject([
      { key: 'a', state: 'mapped', yields: [{ kind: 'document' }, { kind: 'fact' }] },
      { key: 'b', state: 'unmapped', problem: 'more than 50 MB' },
    ]);
    expect(Object.keys(await batches.facts())).toEqual(['1']);
  });

  it('by taking its process down is tried three times, then marked, and not tried again until it is another', async () => {
    const batches = await openBatches(spine, ctx);
    let calls = 0;
    const evaluate = async () => {
      calls++;
      throw new Failure('unavailable', 'the mapping takes too long or too much memory', { retry: 'never' });
    };
    const kept = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id) => [id, { id, name: id }]));
    await batches.map([await batches.told(kept)], { evaluate });
    await batches.map([await batches.told({ f: { id: 'f', name: 'f' } })], { evaluate });
    expect(calls).toBe(4);
    expect((await batches.mapped()).map(({ state }) => state)).toEqual(Array(6).fill('unmapped'));
    expect((await batches.mapped())[5]?.problem).toContain('not tried');
    await replay(batches, 'unmapped');
    expect(Object.keys(await batches.facts())).toHaveLength(6);
    const [head] = await spine.sql('select stalled from vito.record_mapping where records_id = $1', [
      batches.recordsId,
    ]);
    expect(head?.stalled).toBe(false);
  });
});

describe('removing the connection', () => {
  it.each([true, false])(
    'erases what its records became, and refuses a mapping that is under way (others before: %s)',
    async (others) => {
      const batches = await openBatches(
        spine,
        ctx,
        '{"fact": {"type": "t", "entity": data.id, "title": $uppercase(data.name)}}',
      );
      const beside = await openParts(spine.url, spine.master); // another process, which has the keys in mind
      const first = await batches.told({ a: { id: 'canary-1', name: 'canary' }, b: { id: 'canary-2', name: 5 } });
      if (others) await batches.map([first], beside);
      await beside.vault.keyFor(ctx.tenant, batches.id);
      const late = await batches.told({ c: { id: 'canary-3', name: 'late' } });
      const evaluate = async (...given: Parameters<typeof evaluateAll>) => {
        await removeConnection(spine.store, ctx, batches.id);
        const [removed] = (await spine.store.readStream(ctx.tenant, batches.id)).slice(-1);
        const files = { blobs: {} as Blobs, addressInUse: async () => false };
        await eraseConnection({ ...spine, ...files }, ctx, removed as OpenEvent, signal);
        return evaluateAll(...given);
      };
      await batches.map([late], { ...beside, evaluate }).catch(() => {});
      await beside.close();
      const rows = await spine.sql<{ row: string }>(
        `select f::text as row from vito.fact f where connection_id = $1
       union all select m::text from vito.mapped_record m where connection_id = $1
       union all select c::text from vito.connection c where connection_id = $1`,
        [batches.id],
      );
      expect(rows.length).toBeGreaterThanOrEqual(others ? 4 : 1);
      expect(rows.map(({ row }) => row).join()).not.toContain('canary');
      expect(rows.map(({ row }) => row).join()).not.toContain('late');
      expect(await different()).toEqual([]);
    },
  );
});
