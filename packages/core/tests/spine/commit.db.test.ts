// Commits over several streams and keys: in one order, all or nothing, and without a key where there is no secret.
import { randomUUID } from 'node:crypto';
import { newId } from '@vito/contracts/ids';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document } from '../../src/intake/document.js';
import type { Context } from '../../src/spine/context.js';
import { DoneBefore, MovedOn } from '../../src/spine/event-store.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { onDocument, receiveStory } from '../setup/stories.js';
import { until } from '../setup/until.js';

let spine: Spine;
let ctx: Context;
beforeAll(async () => {
  spine = await openSpine();
  ctx = await spine.tenant();
});
afterAll(() => spine.close());

const deleted = { type: 'document.deleted', data: {}, secret: {} } as const;

const streams = Array.from({ length: 20 }, () => newId('document'));
const changesAt = (version: number) =>
  streams.map((stream) =>
    spine.store.stage(ctx, document, { stream, version, state: document.initial }, [deleted], { id: stream }),
  );

/** Makes two commits meet: both start while `held` keeps something in the middle of each, and go on when it lets go. */
async function meet(held: string, values: unknown[], commits: (() => Promise<void>)[]): Promise<unknown[]> {
  const holder = new pg.Client({ connectionString: spine.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query(held, values);
  const results = Promise.allSettled(commits.map((commit) => commit()));
  const waiting =
    "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
  await until('both to wait', async () => ((await spine.sql<{ n: number }>(waiting))[0]?.n ?? 0) >= commits.length);
  await holder.query('rollback');
  await holder.end();
  return (await results).flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
}

// PostgreSQL ends a circle by force, after a second, with an error of its own.
it('never waits in a circle when the same streams are changed in opposite orders', async () => {
  await spine.store.commit(ctx, changesAt(0));
  // Many more heads, so that those wanted are looked up one by one, as they will be.
  await spine.sql("insert into vito.stream_head select $1, 'other_' || n, 1 from generate_series(1, 20000) n", [
    randomUUID(),
  ]);
  await spine.sql('analyze vito.stream_head');
  const changes = changesAt(1);
  const lost = await meet(
    'select from vito.stream_head where stream = $1 for update',
    [streams[10]],
    [() => spine.store.commit(ctx, changes), () => spine.store.commit(ctx, [...changes].reverse())],
  );
  expect(lost).toEqual([expect.any(MovedOn)]);
});

it('never waits in a circle when keys are taken in opposite orders', async () => {
  const id = newId('document');
  const stage = () =>
    spine.store.stage(ctx, document, { stream: id, version: 0, state: document.initial }, [deleted], { id });
  const once = streams.map((name) => ({ key: `once ${name}`, stream: id }));
  const lost = await meet(
    'insert into vito.event_key values ($1, $2, $3, 1)',
    [ctx.tenant, once[10]?.key, id],
    [
      () => spine.store.commit(ctx, [stage()], { once }),
      () => spine.store.commit(ctx, [stage()], { once: [...once].reverse() }),
    ],
  );
  expect(lost).toEqual([expect.any(DoneBefore)]);
});

describe('an event without a secret', () => {
  it('can be told of what was erased', async () => {
    const id = await receiveStory(spine.store, ctx);
    await spine.sql('update vito.data_key set wrapped = null, destroyed_at = now() where key_id = $1', [id]);
    spine.vault.forget(ctx.tenant, id);
    await onDocument(spine.store, ctx, id, deleted);
    expect((await spine.store.load(ctx, document, id)).state).toMatchObject({ state: 'deleted', file: null });
  });

  it('while one with a secret is refused: nothing is sealed under a key that is gone', async () => {
    const id = await receiveStory(spine.store, ctx);
    await spine.sql('update vito.data_key set wrapped = null, destroyed_at = now() where key_id = $1', [id]);
    spine.vault.forget(ctx.tenant, id);
    const late = { type: 'document.unreadable', data: { reason: 'empty' }, secret: { message: 'empty' } } as const;
    await expect(onDocument(spine.store, ctx, id, late)).rejects.toMatchObject({ code: 'not-found' });
    expect((await spine.store.load(ctx, document, id)).version).toBe(1);
  });
});
