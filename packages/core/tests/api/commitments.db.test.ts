// What people do to commitments, through HTTP: verbs with the version they saw, undo, history.
import type { CommitmentVerb, CommitmentView } from '@vito/contracts/commitment';
import { Problem } from '@vito/contracts/failure-code';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type Person, type TestApp } from '../setup/app.js';
import { party, propose, readStory, type Terms } from '../setup/stories.js';

let app: TestApp;
let me: Person;
let document = '';
beforeAll(async () => {
  // Nothing is extracted here: what these texts promise is given.
  app = await openTestApp({ roles: { api: true, worker: false } });
  me = app.me;
  document = await readStory(app.app.services.store, contextOf(me), { name: 'plan.eml' });
  await profile(me);
});
afterAll(() => app.close());

const contextOf = (person: Person) =>
  ({ tenant: person.tenant, actor: { kind: 'system', id: 'extract-commitments', name: null } }) as const;
const profile = (person: Person) =>
  person.client.call('putMe', {
    body: { name: 'Bo Reed', addresses: ['bo@reed.example'], organisation: 'Reed & Co', zone: 'Europe/Berlin' },
  });
const make = (terms: Terms = {}) => propose(app.app.services.store, contextOf(me), document, terms);
const get = async (id: string) => (await me.client.call('getCommitment', { params: { id } })).commitment;
const history = async (id: string) => (await me.client.call('getCommitment', { params: { id } })).history;

