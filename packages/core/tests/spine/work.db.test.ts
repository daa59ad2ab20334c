// Work as rows: claimed by one at a time, fenced by its lease, finished in the commit of its effect, retried, buried, revived.
import { Failure } from '@vito/runtime/failure';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { document } from '../../src/intake/document.js';
import type { WorkRow } from '../../src/platform/tables.js';
import type { Context } from '../../src/spine/context.js';
import { LeaseLost, MovedOn } from '../../src/spine/event-store.js';
import { claim, deadWork, fail, release, renew, reviveWork } from '../../src/spine/work.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { receiveStory } from '../setup/stories.js';

const [one, two] = ['read-document', 'weigh-document'];
let spine: Spine;
let ctx: Context;

beforeAll(async () => {
  spine = await openSpine({
    subscriptions: [one, two].map((subscription) => ({ type: 'document.received', subscription })),
  });
});
afterAll(() => spine.close());
beforeEach(async () => {
  await spine.sql('delete from vito.work');
  ctx = await spine.tenant();
});

async function makeWork(count = 1): Promise<string[]> {
  const ids = [];
  for (let i = 0; i < count; i++) ids.push(await receiveStory(spine.store, ctx));
  await spine.sequenceAll();
  return ids;
}

const take = (lease: string, limit = 10, subscription = one) =>
  claim(spine.database.dispatch, subscription, limit, lease);
const rows = () => spine.sql<WorkRow>('select * from vito.work order by event_id, subscription');
const row = async (subscription = one) =>
  (await rows()).find((found) => found.subscription === subscription) as WorkRow;
const lapse = () =>
  spine.sql("update vito.work set lease_until = clock_timestamp() - interval '1 ms' where lease is not null");
const workOf = (claimed: WorkRow | undefined): Context => ({
  ...ctx,
  work: [{ subscription: claimed?.subscription ?? '', eventId: claimed?.event_id ?? '', lease: claimed?.lease ?? '' }],
});

/** The effect of working on a document: that it cannot be read. */
async function effect(of: Context, stream: string) {
  const loaded = await spine.store.load(of, document, stream);
  const draft = { type: 'document.unreadable', data: { reason: 'empty' }, secret: { message: 'empty' } } as const;
  return spine.store.stage(of, document, loaded, [draft], { id: stream });
}
const versionOf = async (stream: string) => (await spine.store.load(ctx, document, stream)).version;

describe('claiming', () => {
  it('gives each piece of work to one of many who ask at once', async () => {
    await makeWork(40);
    const claimers = Array.from({ length: 8 }, async (_, who) => {
      const mine: string[] = [];
      for (let round = 0; ; round++) {
        const got = await take(`lease ${who} ${round}`, 3);
        if (got.length === 0) return mine;
        mine.push(...got.map((found) => found.event_id));
      }
    });
    const claimed = (await Promise.all(claimers)).flat();
    expect(claimed).toHaveLength(40);
    expect(new Set(claimed).size).toBe(40);
  });

  it('leaves the same event’s work of another subscription to others', async () => {
    const [id = ''] = await makeWork();
    const [first] = await take('a', 10, one);
    const [second] = await take('b', 10, two);
    expect(second?.event_id).toBe(first?.event_id);
    await spine.store.commit(workOf(first), [await effect(ctx, id)]);
    expect((await rows()).map((found) => found.subscription)).toEqual([two]);
    await spine.store.commit(workOf(second), []);
    expect(await rows()).toEqual([]);
  });

  it('gives what is longest due first, and what is not due to nobody', async () => {
    await makeWork(3);
    const [a, b, c] = (await rows()).filter((found) => found.subscription === one);
    const due = (event: string | undefined, when: string) =>
      spine.sql(`update vito.work set due_at = clock_timestamp() + interval '${when}' where event_id = $1`, [event]);
    await due(a?.event_id, '-1 s');
    await due(b?.event_id, '-9 s');
    await due(c?.event_id, '1 h');
    const got = [...(await take('x', 1)), ...(await take('y', 1)), ...(await take('z', 1))];
    expect(got.map((found) => found.event_id)).toEqual([b?.event_id, a?.event_id]);
  });
});

describe('a lease', () => {
  it('that lapsed by the database’s clock goes to the next, and whoever held it can write nothing', async () => {
    const [id = ''] = await makeWork();
    const [first] = await take('first');
    expect(await take('early')).toEqual([]);
    await lapse();
    const [second] = await take('second');
    expect(second).toMatchObject({ event_id: first?.event_id, attempts: 2, lease: 'second' });

    const late = await effect(ctx, id);
    await expect(spine.store.commit(workOf(first), [late])).rejects.toBeInstanceOf(LeaseLost);
    await expect(spine.store.commit(workOf(first), [])).rejects.toBeInstanceOf(LeaseLost);
    expect(await fail(spine.database.dispatch, first as WorkRow, 'first', new Error('late'))).toBe('later');
    await release(spine.database.dispatch, one, ['first']);
    expect(await row()).toMatchObject({ lease: 'second', attempts: 2, error: null });
    expect(await versionOf(id)).toBe(1);

    await spine.store.commit(workOf(second), [await effect(ctx, id)]);
    expect(await versionOf(id)).toBe(2);
  });

  it('still counts after it lapsed, as long as nobody else took the work', async () => {
    const [id = ''] = await makeWork();
    const [first] = await take('first');
    await lapse();
    await spine.store.commit(workOf(first), [await effect(ctx, id)]);
    expect(await versionOf(id)).toBe(2);
  });

  it('is renewed for those who hold theirs, and for nobody else', async () => {
    await makeWork(2);
    const [a] = await take('a', 1);
    const [b] = await take('b', 1);
    await lapse();
    await spine.sql("update vito.work set lease = 'thief' where lease = 'b'");
    const held = await renew(spine.database.dispatch, one, ['a', 'b']);
    expect([...held]).toEqual([`a ${a?.event_id}`]);
    const again = await take('c');
    expect(again.map((found) => found.event_id)).toEqual([b?.event_id]);
  });

  it('given back is due at once and was no attempt', async () => {
    await makeWork();
    await take('first');
    await release(spine.database.dispatch, one, ['first']);
    expect(await row()).toMatchObject({ lease: null, lease_until: null, attempts: 0 });
    expect(await take('second')).toHaveLength(1);
  });
});

