// Commitments over a thread, through the whole server: told again, moved, handed over, done; in any order, taken back, deleted.
import type { CommitmentView } from '@vito/contracts/commitment';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitment } from '../../src/commitments/commitment.js';
import { document } from '../../src/intake/document.js';
import { rebuildAll } from '../../src/spine/rebuild.js';
import { openTestApp, type Person, type TestApp } from '../setup/app.js';
import { threadMails } from '../setup/thread-mails.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const mails = threadMails();
const names = Object.keys(mails);

/** Puts in these mails, one after the other or together; returns their ids by name. */
async function put(person: Person, wanted: readonly string[], step = false): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const name of wanted) {
    ids[name] = await person.put(name, mails[name] ?? '');
    if (step) await person.settled();
  }
  await person.settled();
  return ids;
}
const list = async (person: Person, query: object = {}): Promise<CommitmentView[]> =>
  (await person.client.call('listCommitments', { query: { sort: 'said', ...query } })).items;
async function one(person: Person, action: RegExp): Promise<CommitmentView> {
  const found = (await list(person)).find((view) => action.test(view.action));
  if (!found) throw new Error('no such commitment');
  return found;
}

/** All that people see of the commitments, but for ids and versions. */
async function standing(person: Person) {
  const views = await list(person);
  return views.map(({ quote, status, due, debtor, sources, changes, suggestion }) => ({
    quote,
    status,
    due,
    debtor: debtor?.name,
    sources: sources.map((source) => `${source.documentName}: ${source.quote}`),
    changes: changes.map(({ documentId: _, ...change }) => change),
    suggested: suggestion && [suggestion.status, suggestion.evidence.quote],
  }));
}

const orders = (items: readonly string[]): string[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));

describe('a thread', () => {
  let inTurn: Awaited<ReturnType<typeof standing>>;
  beforeAll(async () => {
    const person = await app.stranger();
    await put(person, names, true);
    inTurn = await standing(person);
  });

  it('has each commitment once, with all that tells it, as the parties left it', () => {
    expect(inTurn).toMatchObject([
      {
        quote: 'We will deliver the oak planks by 30 March 2026.',
        status: 'delegated',
        due: '2026-03-30',
        debtor: 'Carol Lane',
        sources: [expect.stringMatching(/^1-.*planks/), expect.stringMatching(/^4-.*Carol Lane/)],
        changes: [{ documentName: '4-boathouse.eml', standing: 'applied', debtor: { name: 'Carol Lane' } }],
        suggested: null,
      },
      {
        quote: 'I will send you the drawings of the boathouse by Friday, 6 March 2026.',
        status: 'renegotiated',
        due: '2026-03-11',
        debtor: 'Ada Quill',
        sources: [expect.stringMatching(/^0-/), expect.stringMatching(/^2-/), expect.stringMatching(/^3-/)],
        changes: [
          { documentName: '3-boathouse.eml', status: 'renegotiated', due: '2026-03-11', standing: 'applied' },
          { documentName: '5-boathouse.eml', rule: 'reported-done', status: 'fulfilled', standing: 'suggested' },
        ],
        suggested: ['fulfilled', 'The drawings of the boathouse are attached.'],
      },
    ]);
  });

  it.each([
    ['the newest first', [...names].reverse(), true],
    ['all at once', [4, 1, 5, 0, 3, 2].map((i) => names[i] as string), false],
  ])('ends the same: %s', async (_, order, step) => {
    const person = await app.stranger();
    await put(person, order, step);
    expect(await standing(person)).toEqual(inTurn);
  });

  it('ends the same in every order of a promise, its new date and its end', async () => {
    const person = await app.stranger();
    const told = orders(['0', '3', '5']).map((order, i) => ({ order, mails: threadMails(`order${i}`, [0, 3, 5]) }));
    for (const turn of [0, 1, 2]) {
      for (const { order, mails: own } of told) {
        const [name, mail] = Object.entries(own).find(([name]) => name.startsWith(order[turn] ?? '')) ?? ['', ''];
        await person.put(name, mail);
      }
      await person.settled();
    }
    const views = await list(person);
    expect(views.map(({ status, due, suggestion }) => [status, due, suggestion?.status])).toEqual(
      told.map(() => ['renegotiated', '2026-03-11', 'fulfilled']),
    );
  });
});

describe('what was reported as done', () => {
  it('waits no longer for a word once the other side finds it wanting', async () => {
    const person = await app.stranger();
    const own = Object.entries(threadMails('wanting', [0, 5, 6]));
    for (const [name, mail] of own.slice(0, 2)) await person.put(name, mail);
    await person.settled();
    expect(await one(person, /drawings/)).toMatchObject({ status: 'accepted', suggestion: { status: 'fulfilled' } });
    for (const [name, mail] of own.slice(2)) await person.put(name, mail);
    await person.settled();
    expect(await one(person, /drawings/)).toMatchObject({
      status: 'accepted',
      suggestion: null,
      changes: [
        { rule: 'reported-done', standing: 'noted' },
        { rule: 'found-wanting', standing: 'applied' },
      ],
    });
  });
});

