// Lists of commitments: whose they are, what is overdue where the viewer lives, and pages that neither skip nor repeat.
import { type CommitmentView, sides } from '@vito/contracts/commitment';
import { routes } from '@vito/contracts/routes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { act } from '../../src/commitments/act.js';
import { commitmentHistory, findCommitment, listCommitments, openDues, viewerOf } from '../../src/commitments/view.js';
import type { Context } from '../../src/spine/context.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { party, propose, readStory, type Terms } from '../setup/stories.js';

let spine: Spine;
let ctx: Context;
let documentId: string;
beforeAll(async () => {
  spine = await openSpine();
});
afterAll(() => spine.close());
beforeEach(async () => {
  ctx = await spine.tenant();
  documentId = await readStory(spine.store, ctx);
});

const ada = party('Ada Quill', 'ada@quill.example');
const bo = party('Bo Reed', 'bo@reed.example');
const cy = party('Cy Lane', null, 'Lane & Daughters Ltd');
const viewer = (zone = 'UTC') =>
  viewerOf({ name: 'Ada Quill', addresses: ['ada@quill.example'], organisation: 'Quill GmbH', zone }, zone);
const noon = new Date('2026-03-06T12:00:00Z');

const add = (terms: Terms = {}) => propose(spine.store, ctx, documentId, terms);
const list = (query: Record<string, string> = {}, options: { zone?: string; now?: Date } = {}) =>
  spine.database.read(ctx.tenant, (reader) =>
    listCommitments(
      reader,
      viewer(options.zone),
      routes.listCommitments.query.parse({ limit: '100', ...query }),
      options.now ?? noon,
    ),
  );
const history = (of: Context, id: string) =>
  commitmentHistory({ ...spine, personName: async () => 'Ada Quill' }, of.tenant, id);
const ids = async (...given: Parameters<typeof list>) => (await list(...given)).items.map((item) => item.id).sort();
const actions = async (...given: Parameters<typeof list>) => (await list(...given)).items.map((item) => item.action);

describe('the side', () => {
  it('is told by who owes and who is owed, the same in the list as in the item', async () => {
    const expected: [CommitmentView['side'], Terms][] = [
      ['i-owe', { debtor: ada, creditor: bo }],
      ['i-owe', { debtor: ada, creditor: ada }],
      ['i-owe', { debtor: party('A. Q.', 'ADA@quill.example'), creditor: null }],
      ['i-owe', { debtor: party(null, null, 'Quill'), creditor: bo }],
      ['owed-to-me', { debtor: bo, creditor: party('ada quill') }],
      ['owed-to-me', { debtor: null, creditor: party(null, null, 'Quill GmbH') }],
      ['between-others', { debtor: bo, creditor: cy }],
      ['between-others', { debtor: null, creditor: null }],
      ['between-others', { debtor: party('Ada Quillfeather', 'ada@feather.example'), creditor: cy }],
    ];
    const made = new Map<string, CommitmentView['side']>();
    for (const [side, terms] of expected) made.set(await add(terms), side);
    for (const side of sides) {
      const found = await list({ side });
      expect(found.items.map((item) => item.id).sort()).toEqual(
        [...made]
          .filter(([, of]) => of === side)
          .map(([id]) => id)
          .sort(),
      );
      for (const item of found.items) expect(item.side).toBe(side);
    }
    for (const item of (await list()).items) expect(item.side).toBe(made.get(item.id));
  });

  it('is everybody’s own affair before it is known who "I" am', async () => {
    await add();
    const nobody = await spine.database.read(ctx.tenant, (reader) =>
      listCommitments(reader, viewerOf(null, 'UTC'), routes.listCommitments.query.parse({}), noon),
    );
    expect(nobody.items.map((item) => item.side)).toEqual(['between-others']);
  });
});

