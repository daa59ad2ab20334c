// The directory and the company's figures through HTTP: one person under every name, corrections, erasure, and each figure with its evidence.
import { randomUUID } from 'node:crypto';
import type { Figure } from '@vito/contracts/dna';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/commitments/act.js';
import { openTestApp, type Person, type TestApp } from '../setup/app.js';
import { party, propose, readStory, type Terms } from '../setup/stories.js';

let app: TestApp;
beforeAll(async () => {
  // Nothing is extracted here: what these texts promise is given.
  app = await openTestApp({ roles: { api: true, worker: false } });
});
afterAll(() => app.close());

const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const ines = party('Ines Caldbeck', 'ines@caldbeck.example');
const bo = party('Bo Reed', 'bo@reed.example');
const clocks = party(null, null, 'Caldbeck Clocks');

/** A company of its own with a few letters. */
async function company(fill: (add: Add, person: Person) => Promise<void>): Promise<Person> {
  const person = await app.stranger();
  const ctx = { tenant: person.tenant, actor: { kind: 'system', id: 'extract-commitments', name: null } } as const;
  const { store } = app.app.services;
  const letter = await readStory(store, ctx, { name: `${randomUUID()}.eml`, from: ines, to: [bo] });
  const add: Add = async (terms, verb) => {
    const id = await propose(store, ctx, terms.documentId ?? letter, terms);
    const input = verb === 'renegotiate' ? { due: at(3) } : {};
    if (verb) await act(store, ctx, id, { verb, input } as Parameters<typeof act>[3]);
    return id;
  };
  await fill(add, person);
  return person;
}
type Add = (terms: Terms, verb?: 'fulfil' | 'renegotiate' | 'cancel' | 'dismiss') => Promise<string>;

