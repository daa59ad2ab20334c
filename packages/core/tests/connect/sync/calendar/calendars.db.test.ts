// Calendars over the API and real HTTP: a feed and a CalDAV account become records and facts, follow what changes, and bear what is wrong.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCall } from '../../../../src/connect/sync/calendar/call.js';
import { configOf } from '../../../../src/connect/sync/calendar/config.js';
import { multistatusOf } from '../../../../src/connect/sync/calendar/dav-xml.js';
import { createOutgoing } from '../../../../src/platform/outgoing.js';
import { openTestApp, type TestApp } from '../../../setup/app.js';
import { counts, standing, sync } from '../syncs.js';
import { at, type CalendarServer, event, feed, openCalendarServer } from './calendar-server.js';

let app: TestApp;
let server: CalendarServer;
let other: CalendarServer;
beforeAll(async () => {
  app = await openTestApp({ allowPrivateAddresses: true });
  server = await openCalendarServer();
  other = await openCalendarServer();
});
beforeEach(() => {
  server.asked.length = 0;
});
afterAll(async () => {
  await server.close();
  await other.close();
  await app.close();
});

async function add(config: object) {
  const { id } = await app.client.call('addConnection', {
    body: { name: 'A calendar', dialect: 'calendar', config: { ...config } },
  });
  return id;
}
async function choose(id: string) {
  const { streams } = await app.client.call('discoverStreams', { params: { id } });
  const choices = streams.map(({ name }) => ({ name, mode: 'incremental' as const }));
  return app.client.call('chooseStreams', { params: { id }, body: { streams: choices } });
}
const titles = async (id: string) =>
  (await standing(app, id)).map(([, data]) => (data as { title: string }).title).sort();
async function facts(id: string) {
  await app.settled();
  const { items } = await app.client.call('listMappedRecords', { params: { id }, query: { limit: 100 } });
  const all = await Promise.all(
    items.flatMap(({ yields }) => yields.map((one) => app.client.call('getFact', { params: { id: one.id } }))),
  );
  return Object.fromEntries(all.map((one) => [one.entity, one]));
}
const methods = () =>
  server.asked.map(
    ({ method, body }) =>
      `${method}${/(sync-collection|calendar-query|multiget)/.exec(body)?.[1] ? ` ${/(sync-collection|calendar-query|multiget)/.exec(body)?.[1]}` : ''}`,
  );