describe('overdue', () => {
  it.each([
    ['Pacific/Auckland', '2026-03-06T10:59:59Z', '2026-03-06T11:00:00Z'],
    ['Europe/Berlin', '2026-03-06T22:59:59Z', '2026-03-06T23:00:00Z'],
    ['America/Los_Angeles', '2026-03-07T07:59:59Z', '2026-03-07T08:00:00Z'],
  ])('begins for a civil day at midnight where the viewer lives: %s', async (zone, last, first) => {
    await add({ due: '2026-03-06', zone: 'Europe/Berlin' });
    expect(await list({ overdue: 'true' }, { zone, now: new Date(last) })).toMatchObject({ items: [] });
    expect((await list({ overdue: 'true' }, { zone, now: new Date(first) })).items).toHaveLength(1);
    expect(await list({ overdue: 'false' }, { zone, now: new Date(first) })).toMatchObject({ items: [] });
  });

  it('begins for a time of day at its instant, wherever the viewer lives', async () => {
    await add({ due: '2026-03-06T17:00:00+01:00' });
    for (const zone of ['Pacific/Auckland', 'America/Los_Angeles']) {
      expect((await list({ overdue: 'true' }, { zone, now: new Date('2026-03-06T16:00:00Z') })).items).toEqual([]);
      expect((await list({ overdue: 'true' }, { zone, now: new Date('2026-03-06T16:00:01Z') })).items).toHaveLength(1);
    }
  });

  it('is never what has no due, or is done; and not overdue is all the rest', async () => {
    const late = await add({ due: '2026-01-01' });
    const done = await add({ due: '2026-01-01' });
    const never = await add({ due: null });
    await act(spine.store, ctx, done, { verb: 'fulfil', input: {} });
    expect(await ids({ overdue: 'true' })).toEqual([late]);
    expect(await ids({ overdue: 'false' })).toEqual([done, never].sort());
  });
});