describe('the directory', () => {
  it('makes one person of every way to name her, in lists, filters and counts', async () => {
    const { client } = await company(async (add) => {
      await add({ debtor: ines, creditor: bo });
      await add({ debtor: party('Ines'), creditor: bo });
      await add({ debtor: party('Ines Caldbeck'), creditor: party('Bo') });
      await add({ debtor: bo, creditor: party('Caldbeck') });
      await add({ debtor: bo, creditor: clocks });
    });
    const { items } = await client.call('listPeople');
    expect(items.filter(({ kind }) => kind === 'person').map(({ name, owes, owed }) => [name, owes, owed])).toEqual([
      ['Bo Reed', 2, 3],
      ['Ines Caldbeck', 3, 0],
    ]);
    const her = items.find(({ name }) => name === 'Ines Caldbeck');
    for (const person of [her?.id, 'Ines', 'ines@caldbeck.example', 'INES CALDBECK']) {
      const found = await client.call('listCommitments', { query: { person } });
      expect([person, found.items.length]).toEqual([person, 3]);
      expect(new Set(found.items.map(({ debtorId }) => debtorId))).toEqual(new Set([her?.id]));
    }
    const organisations = await client.call('listOrganisations');
    expect(organisations.items.find(({ owed }) => owed === 2)?.name).toBe('Caldbeck Clocks');
    const view = await client.call('getPerson', { params: { id: 'Ines' } });
    expect(view.organisation?.name).toBe('Caldbeck Clocks');
    expect(view.parts.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['address', 'address'],
      ['name', 'full-name'],
    ]);
  });

  it('takes corrections, shows them at once, and takes them back; events name nobody', async () => {
    const person = await company(async (add) => {
      await add({ debtor: party('Nes'), creditor: bo });
      await add({ debtor: ines, creditor: bo });
    });
    const { client, tenant } = person;
    const idOf = async (id: string) => (await client.call('getPerson', { params: { id } })).id;
    const { items } = await client.call('listPeople');
    const nes = items.find(({ name }) => name === 'Nes');
    expect(nes).toMatchObject({ kind: 'unclear', owes: 1 });
    const her = await idOf('ines@caldbeck.example');
    const merged = await client.call('mergeWho', { params: { id: nes?.id ?? '' }, body: { into: her } });
    expect(merged).toMatchObject({ id: her, name: 'Ines Caldbeck', owes: 2 });
    await client.call('renameWho', { params: { id: her }, body: { name: 'Ines C.' } });
    await client.call('aliasWho', { params: { id: her }, body: { alias: 'nes@home.example' } });
    const set = await client.call('setOrganisation', { params: { id: her }, body: { organisation: 'Harrow' } });
    expect(set).toMatchObject({ name: 'Ines C.', organisation: { name: 'Harrow' } });
    expect(await idOf('nes@home.example')).toBe(her);
    const us = await client.call('setUs', { params: { id: set.organisation?.id ?? '' }, body: {} });
    expect(us).toMatchObject({ kind: 'organisation', mine: true });
    for (let i = 0; i < 5; i++) await client.call('undoDirectory', { body: {} });
    expect((await client.call('listPeople')).items.find(({ name }) => name === 'Nes')).toMatchObject({ owes: 1 });
    expect((await person.request('/v1/directory/undo', { method: 'POST' })).status).toBe(409);
    const events = await app.app.services.database.read(tenant, (reader) =>
      reader.selectFrom('events').selectAll().where('stream', '=', 'directory').execute(),
    );
    expect(events).toHaveLength(10);
    expect(JSON.stringify(events.map(({ data }) => data))).not.toMatch(/ines|caldbeck|nes|harrow/i);
  });

  it('forgets whom only a deleted document taught', async () => {
    const person = await company(async (add) => void (await add({ debtor: ines, creditor: bo })));
    const { client, tenant } = person;
    const { store } = app.app.services;
    const ctx = { tenant, actor: { kind: 'system', id: 'test', name: null } } as const;
    const other = await readStory(store, ctx, { from: party('Uma Veld', 'uma@veld.example'), to: [ines] });
    expect((await client.call('getPerson', { params: { id: 'Uma' } })).name).toBe('Uma Veld');
    await client.call('deleteDocument', { params: { id: other } });
    const gone = async () => (await person.request('/v1/people/Uma')).status === 404;
    expect(await person.until('she is forgotten', gone)).toBe(true);
    expect((await client.call('listPeople')).items.map(({ name }) => name)).not.toContain('Veld');
    expect((await client.call('getPerson', { params: { id: 'Ines' } })).name).toBe('Ines Caldbeck');
  });

  it('refuses what cannot be, in words', async () => {
    const person = await company(async (add) => void (await add({ debtor: ines, creditor: bo })));
    const her = await person.client.call('getPerson', { params: { id: 'Ines' } });
    const says = async (path: string, body: unknown) => {
      const answer = await person.request(`/v1/people/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.status;
    };
    expect(await says(`${her.id}/merge`, { into: her.id })).toBe(409);
    expect(await says(`${her.id}/split`, { part: `per_${'0'.repeat(26)}` })).toBe(409);
    expect(await says(`per_${'0'.repeat(26)}/rename`, { name: 'X' })).toBe(404);
    expect(await says(`${her.id}/us`, {})).toBe(409);
    expect(await says(`${her.id}/alias`, { alias: '???' })).toBe(400);
    expect(await says(`${her.id}/rename`, { name: ' ' })).toBe(400);
  });
});

describe('the figures', () => {
  /** Every figure in an answer, with the place where it stands. */
  function figures(value: unknown, place = ''): [string, Figure][] {
    if (value === null || typeof value !== 'object') return [];
    const { n, query } = value as Partial<Figure>;
    if (n !== undefined && query !== undefined) return [[place, { n, query }]];
    return Object.entries(value).flatMap(([key, item]) => figures(item, `${place}/${key}`));
  }

  it('count what their queries list, each of them', async () => {
    const { client } = await company(async (add) => {
      const [drawings, quote] = ['send the drawings', 'send a quote for the drawing'];
      const early = { saidAt: '2026-03-02T09:00:00Z' };
      await add({ debtor: ines, creditor: bo, due: at(10), action: drawings }, 'fulfil');
      await add({ debtor: ines, creditor: bo, due: at(-10), action: quote }, 'fulfil');
      await add({ debtor: party('Ines'), creditor: bo, due: at(-4), action: drawings });
      await add({ debtor: ines, creditor: party('Bo'), due: at(1), action: quote }, 'renegotiate');
      await add({ debtor: ines, creditor: null, due: null, action: 'call back' }, 'fulfil');
      await add({ debtor: bo, creditor: clocks, due: null, action: drawings });
      await add({ debtor: bo, creditor: ines, due: at(4), action: quote }, 'cancel');
      await add({ debtor: bo, creditor: ines, due: `${at(6)}T17:00:00+01:00`, action: 'pay the invoice' });
      await add({ debtor: clocks, creditor: bo, due: at(-40), action: 'pay the invoices', ...early });
      await add({ debtor: party('Somebody'), creditor: bo, due: at(-1) }, 'dismiss');
      await add({ debtor: null, creditor: ines, due: at(0), saidAt: null, action: 'post the drawings' });
    });
    const dna = await client.call('getDna');
    const who = ['Ines', 'Caldbeck Clocks'].map((name) => ({ id: name }));
    const ones = await Promise.all(
      who.map(async ({ id }) => [id, await client.call('getDnaOf', { params: { id } })] as const),
    );
    // Each that counts something, and some of those that count nothing: a list of each would take long.
    const all = [...figures(dna), ...ones.flatMap(([id, one]) => figures(one, id))].filter(
      ([, { n }], index) => n > 0 || index % 7 === 0,
    );
    const asked = new Map(all.map(([, figure]) => [JSON.stringify(figure.query), figure.query]));
    const lengths = new Map<string, number>();
    for (const [key, query] of asked)
      lengths.set(key, (await client.call('listCommitments', { query: { ...query, limit: 200 } })).items.length);
    const wrong = all.filter(([, { n, query }]) => lengths.get(JSON.stringify(query)) !== n);
    expect(wrong).toEqual([]);
    expect(all.filter(([, { n }]) => n > 0).length).toBeGreaterThan(60);

    expect(dna.all.n).toBe(10);
    expect(dna.keeping).toMatchObject({
      onTime: { n: 1 },
      late: { n: 1 },
      overdue: { n: 2 },
      undated: { n: 1 },
      off: { n: 1 },
    });
    expect(dna.moved.n).toBe(1);
    const her = dna.people.find(({ name }) => name === 'Ines Caldbeck');
    expect(her?.owes).toMatchObject({ onTime: { n: 1 }, late: { n: 1 }, overdue: { n: 1 }, open: { n: 1 } });
    const firm = dna.organisations.find(({ name }) => name === 'Caldbeck Clocks');
    expect(firm?.owes.overdue.n).toBe(2); // hers, and the firm's own
    expect(dna.risks.items[0]).toMatchObject({ days: -40, debtor: { name: 'Caldbeck Clocks' } });
    expect(dna.risks.figure.n).toBe(5);
    expect(dna.topics.find(({ topic }) => topic === 'drawing')).toMatchObject({ all: { n: 7 }, overdue: { n: 1 } });
    expect(dna.slack.n).toBe(2);
  }, 60_000);

  it('are none, not wrong, where nothing is known', async () => {
    const nobody = await app.stranger();
    const dna = await nobody.client.call('getDna');
    expect(dna).toMatchObject({ all: { n: 0 }, lead: { n: 0, days: null }, people: [], topics: [] });
    expect(dna.months).toHaveLength(12);
    expect((await nobody.request('/v1/dna/people/nobody')).status).toBe(404);
  });
});
