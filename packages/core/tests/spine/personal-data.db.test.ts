// Personal data is in the vault and the projections, and in no other row: every table is read as text and searched.
import { Failure } from '@vito/runtime/failure';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/commitments/act.js';
import { createWakeUps } from '../../src/platform/queue.js';
import type { Context } from '../../src/spine/context.js';
import { sequenceOnce } from '../../src/spine/sequencer.js';
import { claim, fail } from '../../src/spine/work.js';
import { makeCalendarLink, setProfile } from '../../src/tenants/profile.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { onDocument, party, propose, readStory, receiveStory } from '../setup/stories.js';

const subscriptions = [
  { type: 'document.received', subscription: 'read-document' },
  { type: 'document.read', subscription: 'extract-commitments' },
];
const canaries = Array.from({ length: 20 }, (_, n) => `zq${String.fromCharCode(97 + n)}canary`);
const word = (n: number) => canaries[n] as string;
/** Where they may stand: sealed in the vault, and in what people see. */
const mayShow = [
  'vito.document',
  'vito.document_reading',
  'vito.document_link',
  'vito.document_party',
  'vito.commitment',
  'vito.company',
];

let spine: Spine;
let ctx: Context;
beforeAll(async () => {
  spine = await openSpine({ subscriptions });
  ctx = await spine.tenant();
  await plantAll();
}, 60_000);
afterAll(() => spine.close());

async function plantAll(): Promise<void> {
  const { store } = spine;
  await setProfile(store, ctx, {
    name: word(0),
    addresses: [`${word(1)}@quill.example`],
    organisation: word(2),
    zone: 'UTC',
  });
  await makeCalendarLink(store, ctx);
  const story = {
    name: `${word(3)}.eml`,
    text: `${word(4)} will send ${word(5)}.`,
    from: party(word(6), `${word(7)}@a.example`),
  };
  const id = await readStory(store, ctx, { ...story, to: [party(word(8), null, word(9))] });
  const unread = await receiveStory(store, ctx, { name: word(10) });
  await onDocument(store, ctx, unread, {
    type: 'document.unreadable',
    data: { reason: 'malformed' },
    secret: { message: word(11) },
  });
  const first = await propose(store, ctx, id, {
    quote: word(12),
    action: word(13),
    condition: word(14),
    debtor: party(word(15)),
    creditor: party(null, `${word(16)}@b.example`),
  });
  await act(store, ctx, first, { verb: 'accept', input: { note: word(17) } });
  await act(store, ctx, first, { verb: 'delegate', input: { debtor: party(word(18)) } });
  await act(store, ctx, first, { verb: 'correct', input: { action: word(19), debtor: party(word(15)) } });
  await act(store, ctx, first, { verb: 'undo', input: { note: word(17) } });

  const wakeUps = createWakeUps({ kind: 'postgres', access: spine.urls.dispatch }, spine.log);
  const woken: string[] = [];
  await sequenceOnce({
    pool: spine.database.dispatch,
    subscriptions,
    onSequenced: () => {},
    onWork: (names) => woken.push(...names),
  });
  for (const name of woken) wakeUps.wake(name);
  await wakeUps.probe();
  // Work that failed with somebody else's words, and one with ours.
  const pool = spine.database.dispatch;
  for (const [n, row] of (await claim(pool, 'read-document', 10, 'lease')).entries()) {
    const error =
      n === 0
        ? Object.assign(new Error(`cannot parse ${word(4)}`), { detail: word(5) })
        : new Failure('invalid', 'no pages');
    await fail(pool, row, 'lease', error);
  }
  await wakeUps.stop();
  await readStory(store, ctx, { ...story, text: word(4) }); // and something that is still in the outbox
}

async function tables(): Promise<string[]> {
  const rows = await spine.sql<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relkind = 'r' and relnamespace::regnamespace::text in ('vito', 'bullmq', 'auth', 'vito_meta') order by 1`,
  );
  return rows.map((row) => row.name);
}
const dump = async (table: string) =>
  (await spine.sql<{ row: string }>(`select t::text as row from ${table} t`)).map(({ row }) => row).join('\n');

describe('personal data', () => {
  it('stands where people are to see it', async () => {
    const shown = (await Promise.all(mayShow.map(dump))).join('\n');
    const replaced = [15, 17, 19].map(word); // the first debtor, the notes, and what was taken back: in the history alone
    for (const canary of canaries) if (!replaced.includes(canary)) expect(shown).toContain(canary);
  });

  it('stands nowhere else: not in events, outbox, work, order, keys, queue or accounts', async () => {
    const searched = (await tables()).filter((name) => !mayShow.includes(name));
    expect(searched).toEqual(
      expect.arrayContaining(['vito.outbox', 'vito.work', 'vito.event_seq', 'vito.event_key', 'vito.vault']),
    );
    let rows = 0;
    for (const table of searched) {
      const text = (await dump(table)).toLowerCase();
      rows += text === '' ? 0 : text.split('\n').length;
      for (const canary of canaries) {
        expect([table, text.includes(canary)]).toEqual([table, false]);
        expect([table, text.includes(Buffer.from(canary).toString('hex'))]).toEqual([table, false]);
      }
    }
    expect(rows).toBeGreaterThan(50);
    for (const full of ['vito.outbox', 'vito.work', 'vito.event_seq', 'vito.vault'])
      expect(await dump(full)).not.toBe('');
  });

  it('stands in no event’s actor: who it was is an id, the name is looked up', async () => {
    const actors = await spine.sql<{ actor: object }>('select distinct actor from vito.events');
    for (const { actor } of actors) expect(Object.keys(actor).sort()).toEqual(['id', 'kind']);
  });
});