describe('a feed', () => {
  it('becomes facts of its events, which follow them: moved, cancelled, gone; but not what has only passed', async () => {
    const [past, review, lunch] = [
      event('UID:past', `DTSTART:${at(-20)}`, 'SUMMARY:Past'),
      event('UID:review', `DTSTART:${at(5)}`, 'SUMMARY:Review', 'LOCATION:Room 4'),
      event('UID:lunch', `DTSTART:${at(6)}`, 'SUMMARY:Lunch'),
    ];
    server.state.feed = feed(past, review, lunch);
    const id = await add({ url: `${server.url}/feed.ics` });
    const check = await app.client.call('checkConnection', { params: { id } });
    expect(check).toMatchObject({ ok: true, spec: { properties: { url: expect.anything() } } });
    expect((await choose(id)).streams).toMatchObject([
      { name: 'events', mapping: expect.stringContaining('startsAt') },
    ]);
    expect(await sync(app, id)).toMatchObject({ state: 'finished', problem: null });
    expect(await facts(id)).toMatchObject({
      past: { title: 'Past', gone: false },
      review: {
        title: 'Review',
        type: 'calendar event',
        data: { location: 'Room 4' },
        at: new Date(Date.parse(iso(5))).toISOString(),
      },
    });
    // Unchanged, it is not even sent.
    expect((await sync(app, id)).log).toEqual(['events: nothing has changed']);
    // Another window is read at once, also where the feed is the same.
    await app.client.call('changeConnection', {
      params: { id },
      body: { config: { url: `${server.url}/feed.ics`, pastDays: 30 } },
    });
    expect(counts(await sync(app, id), 'events')).toMatchObject({ same: 3 });
    // The past one leaves the window; one is moved to before, one is cancelled, one is no more.
    await app.client.call('changeConnection', {
      params: { id },
      body: { config: { url: `${server.url}/feed.ics`, pastDays: 10 } },
    });
    server.state.feed = feed(
      event('UID:review', `DTSTART:${at(2)}`, 'SUMMARY:Review'),
      event('UID:new', `DTSTART:${at(3)}`, 'STATUS:CANCELLED'),
    );
    expect(counts(await sync(app, id), 'events')).toEqual({ kept: 2, same: 0, gone: 1, held: 0 });
    expect(await facts(id)).toMatchObject({
      past: { gone: false },
      review: { gone: false, at: new Date(Date.parse(iso(2))).toISOString() },
      lunch: { gone: true, title: 'Lunch' },
      new: { type: 'calendar event cancelled', title: '(no title)' },
    });
  });

  it('that breaks off deletes nothing; what is no feed ends the run with the reason', async () => {
    const two = feed(
      event('UID:1', `DTSTART:${at(1)}`, 'SUMMARY:One'),
      event('UID:2', `DTSTART:${at(2)}`, 'SUMMARY:Two'),
    );
    server.state.feed = two;
    const id = await add({ url: `${server.url}/feed.ics` });
    await choose(id);
    await sync(app, id);
    server.state.feed = two.slice(0, two.indexOf('UID:2'));
    const cut = await sync(app, id);
    expect([cut.state, counts(cut, 'events').gone, cut.log.join()]).toEqual([
      'finished',
      0,
      expect.stringContaining('not taken to be gone'),
    ]);
    expect(await titles(id)).toEqual(['One', 'Two']);
    server.state.feed = feed(event('UID:1', `DTSTART:${at(1)}`, 'SUMMARY:One'), event('UID:2', 'DTSTART:never'));
    expect(counts(await sync(app, id), 'events').gone).toBe(0); // it is there, and cannot be read
    server.state.feed = '<!DOCTYPE html><html><body>Sign in</body></html>';
    expect(await sync(app, id)).toMatchObject({
      state: 'failed',
      reason: 'malformed',
      problem: expect.stringContaining('web page'),
    });
    await app.client.call('changeConnection', {
      params: { id },
      body: { config: { url: `${server.url}/nothing.ics` } },
    });
    expect(await sync(app, id)).toMatchObject({
      state: 'failed',
      reason: 'reported',
      problem: expect.stringContaining('HTTP 401'),
    });
    expect(await titles(id)).toEqual(['One', 'Two']);
  });
});

describe('a CalDAV account', () => {
  const config = () => ({ url: `${server.url}/`, username: 'ada', password: 'secret' });

  it('offers its calendars; what changed is fetched by its sync-token, and nothing else', async () => {
    server.put('a.ics', feed(event('UID:a', `DTSTART:${at(3)}`, 'SUMMARY:A')));
    server.put('w.ics', feed(event('UID:w', `DTSTART:${at(1)}`, 'SUMMARY:W', 'RRULE:FREQ=DAILY;COUNT=3')));
    const id = await add(config());
    expect((await choose(id)).streams.map(({ name }) => name)).toEqual(['Work & play']);
    await sync(app, id);
    expect(await titles(id)).toEqual(['A', 'W', 'W', 'W']);
    server.asked.length = 0;
    await sync(app, id);
    expect(methods()).toEqual(['PROPFIND', 'REPORT sync-collection']);
    server.put('w.ics', feed(event('UID:w', `DTSTART:${at(1)}`, 'SUMMARY:W2', 'RRULE:FREQ=DAILY;COUNT=2')));
    server.put('b.ics', feed(event('UID:b', `DTSTART:${at(4)}`, 'SUMMARY:B')));
    server.remove('a.ics');
    server.asked.length = 0;
    expect(counts(await sync(app, id), 'Work & play')).toEqual({ kept: 3, same: 0, gone: 2, held: 0 });
    expect(methods()).toEqual(['PROPFIND', 'REPORT sync-collection', 'REPORT multiget']);
    expect(server.asked.at(-1)?.body).not.toContain('a.ics');
    expect(await titles(id)).toEqual(['B', 'W2', 'W2']);
    // A token that the server no longer knows: all is read again, and nothing is lost or doubled.
    server.state.forgotten = 1000;
    server.remove('b.ics');
    expect(counts(await sync(app, id), 'Work & play')).toMatchObject({ gone: 1 });
    server.state.forgotten = 0;
    expect(await titles(id)).toEqual(['W2', 'W2']);
  });

  it('without sync-tokens is read again where its ctag is another', async () => {
    server.state.tokens = false;
    const id = await add({ ...config(), url: `${server.url}/cal/ada/work/`, protocol: 'caldav' });
    await choose(id);
    await sync(app, id);
    server.asked.length = 0;
    expect((await sync(app, id)).log).toEqual(['Work & play: nothing has changed']);
    expect(methods()).toEqual(['PROPFIND']);
    server.remove('w.ics');
    expect(counts(await sync(app, id), 'Work & play')).toMatchObject({ gone: 2 });
    server.state.tokens = true;
  });

  it('that does not let us in says so; what signs in goes nowhere else, also when sent on', async () => {
    const id = await add({ ...config(), password: 'guessed' });
    const check = await app.client.call('checkConnection', { params: { id } });
    expect(check).toMatchObject({ ok: false, message: expect.stringContaining('password') });
    other.state.feed = feed(event('UID:o', `DTSTART:${at(1)}`, 'SUMMARY:Elsewhere'));
    server.state.redirect = `${other.url}/feed.ics`;
    const sent = await add({ url: `${server.url}/moved.ics`, username: 'ada', password: 'secret' });
    await choose(sent);
    await sync(app, sent);
    expect(await titles(sent)).toEqual(['Elsewhere']);
    expect(server.asked.find(({ path }) => path === '/moved.ics')?.authorization).toMatch(/^Basic /);
    expect(other.asked.map(({ authorization }) => authorization).filter(Boolean)).toEqual([]);
  });
});

