// Lists of commitments and people through HTTP: orders, filters, pages, and which side I am on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type Person, type TestApp } from '../setup/app.js';
import { party, propose, readStory, type Terms } from '../setup/stories.js';

let app: TestApp;
beforeAll(async () => {
  // Nothing is extracted here: what these texts promise is given.
  app = await openTestApp({ roles: { api: true, worker: false } });
});
afterAll(() => app.close());

const contextOf = (person: Person) =>
  ({ tenant: person.tenant, actor: { kind: 'system', id: 'extract-commitments', name: null } }) as const;
const profile = (person: Person) =>
  person.client.call('putMe', {
    body: { name: 'Bo Reed', addresses: ['bo@reed.example'], organisation: 'Reed & Co', zone: 'Europe/Berlin' },
  });
describe('lists', () => {
  let mine: Person;
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  beforeAll(async () => {
    mine = await app.stranger();
    const { store } = app.app.services;
    const ctx = contextOf(mine);
    const [first, second] = [
      await readStory(store, ctx, { name: 'a.eml' }),
      await readStory(store, ctx, { name: 'b.eml' }),
    ];
    const [bo, ada, cy] = [
      party('Bo Reed', 'bo@reed.example'),
      party('Ada Quill', 'ada@quill.example'),
      party('Cy Marsh'),
    ];
    const add = (documentId: string, action: string, terms: Terms) =>
      propose(store, ctx, documentId, { action, ...terms });
    await add(first, 'late', { debtor: bo, creditor: ada, due: at(-3), saidAt: '2026-03-01T08:00:00Z' });
    await add(first, 'soon', { debtor: bo, creditor: cy, due: at(2), saidAt: '2026-03-02T08:00:00Z' });
    await add(first, 'someday', { debtor: bo, creditor: null, due: null, saidAt: null });
    await add(second, 'to me', {
      debtor: ada,
      creditor: party(null, null, 'Reed & Co'),
      due: at(5),
      saidAt: '2026-03-04T08:00:00Z',
    });
    await add(second, 'others', { debtor: ada, creditor: cy, due: at(9), saidAt: '2026-03-03T08:00:00Z' });
    await add(second, 'done', { debtor: cy, creditor: bo, due: at(-9), status: 'fulfilled', saidAt: '2026-02-01' });
    const gone = await add(second, 'a joke', { debtor: bo, creditor: ada, due: at(1) });
    await profile(mine);
    await mine.client.act('dismiss', gone, {});
  });
  const list = async (query: Record<string, unknown> = {}) =>
    (await mine.client.call('listCommitments', { query })).items.map(({ action }) => action);

  it('go by due date with those without one last, or by when it was said', async () => {
    expect(await list()).toEqual(['done', 'late', 'soon', 'to me', 'others', 'someday']);
    expect(await list({ sort: 'said' })).toEqual(['to me', 'others', 'soon', 'late', 'done', 'someday']);
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{ side: 'i-owe' }, ['late', 'soon', 'someday']],
    [{ side: 'owed-to-me' }, ['done', 'to me']],
    [{ side: 'between-others' }, ['others']],
    [{ open: false }, ['done']],
    [{ open: true, side: 'owed-to-me' }, ['to me']],
    [{ status: 'fulfilled' }, ['done']],
    [{ overdue: true }, ['late']],
    [{ overdue: false, side: 'i-owe' }, ['soon', 'someday']],
    [{ person: 'CY MARSH' }, ['done', 'soon', 'others']],
    [{ person: 'Ada@Quill.example' }, ['late', 'to me', 'others']],
    [{ person: 'reed & co' }, ['to me']],
    [{ person: 'nobody' }, []],
    [{ hidden: true }, ['a joke']],
  ])('%j', async (query, expected) => {
    expect(await list(query)).toEqual(expected);
  });

  it('of one document', async () => {
    const { items } = await mine.client.call('listDocuments');
    const first = items.find(({ name }) => name === 'a.eml');
    expect(first?.commitments).toBe(3);
    expect(await list({ document: first?.id })).toEqual(['late', 'soon', 'someday']);
  });

  it.each(['due', 'said'])('come in pages that together are the whole list, by %s', async (sort) => {
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await mine.client.call('listCommitments', { query: { sort, limit: 2, cursor } });
      seen.push(...page.items.map(({ action }) => action));
      cursor = page.next;
    }
    expect(seen).toEqual(await list({ sort }));
  });

  it('refuse a cursor of another list, a made up one, and filters that are none', async () => {
    const { next } = await mine.client.call('listCommitments', { query: { sort: 'due', limit: 1 } });
    for (const query of [
      `sort=said&cursor=${next}`,
      'cursor=made-up',
      'side=left',
      'limit=0',
      'limit=201',
      'open=maybe',
    ]) {
      const answer = await mine.request(`/v1/commitments?${query}`);
      expect([query, answer.status]).toEqual([query, 400]);
    }
  });

  it('of people count what is open on either side', async () => {
    const { items } = await mine.client.call('listPeople');
    expect(items.find(({ name }) => name === 'Bo Reed')).toMatchObject({ owes: 3, owed: 0, overdue: 1 });
    expect(items.find(({ name }) => name === 'Ada Quill')).toMatchObject({
      address: 'ada@quill.example',
      owes: 2,
      owed: 1,
    });
    const pages = await Promise.all([undefined].map(() => mine.client.call('listPeople', { query: { limit: 2 } })));
    const second = await mine.client.call('listPeople', { query: { limit: 2, cursor: pages[0]?.next } });
    expect([...(pages[0]?.items ?? []), ...second.items]).toEqual(items.slice(0, 4));
  });

  it('tell the sides anew as soon as I say who I am', async () => {
    const body = { name: 'Ada Quill', addresses: ['ada@quill.example'], organisation: null, zone: 'Europe/Berlin' };
    await mine.client.call('putMe', { body });
    expect(await list({ side: 'i-owe' })).toEqual(['to me', 'others']);
  });
});
