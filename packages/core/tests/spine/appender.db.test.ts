// Group commit: appends that share a call are refused, or kept, each for itself.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/spine/context.js';
import { DoneBefore, MovedOn } from '../../src/spine/event-store.js';
import { rootKey } from '../../src/spine/vault.js';
import { company, companyStream } from '../../src/tenants/found.js';
import { openSpine, type Spine } from '../setup/spine.js';

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
});