const iso = (days: number) => at(days).replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z');

describe('the way to a calendar', () => {
  it('is looked at when it is saved', async () => {
    for (const config of [
      {},
      { url: 'ftp://x.example/c' },
      { url: 'http://169.254.169.254/c' },
      { url: 'https://a:b@x.example/c' },
      { url: server.url, more: 1 },
    ])
      await expect(add(config)).rejects.toMatchObject({ problem: { code: 'invalid' } });
  });

  it('is the guarded door: no address of one’s own network, also not when sent on', async () => {
    const { signal } = new AbortController();
    const outgoing = createOutgoing({ allowHttp: true });
    const call = (url: string) => createCall(outgoing, configOf({ url }), signal)('GET', url);
    await expect(call('http://127.0.0.1:1/feed.ics')).rejects.toMatchObject({ reason: 'not-allowed' });
    await expect(call('http://169.254.169.254/feed.ics')).rejects.toMatchObject({ reason: 'not-allowed' });
    const guarded = {
      ...outgoing,
      send: async (request: Parameters<typeof outgoing.send>[0]) => {
        if (!request.url.startsWith('https://calendar.example/')) return outgoing.send(request);
        return {
          status: 302,
          headers: { location: 'http://10.0.0.1/x' },
          body: new Uint8Array(),
          truncated: false,
          ms: 1,
          address: '',
        };
      },
    };
    const sent = createCall(guarded, configOf({ url: 'https://calendar.example/feed.ics' }), signal);
    await expect(sent('GET', 'https://calendar.example/feed.ics')).rejects.toMatchObject({ reason: 'not-allowed' });
    await outgoing.stop();
  });

  it('takes webcal:// as https://, and knows a feed from an account', () => {
    expect(configOf({ url: 'webcal://x.example/c' })).toMatchObject({ url: 'https://x.example/c', protocol: 'ics' });
    expect(configOf({ url: 'https://x.example/dav/', username: 'a', password: 'b' }).protocol).toBe('caldav');
    expect(() => configOf({ url: 'https://x.example', pastDays: -1 })).toThrow('pastDays');
  });

  it('reads no document type, no entity, and nothing nested without end', () => {
    const read = (text: string) => multistatusOf(Buffer.from(text), 'http://127.0.0.1/');
    expect(() => read('<!DOCTYPE x [<!ENTITY a "b">]><multistatus>&a;</multistatus>')).toThrow('document type');
    expect(() => read(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`)).toThrow('nested');
    expect(() => read('<html>')).toThrow('no WebDAV');
    expect(() => read('<multistatus>&lol;</multistatus>')).toThrow('no WebDAV');
  });
});