describe('finishing', () => {
  it('happens with its effect or not at all', async () => {
    const [id = ''] = await makeWork();
    const [claimed] = await take('mine');
    const stale = await effect(ctx, id);
    await spine.store.commit(ctx, [await effect(ctx, id)]); // somebody else changes the document meanwhile
    await expect(spine.store.commit(workOf(claimed), [stale])).rejects.toBeInstanceOf(MovedOn);
    expect(await row()).toMatchObject({ lease: 'mine' });
    expect(await versionOf(id)).toBe(2);
    await spine.store.commit(workOf(claimed), [await effect(ctx, id)]);
    expect(await versionOf(id)).toBe(3);
    expect((await rows()).map((found) => found.subscription)).toEqual([two]);
  });

  it('twice at the same moment is once', async () => {
    const [id = ''] = await makeWork();
    const [claimed] = await take('mine');
    const both = await Promise.all([effect(ctx, id), effect(ctx, id)]);
    const results = await Promise.allSettled(both.map((staged) => spine.store.commit(workOf(claimed), [staged])));
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await versionOf(id)).toBe(2);
  });
});

describe('failing', () => {
  const broken = new Error('the letter of Ada Quill to bo@reed.example cannot be parsed');

  it('waits longer after each attempt, without quoting what went wrong', async () => {
    await makeWork();
    for (let attempt = 1; attempt <= 3; attempt++) {
      const [claimed] = await take(`lease ${attempt}`);
      expect(await fail(spine.database.dispatch, claimed as WorkRow, `lease ${attempt}`, broken)).toBe('later');
      const [after] = await spine.sql<{ error: string; wait: number; lease: string | null }>(
        'select error, lease, extract(epoch from due_at - clock_timestamp())::float8 as wait from vito.work where subscription = $1',
        [one],
      );
      expect(after).toMatchObject({ error: 'Error', lease: null });
      expect(after?.wait).toBeGreaterThan(0.5 * 2 ** attempt * 0.7);
      expect(after?.wait).toBeLessThan(0.5 * 2 ** attempt * 1.3);
      expect(await take('too early')).toEqual([]);
      await spine.sql('update vito.work set due_at = clock_timestamp()');
    }
  });

  it('is the end at once where trying again cannot help, and after eight attempts otherwise', async () => {
    await makeWork();
    const [claimed] = await take('first');
    const hopeless = new Failure('invalid', 'this is no letter: put in a letter');
    expect(await fail(spine.database.dispatch, claimed as WorkRow, 'first', hopeless)).toBe('dead');
    expect(await row()).toMatchObject({ error: 'invalid: this is no letter: put in a letter', lease: null });
    expect((await row()).dead_at).toBeInstanceOf(Date);
    expect(await take('second')).toEqual([]);

    const outcomes = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      await spine.sql('update vito.work set due_at = clock_timestamp()');
      const [other] = await take(`lease ${attempt}`, 1, two);
      outcomes.push(await fail(spine.database.dispatch, other as WorkRow, `lease ${attempt}`, broken));
    }
    expect(outcomes).toEqual([...Array(7).fill('later'), 'dead']);
  });

  it('can be seen by its tenant, and revived by it alone', async () => {
    await makeWork(3);
    for (const claimed of await take('first')) {
      await fail(spine.database.dispatch, claimed, 'first', new Failure('invalid', 'no'));
    }
    const other = await spine.tenant();
    const dead = await spine.database.read(ctx.tenant, (reader) => deadWork(reader, 2, null));
    expect(dead).toHaveLength(2);
    const [, last] = dead;
    const rest = await spine.database.read(ctx.tenant, (reader) =>
      deadWork(reader, 2, { event: last?.event_id ?? '', subscription: one }),
    );
    expect(new Set([...dead, ...rest].map((found) => found.event_id)).size).toBe(3);
    expect(await spine.database.read(other.tenant, (reader) => deadWork(reader, 10, null))).toEqual([]);

    const event = dead[0]?.event_id ?? '';
    expect(await reviveWork(spine.database, other, one, event)).toBe(false);
    expect(await reviveWork(spine.database, ctx, two, event)).toBe(false); // that one is alive
    expect(await reviveWork(spine.database, ctx, one, event)).toBe(true);
    expect(await take('again')).toMatchObject([{ event_id: event, attempts: 1, error: null }]);
  });
});