describe('what only tells another again', () => {
  it('is hidden, names the other, takes no verb but undo; and is one of its own once a person said so', async () => {
    const person = await app.stranger();
    await put(person, names.slice(0, 3));
    const again = (await list(person, { hidden: true }))[0] as CommitmentView;
    const first = await one(person, /drawings/);
    expect(again).toMatchObject({ hidden: 'restated', restates: first.id, undoable: 'follow' });
    await expect(person.client.act('fulfil', again.id, {})).rejects.toThrow(/tells another commitment again/);
    await person.client.act('undo', again.id, {});
    await put(person, [names[3] as string]);
    const drawings = (await list(person)).filter(({ action }) => /drawings/.test(action));
    expect(drawings.map(({ due, status }) => [status, due])).toEqual([
      ['accepted', '2026-03-06'],
      ['renegotiated', '2026-03-11'],
    ]);
  });

  it('is the first once the document of the first is deleted, with what the others say', async () => {
    const person = await app.stranger();
    const ids = await put(person, names);
    await person.client.call('deleteDocument', { params: { id: ids[names[0] as string] as string } });
    await person.settled();
    expect(await one(person, /drawings/)).toMatchObject({
      documentName: names[2],
      due: '2026-03-11',
      sources: [{ documentName: names[2] }, { documentName: names[3] }],
      suggestion: { status: 'fulfilled' },
    });
  });
});

describe('a person', () => {
  it('takes back what was taken from a message: it applies no more, and what comes later still does', async () => {
    const person = await app.stranger();
    await put(person, names.slice(0, 4));
    const moved = await one(person, /drawings/);
    expect(moved.undoable).toBe('follow');
    expect(await person.client.act('undo', moved.id, {})).toMatchObject({ due: '2026-03-06', status: 'accepted' });
    await put(person, names.slice(4));
    const after = await one(person, /drawings/);
    expect(after).toMatchObject({ due: '2026-03-06', changes: [{ standing: 'refused' }, { standing: 'suggested' }] });
    expect(await person.client.act('undo', moved.id, {})).toMatchObject({ due: '2026-03-11', undoable: 'follow' });
  });

  it('says not so to what looks done, for good; or confirms it', async () => {
    const person = await app.stranger();
    await put(
      person,
      [0, 5].map((i) => names[i] as string),
    );
    const { id } = await one(person, /drawings/);
    expect(await person.client.act('refuse', id, { note: 'wrong ones' })).toMatchObject({
      suggestion: null,
      status: 'accepted',
      touched: false,
    });
    await expect(person.client.act('refuse', id, {})).rejects.toThrow(/suggests/);
    await put(person, [names[3] as string]); // all is looked at anew
    expect(await one(person, /drawings/)).toMatchObject({ suggestion: null, due: '2026-03-11' });
    expect(await person.client.act('undo', id, {})).toMatchObject({ suggestion: { status: 'fulfilled' } });
    expect(await person.client.act('fulfil', id, {})).toMatchObject({ suggestion: null, status: 'fulfilled' });
  });

  it('has the last word: what messages say after it waits as a suggestion', async () => {
    const person = await app.stranger();
    await put(person, names.slice(0, 1));
    const { id } = await one(person, /drawings/);
    await person.client.act('correct', id, { due: '2026-03-09' });
    await put(person, names.slice(2, 4));
    expect(await one(person, /drawings/)).toMatchObject({
      id,
      due: '2026-03-09',
      suggestion: { status: 'renegotiated', evidence: { due: '2026-03-11' } },
    });
  });
});

describe('a deleted message', () => {
  it('takes what it changed with it, and whom it named; a rebuild finds the same', async () => {
    const person = await app.stranger();
    const ids = await put(person, names);
    const planks = await one(person, /planks/);
    await person.client.act('correct', planks.id, { action: 'bring the planks' }); // on top of what the message changed
    await person.client.call('deleteDocument', { params: { id: ids[names[4] as string] as string } });
    await person.settled();
    expect(await one(person, /planks/)).toMatchObject({
      action: 'bring the planks',
      debtor: { organisation: 'Reed' },
      status: 'accepted',
      changes: [],
    });
    const { database, store } = app.app.services;
    const rows = await database.read(person.tenant, (reader) => reader.selectFrom('commitment').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain('Carol');
    const rebuilt = await rebuildAll({ store, ownerUrl: app.ownerUrl, aggregates: [document, commitment] });
    expect(rebuilt.filter(({ identical }) => !identical)).toEqual([]);
  });
});

describe('the timeline', () => {
  it('tells what a message made of a commitment, with the message', async () => {
    const person = await app.stranger();
    await put(person, names, true);
    const { entries } = await person.client.call('getTimeline', { query: { after: 0, limit: 200 } });
    const told = entries.filter(({ type }) => type === 'commitment.followed' || type === 'commitment.restated');
    expect(told.map(({ type, document: of, change }) => [type, of?.name, change])).toEqual([
      ['commitment.restated', names[2], null],
      [
        'commitment.followed',
        names[3],
        { status: { from: 'accepted', to: 'renegotiated' }, due: { from: '2026-03-06', to: '2026-03-11' } },
      ],
      ['commitment.restated', names[3], null],
      ['commitment.followed', names[4], { status: { from: 'accepted', to: 'delegated' } }],
      ['commitment.restated', names[4], null],
      ['commitment.followed', names[5], { suggests: 'fulfilled' }],
    ]);
  });
});
