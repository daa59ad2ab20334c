// Group commit: appends that share a call are refused, or kept, each for itself.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document } from '../../src/intake/document.js';
import type { Context } from '../../src/spine/context.js';
import { DoneBefore, MovedOn, type Staged } from '../../src/spine/event-store.js';
import { rootKey } from '../../src/spine/vault.js';
import { company, companyStream } from '../../src/tenants/found.js';
import { openParts, type Parts } from '../setup/parts.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { receiveStory } from '../setup/stories.js';

let spine: Spine;
beforeAll(async () => {
  spine = await openSpine();
});
afterAll(() => spine.close());

async function stageName(ctx: Context, name: string) {
  const loaded = await spine.store.load(ctx, company, companyStream);
  const secret = { name, addresses: [], organisation: null, zone: 'UTC' };
  return spine.store.stage(ctx, company, loaded, [{ type: 'company.profile-set', data: {}, secret }], { id: rootKey });
}

describe('many appends at the same moment', () => {
  it('keeps the good ones and refuses each bad one with its own reason', async () => {
    const good = await Promise.all(Array.from({ length: 20 }, () => spine.tenant()));
    const stale = await spine.tenant();
    const taken = await spine.tenant();
    const old = await stageName(stale, 'old');
    await spine.store.commit(stale, [await stageName(stale, 'new')]);
    const once = [{ key: 'taken', stream: companyStream }];
    await spine.store.commit(taken, [await stageName(taken, 'first')], { once });
    const staged = await Promise.all(good.map((ctx) => stageName(ctx, `of ${ctx.tenant}`)));
    const second = await stageName(taken, 'second');
    const results = await Promise.allSettled([
      ...staged.map((one, i) => spine.store.commit(good[i] as Context, [one])),
      spine.store.commit(stale, [old]),
      spine.store.commit(taken, [second], { once }),
    ]);
    expect(results.slice(0, 20).map((result) => result.status)).toEqual(Array.from({ length: 20 }, () => 'fulfilled'));
    expect((results[20] as PromiseRejectedResult).reason).toBeInstanceOf(MovedOn);
    expect((results[21] as PromiseRejectedResult).reason).toBeInstanceOf(DoneBefore);
    for (const ctx of good) {
      const { state } = await spine.store.load(ctx, company, companyStream);
      expect(state.profile?.name).toBe(`of ${ctx.tenant}`);
    }
    expect((await spine.store.load(taken, company, companyStream)).state.profile?.name).toBe('first');
  });

  it('of two servers, over the same streams in any order, are all kept or refused as stale, whatever they waited for', async () => {
    const beside = await openParts(spine.url, spine.master);
    const ctx = await spine.tenant();
    const streams = await Promise.all(Array.from({ length: 8 }, () => receiveStory(spine.store, ctx)));
    const kept = new Map(streams.map((stream) => [stream, 1]));
    const write = async ({ store }: Parts, stream: string) => {
      const loaded = await store.load(ctx, document, stream);
      const draft = { type: 'document.thread-grown', data: { by: stream }, secret: {} } as const;
      try {
        await store.commit(ctx, [store.stage(ctx, document, loaded, [draft], { id: stream })]);
        kept.set(stream, (kept.get(stream) ?? 0) + 1);
      } catch (error) {
        expect(error).toBeInstanceOf(MovedOn);
      }
    };
    for (let round = 0; round < 3; round++) {
      const order = () => [...streams, ...streams, ...streams].sort(() => Math.random() - 0.5);
      await Promise.all([spine, beside].flatMap((parts) => order().map((stream) => write(parts, stream))));
    }
    for (const stream of streams)
      expect((await spine.store.load(ctx, document, stream)).version).toBe(kept.get(stream));
    const versions = await spine.sql<{ n: number }>(
      'select count(*)::int as n from vito.events where stream = any ($1)',
      [streams],
    );
    expect(versions).toEqual([{ n: [...kept.values()].reduce((sum, count) => sum + count, 0) }]);
    await beside.close();
  });

  it('put the rows of each under its own tenant, also after one that was refused', async () => {
    const tenants = await Promise.all(Array.from({ length: 12 }, () => spine.tenant()));
    const staged = await Promise.all(tenants.map((ctx) => stageName(ctx, ctx.tenant)));
    const results = await Promise.allSettled(
      tenants.flatMap((ctx, i) => [
        spine.store.commit(ctx, [staged[i] as Staged]),
        spine.store.commit(ctx, [staged[i] as Staged]),
      ]),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(12);
    for (const { tenant } of tenants) {
      const rows = await spine.database.read(tenant, (reader) =>
        reader.selectFrom('company').select(['tenant_id', 'name']).execute(),
      );
      expect(rows).toEqual([{ tenant_id: tenant, name: tenant }]);
    }
  });
});
