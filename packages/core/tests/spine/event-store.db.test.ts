// The event store against a real PostgreSQL: versions, idempotency, atomicity, sealing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/spine/context.js';
import type { Draft } from '../../src/spine/event.js';
import { DoneBefore, MovedOn } from '../../src/spine/event-store.js';
import { rootKey } from '../../src/spine/vault.js';
import { company, companyStream } from '../../src/tenants/found.js';
import { openSpine, type Spine } from '../setup/spine.js';

let spine: Spine;
beforeAll(async () => {
  spine = await openSpine();
});
afterAll(() => spine.close());

const profile = (name: string): Draft => ({
  type: 'company.profile-set',
  data: {},
  secret: { name, addresses: [`${name}@acme.example`], organisation: null, zone: 'UTC' },
});

async function stageProfile(ctx: Context, name: string) {
  const loaded = await spine.store.load(ctx, company, companyStream);
  return spine.store.stage(ctx, company, loaded, [profile(name)], { id: rootKey });
}

const counts = async (ctx: Context) =>
  spine.database.read(ctx.tenant, async (reader) => {
    const of = async (table: 'events' | 'vault' | 'outbox') =>
      (
        await reader
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n;
    return { events: await of('events'), vault: await of('vault'), outbox: await of('outbox') };
  });

describe('commit', () => {
  it('stores the event, seals its secret, fills the outbox and the projection in one go', async () => {
    const ctx = await spine.tenant();
    await spine.store.commit(ctx, [await stageProfile(ctx, 'ada')]);
    const loaded = await spine.store.load(ctx, company, companyStream);
    expect(loaded.version).toBe(2);
    expect(loaded.state.profile?.name).toBe('ada');
    expect(await counts(ctx)).toEqual({ events: 2, vault: 1, outbox: 2 });
    const row = await spine.database.read(ctx.tenant, (reader) =>
      reader.selectFrom('company').selectAll().executeTakeFirst(),
    );
    expect(row).toMatchObject({ name: 'ada', version: 2 });
  });

  it('refuses a change decided on an older version and writes nothing of it', async () => {
    const ctx = await spine.tenant();
    const [first, second] = await Promise.all([stageProfile(ctx, 'ada'), stageProfile(ctx, 'bob')]);
    await spine.store.commit(ctx, [first]);
    const before = await counts(ctx);
    await expect(spine.store.commit(ctx, [second])).rejects.toBeInstanceOf(MovedOn);
    expect(await counts(ctx)).toEqual(before);
  });

  it('lets exactly one of many simultaneous changes of the same version through', async () => {
    const ctx = await spine.tenant();
    const staged = await Promise.all(Array.from({ length: 12 }, (_, i) => stageProfile(ctx, `n${i}`)));
    const results = await Promise.allSettled(staged.map((one) => spine.store.commit(ctx, [one])));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect((await spine.store.load(ctx, company, companyStream)).version).toBe(2);
  });

  it('takes a key once for ever, even from many at the same moment', async () => {
    const ctx = await spine.tenant();
    const once = [{ key: 'only once', stream: companyStream }];
    const staged = await Promise.all(Array.from({ length: 8 }, (_, i) => stageProfile(ctx, `n${i}`)));
    const results = await Promise.allSettled(staged.map((one) => spine.store.commit(ctx, [one], { once })));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const again = await stageProfile(ctx, 'again');
    await expect(spine.store.commit(ctx, [again], { once })).rejects.toBeInstanceOf(DoneBefore);
  });

  it('keeps NUL and half characters from breaking a commit, one for one', async () => {
    const ctx = await spine.tenant();
    await spine.store.commit(ctx, [await stageProfile(ctx, 'a\u0000b\ud800c😀')]);
    const { state } = await spine.store.load(ctx, company, companyStream);
    expect(state.profile?.name).toBe('a\ufffdb\ufffdc😀');
  });

  it('opens nothing for another tenant', async () => {
    const ctx = await spine.tenant();
    const other = await spine.tenant();
    await spine.store.commit(ctx, [await stageProfile(ctx, 'ada')]);
    expect((await spine.store.load(other, company, companyStream)).state.profile).toBeNull();
  });
});

describe('sequence', () => {
  it('numbers each tenant densely and in stream order, whoever commits meanwhile', async () => {
    const tenants = await Promise.all([spine.tenant(), spine.tenant()]);
    const write = async (ctx: Context) => {
      for (let i = 0; i < 20; i++) await spine.store.commit(ctx, [await stageProfile(ctx, `n${i}`)]);
    };
    let writing = true;
    const sequencing = (async () => {
      while (writing) await spine.sequenceAll();
    })();
    await Promise.all(tenants.map(write));
    writing = false;
    await sequencing;
    await spine.sequenceAll();
    for (const ctx of tenants) {
      const rows = await spine.database.read(ctx.tenant, (reader) =>
        reader.selectFrom('event_seq').select(['seq', 'version']).orderBy('seq').execute(),
      );
      expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
      expect(rows.map((row) => row.version)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    }
  });
});