/** The raw answer to a verb. */
async function verb(id: string, name: CommitmentVerb, body: unknown = {}, version?: string) {
  const headers = { 'content-type': 'application/json', ...(version === undefined ? {} : { 'if-match': version }) };
  const answer = await me.request(`/v1/commitments/${id}/${name}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

describe('each verb', () => {
  const verbs: [CommitmentVerb, object, Partial<CommitmentView>][] = [
    ['accept', {}, { status: 'accepted' }],
    ['decline', { note: 'no time' }, { status: 'declined' }],
    ['fulfil', {}, { status: 'fulfilled' }],
    ['cancel', {}, { status: 'cancelled' }],
    ['dismiss', {}, { status: 'proposed', hidden: 'dismissed' }],
    ['renegotiate', { due: '2026-05-01' }, { status: 'renegotiated', due: '2026-05-01', precision: 'day' }],
    ['renegotiate', { due: null }, { status: 'renegotiated', due: null, precision: 'none' }],
    ['renegotiate', { due: '2026-05-01T12:00:00+02:00' }, { due: '2026-05-01T12:00:00+02:00', precision: 'time' }],
    [
      'delegate',
      { debtor: party('Cy Marsh', 'cy@marsh.example') },
      { status: 'delegated', debtor: party('Cy Marsh', 'cy@marsh.example') },
    ],
    ['correct', { action: 'post the plans' }, { action: 'post the plans', due: '2026-03-06', status: 'proposed' }],
    ['correct', { creditor: null, condition: 'if it rains' }, { creditor: null, condition: 'if it rains' }],
    ['correct', { due: null }, { due: null, precision: 'none' }],
  ];

  it.each(verbs)('%s %j', async (name, body, expected) => {
    const id = await make();
    const answer = await me.client.act(name, id, body as never, 1);
    expect(answer).toMatchObject({ id, version: 2, touched: true, undoable: name, ...expected });
    expect(await get(id)).toEqual(answer);
  });

  it.each(verbs)('%s %j can be taken back, and then nothing of it is left', async (name, body) => {
    const id = await make();
    const { version: _, touched: _touched, ...before } = await get(id);
    await me.client.act(name, id, body as never, 1);
    const { version, touched, ...after } = await me.client.act('undo', id, {}, 2);
    expect(after).toEqual(before);
    expect({ version, touched }).toEqual({ version: 3, touched: true });
  });
});

describe('the version that was seen', () => {
  it('refuses a change on an older one, and writes nothing', async () => {
    const id = await make();
    await me.client.act('accept', id, {}, 1);
    const { status, body } = await verb(id, 'decline', {}, '"1"');
    expect(status).toBe(409);
    expect(Problem.parse(body).code).toBe('conflict');
    expect(await get(id)).toMatchObject({ version: 2, status: 'accepted' });
  });

  it('lets one of ten at once through', async () => {
    const id = await make();
    const answers = await Promise.all(Array.from({ length: 10 }, () => verb(id, 'fulfil', {}, '"1"')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
    expect((await get(id)).version).toBe(2);
  });

  it('is not asked for, where none is given', async () => {
    const id = await make();
    expect((await verb(id, 'accept')).status).toBe(200);
    expect((await verb(id, 'fulfil', {}, '*')).status).toBe(200);
    const answers = await Promise.all(Array.from({ length: 4 }, () => verb(id, 'undo')));
    // Two changes stood: two undos find something, the others hear that nothing is left.
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
  });

  it('must be a version in quotes', async () => {
    const id = await make();
    for (const wrong of ['1', '"x"', 'W/"1"', '""']) {
      expect(await verb(id, 'accept', {}, wrong)).toMatchObject({ status: 400, body: { code: 'invalid' } });
    }
  });
});

describe('what does not fit', () => {
  it('is refused with the way out', async () => {
    const id = await make();
    await verb(id, 'fulfil');
    for (const name of ['cancel', 'decline', 'fulfil'] as const) {
      expect(await verb(id, name)).toMatchObject({
        status: 409,
        body: { detail: /fulfilled already: undo that first/ },
      });
    }
    await verb(id, 'undo');
    await verb(id, 'dismiss');
    expect(await verb(id, 'accept')).toMatchObject({ status: 409, body: { detail: /undo/ } });
    expect(await verb(await make(), 'undo')).toMatchObject({ status: 409, body: { detail: /nothing to take back/ } });
  });

  it.each<[CommitmentVerb, unknown]>([
    ['renegotiate', {}],
    ['renegotiate', { due: '2026-13-01' }],
    ['renegotiate', { due: '2026-02-30' }],
    ['renegotiate', { due: 'tomorrow' }],
    ['delegate', {}],
    ['delegate', { debtor: party(null) }],
    ['correct', {}],
    ['correct', { action: '  ' }],
    ['accept', { note: 'n'.repeat(2001) }],
    ['accept', { surprise: true }],
    ['accept', []],
  ])('%s %j is invalid', async (name, body) => {
    const id = await make();
    expect(await verb(id, name, body)).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect((await get(id)).version).toBe(1);
  });
});

describe('a chain of changes', () => {
  it('is taken back one by one, down to what was read', async () => {
    const id = await make();
    const before = await get(id);
    await me.client.act('correct', id, { action: 'post the plans', due: '2026-04-01' });
    await me.client.act('accept', id, {});
    await me.client.act('renegotiate', id, { due: '2026-05-01' });
    await me.client.act('delegate', id, { debtor: party('Cy Marsh') });
    const steps: Partial<CommitmentView>[] = [
      { status: 'renegotiated', due: '2026-05-01', undoable: 'renegotiate', debtor: before.debtor },
      { status: 'accepted', due: '2026-04-01', undoable: 'accept' },
      { status: 'proposed', due: '2026-04-01', undoable: 'correct', action: 'post the plans' },
      { status: 'proposed', due: '2026-03-06', undoable: null, action: before.action },
    ];
    for (const step of steps) expect(await me.client.act('undo', id, {})).toMatchObject(step);
    expect((await verb(id, 'undo')).status).toBe(409);
  });

  it('is told in the history with who and why', async () => {
    const id = await make();
    await me.client.act('renegotiate', id, { due: '2026-06-01', note: 'the kiln is down' });
    await me.client.act('undo', id, { note: 'it is up again' });
    const told = await history(id);
    expect(told.map(({ type, note }) => [type, note])).toEqual([
      ['commitment.proposed', null],
      ['commitment.renegotiated', 'the kiln is down'],
      ['commitment.undone', 'it is up again'],
    ]);
    expect(told.map(({ actor }) => [actor.kind, actor.id, actor.name])).toEqual([
      ['system', 'extract-commitments', null],
      ['person', me.account, 'Bo Reed'],
      ['person', me.account, 'Bo Reed'],
    ]);
  });
});