describe('pages', () => {
  const dues = [
    null,
    '2026-01-01',
    '2026-01-01',
    '2026-01-02',
    '2026-01-02T10:00:00+01:00',
    '2026-02-01',
    '0001-01-02',
    '9999-12-30',
  ];
  const said = [null, '2026-03-02T09:00:00+01:00', '2026-03-02', '2026-03-02T08:00:00Z', '2025-12-31T23:59:59-05:00'];

  it.each(['due', 'said'] as const)(
    'sorted by %s show everything that stays once, while other things come, move and go',
    async (sort) => {
      const stay: string[] = [];
      const move: string[] = [];
      for (let n = 0; n < 60; n++) {
        const id = await add({ due: dues[n % dues.length] ?? null, saidAt: said[n % said.length] ?? null });
        (n % 5 === 0 ? move : stay).push(id);
      }
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({ sort, limit: '7', ...(cursor ? { cursor } : {}) });
        expect(page.items.length).toBeGreaterThan(0);
        seen.push(...page.items.map((item) => item.id));
        cursor = page.next;
        const [one, other] = move.splice(0, 2);
        if (one) await act(spine.store, ctx, one, { verb: 'renegotiate', input: { due: '2026-01-01' } });
        if (other) await act(spine.store, ctx, other, { verb: 'dismiss', input: {} });
        await add({ due: '2025-06-01' });
        await add({ due: null, saidAt: null });
      } while (cursor !== null);
      const counts = new Map<string, number>();
      for (const id of seen) counts.set(id, (counts.get(id) ?? 0) + 1);
      expect(stay.filter((id) => counts.get(id) !== 1)).toEqual([]);
    },
  );

  it('come in order: by due, those without one last; by when they were said, newest first', async () => {
    for (const [action, due, saidAt] of [
      ['b', '2026-01-02', '2026-01-01T10:00:00+01:00'],
      ['d', null, null],
      ['a', '2026-01-01', '2026-01-03'],
      ['c', '2026-01-02T10:00:00Z', '2026-01-01T10:00:00Z'],
    ] as const) {
      await add({ action, due, saidAt, zone: 'UTC' });
    }
    expect(await actions({ sort: 'due' })).toEqual(['a', 'c', 'b', 'd']);
    expect(await actions({ sort: 'said' })).toEqual(['a', 'c', 'b', 'd']);
  });

  it.each([
    ['of another order', { o: 'said', a: '2026-01-01 00:00:00+00', i: 'cmt_x' }],
    ['of another list', { o: 'documents', a: '', i: 'doc_x' }],
    ['with a day that there is not', { o: 'due', a: '2026-02-31 00:00:00+00', i: 'cmt_x' }],
    ['with something else in it', { o: 'due', a: "'; select 1", i: 'cmt_x' }],
    ['with a NUL in it', { o: 'due', a: 'infinity', i: 'cmt_\u0000' }],
    ['with too much in it', { o: 'due', a: 'infinity', i: 'cmt_x', more: 1 }],
    ['that is no JSON', 'nonsense'],
  ])('refuse a cursor %s', async (_what, cursor) => {
    const text = typeof cursor === 'string' ? cursor : JSON.stringify(cursor);
    await expect(list({ sort: 'due', cursor: Buffer.from(text).toString('base64url') })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('filters', () => {
  it('find a person on either side, by address, name or organisation, however it is written', async () => {
    const owes = await add({ debtor: bo, creditor: ada, action: 'owes' });
    const owed = await add({ debtor: ada, creditor: party('bo  reed'), action: 'owed' });
    const other = await add({ debtor: cy, creditor: party(null, null, 'Lane & Daughters Ltd') });
    expect(await ids({ person: 'BO REED' })).toEqual([owes, owed].sort());
    expect(await ids({ person: 'Bo@Reed.example' })).toEqual([owes]);
    expect(await ids({ person: 'Lane & Daughters Ltd' })).toEqual([other]);
    expect(await ids({ person: 'Bo' })).toEqual([]);
    expect(await ids({ person: '???' })).toEqual([]);
  });

  it('tell what is open, what stands, what is hidden, and what is of one document', async () => {
    const [open, done, hidden] = [await add(), await add(), await add()];
    await act(spine.store, ctx, done, { verb: 'fulfil', input: {} });
    await act(spine.store, ctx, hidden, { verb: 'dismiss', input: {} });
    const elsewhere = await propose(spine.store, ctx, await readStory(spine.store, ctx));
    expect(await ids()).toEqual([open, done, elsewhere].sort());
    expect(await ids({ open: 'true' })).toEqual([open, elsewhere].sort());
    expect(await ids({ open: 'false' })).toEqual([done]);
    expect(await ids({ status: 'fulfilled' })).toEqual([done]);
    expect(await ids({ hidden: 'true' })).toEqual([hidden]);
    expect(await ids({ document: documentId })).toEqual([open, done].sort());
  });
});

describe('one commitment', () => {
  it('shows what it says, and to another tenant nothing', async () => {
    const id = await add({ page: 3, condition: 'if dry' });
    const view = await spine.database.read(ctx.tenant, (reader) => findCommitment(reader, viewer(), id));
    expect(view).toMatchObject({
      id,
      documentId,
      documentName: 'letter.eml',
      page: 3,
      condition: 'if dry',
      checked: 'rules',
      verdict: null,
      version: 1,
      undoable: null,
    });
    const other = await spine.tenant();
    const peek = spine.database.read(other.tenant, (reader) => findCommitment(reader, viewer(), id));
    await expect(peek).rejects.toMatchObject({ code: 'not-found' });
    expect(await history(other, id)).toEqual([]);
  });

  it('has a history with its notes, and with each seq once there is one', async () => {
    const id = await add();
    await act(spine.store, ctx, id, { verb: 'accept', input: { note: 'on the phone' } });
    const before = await history(ctx, id);
    expect(before.map(({ type, note, seq }) => [type, note, seq])).toEqual([
      ['commitment.proposed', null, null],
      ['commitment.accepted', 'on the phone', null],
    ]);
    await spine.sequenceAll();
    const after = await history(ctx, id);
    expect(after.map(({ seq, actor }) => [seq, actor.name])).toEqual([
      [4, 'Ada Quill'],
      [5, 'Ada Quill'],
    ]);
  });

  it('that concerns me and is open with a due goes into the calendar', async () => {
    const [mine, theirs] = [await add({ debtor: ada }), await add({ debtor: bo, creditor: ada })];
    await add({ debtor: bo, creditor: cy });
    await add({ due: null });
    await act(spine.store, ctx, await add(), { verb: 'cancel', input: {} });
    const dues = await spine.database.read(ctx.tenant, (reader) => openDues(reader, viewer()));
    expect(dues.map((due) => due.id).sort()).toEqual([mine, theirs].sort());
  });
});
