// The secret link of the calendar of dues: whoever has it sees them, until another one is made.
import { read } from '@vito/understanding/read';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type Person, type TestApp } from '../setup/app.js';
import { propose, readStory } from '../setup/stories.js';

let app: TestApp;
let stranger: Person;
beforeAll(async () => {
  app = await openTestApp({ roles: { api: true, worker: false } });
  stranger = await app.stranger();
  const ctx = { tenant: app.tenant, actor: { kind: 'person', id: app.account, name: null } } as const;
  const { store } = app.app.services;
  await propose(store, ctx, await readStory(store, ctx));
});
afterAll(() => app.close());

describe('the calendar link', () => {
  const calendar = async (path: string) => fetch(`${app.url}${path}`);

  it('shows the dues to whoever has it, as a calendar program reads them', async () => {
    const { path } = await app.client.call('getCalendarLink');
    expect((await app.client.call('getCalendarLink')).path).toBe(path);
    const answer = await calendar(path);
    expect(answer.headers.get('content-type')).toContain('text/calendar');
    const { reading } = await read(new Uint8Array(await answer.arrayBuffer()), 'dues.ics');
    expect(reading).toMatchObject({ kind: 'calendar' });
    expect(reading.messages).toHaveLength(1);
    expect(reading.text).toContain('send the drawings');
    expect(reading.text).toContain('Friday 6 March 2026');
  });

  it('stops working when a new one is made', async () => {
    const { path: old } = await app.client.call('getCalendarLink');
    const { path } = await app.client.call('rotateCalendarLink');
    expect(path).not.toBe(old);
    expect((await calendar(old)).status).toBe(404);
    expect((await calendar(path)).status).toBe(200);
    expect((await app.client.call('getCalendarLink')).path).toBe(path);
  });

  it('of one company shows nothing of another', async () => {
    const { path } = await stranger.client.call('getCalendarLink');
    const text = await (await calendar(path)).text();
    expect(text).toContain('BEGIN:VCALENDAR');
    expect(text).not.toContain('BEGIN:VEVENT');
  });
});
