// People of a chat export give its chats names and zones, whether the list comes in before them, after them, or in between.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp, type Person, type TestApp } from '../setup/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const people = (...given: [string, string, string][]) =>
  JSON.stringify(
    given.map(([id, name, zone]) => ({
      id,
      name: name.toLowerCase().split(' ')[0],
      real_name: name,
      tz: zone,
      profile: { email: `${id.toLowerCase()}@marsh.example` },
    })),
  );
const ada = ['U1', 'Ada Quill', 'Europe/Berlin'] as [string, string, string];
const bo = ['U2', 'Bo Reed', 'America/New_York'] as [string, string, string];
// 2026-09-16 07:38 UTC
const day = (n = 0) =>
  JSON.stringify([
    { type: 'message', ts: `${1789544291 + n}.000100`, user: 'U1', text: 'morning <@U2>, the crane is here' },
    { type: 'message', ts: `${1789544391 + n}.000100`, user: 'U2', text: "I'll send you the lifting plan by 4 pm." },
  ]);

async function chat(person: Person, id: string) {
  const view = await person.read(id);
  return view.messages.map(({ from, sentAt, zone }) => `${from?.name} ${from?.address} ${sentAt} ${zone}`);
}
const named = [
  'Ada Quill u1@marsh.example 2026-09-16T09:38:11+02:00 Europe/Berlin',
  'Bo Reed u2@marsh.example 2026-09-16T03:39:51-04:00 America/New_York',
];
const commitments = async (person: Person) =>
  (await person.client.call('listCommitments')).items.map(({ quote, debtor, due, status, hidden }) => ({
    quote,
    debtor: debtor?.name,
    due,
    status,
    hidden,
  }));

it('before the chats: they are read with it', async () => {
  const person = await app.stranger();
  const list = await person.read(await person.put('users.json', people(ada, bo)));
  expect(list).toMatchObject({ state: 'read', kind: 'chat', messages: [], commitments: 0 });
  expect(list.text).toBe('Ada Quill <u1@marsh.example> (Europe/Berlin)\nBo Reed <u2@marsh.example> (America/New_York)');
  const id = await person.put('2026-09-16.json', day());
  await person.settled();
  expect(await chat(person, id)).toEqual(named);
  expect((await person.read(id)).text).toContain('morning @Bo Reed');
});

it('after them: they are read again, once, and what was found in them is kept', async () => {
  const person = await app.stranger();
  const id = await person.put('2026-09-16.json', day());
  await person.settled();
  expect(await chat(person, id)).toEqual(['U1 null 2026-09-16T07:38:11Z null', 'U2 null 2026-09-16T07:39:51Z null']);
  const [before] = (await person.client.call('listCommitments')).items;
  expect(before).toMatchObject({ debtor: { name: 'U2' } });
  await person.put('users.json', people(ada, bo));
  await person.settled();
  expect(await chat(person, id)).toEqual(named);
  const { items } = await person.client.call('listCommitments');
  expect(items).toMatchObject([{ id: before?.id, debtor: { name: 'Bo Reed' }, due: '2026-09-16T16:00:00-04:00' }]);
  expect((await person.read(id)).text.slice(items[0]?.start, items[0]?.end)).toBe(items[0]?.quote);
  const { entries } = await person.client.call('getTimeline', { query: { after: 0 } });
  expect(entries.filter(({ type, document }) => type === 'document.read' && document?.id === id)).toHaveLength(2);
});

it('among them, all at once: the end is the same as with the list first', async () => {
  const [first, mixed] = [await app.stranger(), await app.stranger()];
  await first.read(await first.put('users.json', people(ada, bo)));
  const days = Array.from({ length: 6 }, (_, i) => day(i * 86_400));
  const put = (person: Person) => days.map((bytes, i) => person.put(`day-${i}.json`, bytes));
  await Promise.all(put(first));
  const some = put(mixed);
  await Promise.all([...some.slice(0, 3), mixed.put('users.json', people(ada, bo)), ...some.slice(3)]);
  await Promise.all([first.settled(), mixed.settled()]);
  const wanted = await commitments(first);
  expect(wanted).toHaveLength(6);
  expect(await commitments(mixed)).toEqual(wanted);
  for (const id of await Promise.all(some)) {
    expect((await mixed.read(id)).messages.map(({ from }) => from?.name)).toEqual(['Ada Quill', 'Bo Reed']);
  }
});

it('in two lists: both count, and the later one wins', async () => {
  const person = await app.stranger();
  const id = await person.put('2026-09-16.json', day());
  await person.put('users.json', people(['U1', 'Ada Q', 'UTC'], bo));
  await person.settled();
  await person.put('slack-users.json', people(ada));
  await person.settled();
  expect(await chat(person, id)).toEqual(named);
});

it('of one company say nothing in another, and nothing more once their list is deleted', async () => {
  const [one, other] = [await app.stranger(), await app.stranger()];
  const list = await one.put('users.json', people(ada, bo));
  await one.read(list);
  const id = await other.put('2026-09-16.json', day());
  await other.settled();
  expect((await chat(other, id))[0]).toMatch(/^U1 null/);
  await one.client.call('deleteDocument', { params: { id: list } });
  await one.settled();
  expect((await chat(one, await one.put('2026-09-17.json', day(86_400))))[0]).toMatch(/^U1 null/);
});
