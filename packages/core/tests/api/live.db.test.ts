// The timeline live over real sockets: WebSocket and server-sent events resume, reset, end and drop as they promise.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { newId } from '@vito/contracts/ids';
import type { TimelineEntry } from '@vito/contracts/timeline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { commitment } from '../../src/commitments/commitment.js';
import { openTestApp, type TestApp } from '../setup/app.js';
import { createReaders, entriesOf } from '../setup/live-readers.js';
import { proposal, readStory } from '../setup/stories.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({}, { hello: 300, reading: 300 });
});
afterAll(() => app.close());

let readers: ReturnType<typeof createReaders>;
beforeAll(() => {
  readers = createReaders(app);
});
afterEach(() => readers.terminate());
const socketFrom: typeof readers.socketFrom = (...given) => readers.socketFrom(...given);
const streamFrom: typeof readers.streamFrom = (...given) => readers.streamFrom(...given);

/** The whole log as it stands, by the plain API. */
async function wholeLog(): Promise<TimelineEntry[]> {
  const all: TimelineEntry[] = [];
  for (let after = 0, more = true; more; after = all.at(-1)?.seq ?? after) {
    const page = await app.client.call('getTimeline', { query: { after, limit: 200 } });
    all.push(...page.entries);
    more = page.more;
  }
  return all;
}

let made = 0;
const post = (count: number) =>
  Promise.all(Array.from({ length: count }, () => app.put(`${++made}.txt`, `This is note number ${made}.`)));

describe('resuming', () => {
  it('from the start and from anywhere gives each entry once and in order, while documents come in', async () => {
    await post(4);
    await app.settled();
    const { seq } = await app.client.call('getStatus');
    const early = [
      socketFrom(0),
      streamFrom('?after=0'),
      socketFrom(3),
      streamFrom('?after=0', { 'last-event-id': '5' }),
    ];
    const posting = post(12);
    const late = [socketFrom(seq), streamFrom(`?after=${seq}`)];
    await posting;
    const during = [socketFrom(2), streamFrom('?after=7')];
    await app.settled();
    const reached = (await app.client.call('getStatus')).seq;
    const wanted = (await wholeLog()).map((entry) => entry.seq);
    expect(wanted.length).toBeGreaterThanOrEqual(32);
    const starts = [0, 0, 3, 5, seq, seq, 2, 7];
    for (const [i, heard] of [...early, ...late, ...during].entries()) {
      await heard.until('it is as far as the log', () => heard.reached() >= reached);
      expect(heard.seqs()).toEqual(wanted.filter((one) => one > (starts[i] ?? 0)));
    }
  });

  it('carries each entry with its document as it stands now', async () => {
    const heard = socketFrom(0);
    const whole = await wholeLog();
    await heard.until('it has all', () => heard.seqs().length >= whole.length);
    expect(entriesOf(heard.frames)).toEqual(whole);
    expect(whole.find(({ type }) => type === 'document.received')?.document?.state).toBe('read');
  });

  it('without a place begins with what comes, and goes on from the last event after a break', async () => {
    const { seq } = await app.client.call('getStatus');
    const first = streamFrom('');
    await first.until('it stands', () => first.frames.length > 0);
    expect(first.frames[0]).toEqual({ type: 'ready', seq });
    await post(2);
    await app.settled();
    const { seq: half } = await app.client.call('getStatus');
    await first.until('it is there', () => first.reached() >= half);
    expect(first.seqs().every((one) => one > seq)).toBe(true);
    readers.terminate();
    await post(2);
    await app.settled();
    const { seq: end } = await app.client.call('getStatus');
    const second = streamFrom('', { 'last-event-id': first.ids.at(-1) ?? '' });
    await second.until('it is there', () => second.reached() >= end);
    const wanted = (await wholeLog()).map((entry) => entry.seq).filter((one) => one > seq);
    expect([...first.seqs(), ...second.seqs()]).toEqual(wanted);
  });

  it('ahead of the log is told to load again, and then goes on', async () => {
    const { seq } = await app.client.call('getStatus');
    for (const heard of [socketFrom(seq + 1000), streamFrom(`?after=${seq + 1000}`)]) {
      await heard.until('it is reset', () => heard.frames.length > 0);
      expect(heard.frames[0]).toMatchObject({ type: 'reset', seq });
      await post(1);
      await heard.until('it goes on', () => heard.seqs().length > 0);
      expect(Math.min(...heard.seqs())).toBe(seq + 1);
      await app.settled();
      break;
    }
  });
});

describe('a first frame', () => {
  it.each([
    ['nonsense', 'hello'],
    ['no seq', '{"type":"resume"}'],
    ['a seq below nothing', '{"type":"resume","after":-1}'],
    ['half a seq', '{"type":"resume","after":0.5}'],
    ['another type', '{"type":"ready","seq":1}'],
    ['bytes', Buffer.from('{"type":"resume","after":0}')],
  ])('that is %s closes the socket', async (_, hello) => {
    const heard = socketFrom(0, { hello });
    await heard.until('it is closed', () => heard.state.ended !== null);
    expect(heard).toMatchObject({ frames: [], state: { ended: 4400 } });
  });

  it('that is far too long closes the socket', async () => {
    const heard = socketFrom(0, { hello: 'x'.repeat(100_000) });
    await heard.until('it is closed', () => heard.state.ended !== null);
    expect(heard.frames).toEqual([]);
  });

  it('that does not come closes the socket', async () => {
    const heard = socketFrom(0, { hello: null });
    await heard.until('it is closed', () => heard.state.ended !== null);
    expect(heard.state.ended).toBe(4400);
  });

  it('is needed on this one address only', async () => {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/v1/elsewhere`);
    const [, answer] = await once(socket, 'unexpected-response');
    expect(answer.statusCode).toBe(404);
    socket.on('error', () => {});
    socket.terminate();
  });
});

describe('access that ends', () => {
  it('ends sockets and streams of that session within a second, and no others', async () => {
    const token = await app.app.services.access.makeSession(app.account, 'browser', 1);
    const [socket, stream, other] = [socketFrom(0, { token }), streamFrom('', {}, token), socketFrom(0)];
    for (const heard of [socket, stream, other]) await heard.until('it stands', () => heard.frames.length > 0);
    const answer = await fetch(`${app.url}/v1/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(204);
    const from = Date.now();
    for (const heard of [socket, stream]) await heard.until('it is closed', () => heard.state.ended !== null);
    expect(Date.now() - from).toBeLessThan(1000);
    expect([socket.state.ended, stream.state.ended]).toEqual([4401, 'access-ended']);
    await post(1);
    const before = other.frames.length;
    await other.until('the other goes on', () => other.frames.length > before);
    expect(other.state.ended).toBeNull();
  });
});

describe('reading progress', () => {
  it('of a scan comes page by page to sockets and streams', async () => {
    const [socket, stream] = [socketFrom(0), streamFrom('')];
    await stream.until('it stands', () => stream.frames.length > 0);
    const scan = await readFile(new URL('../../../understanding/fixtures/two-pages.tif', import.meta.url));
    const id = await app.put('scan.tif', scan);
    for (const heard of [socket, stream]) {
      const pages = () =>
        heard.frames.flatMap((frame) =>
          frame.type === 'progress' && frame.documentId === id ? [`${frame.done}/${frame.total}`] : [],
        );
      await heard.until('both pages were told', () => pages().includes('2/2'));
      expect(pages()).toEqual(expect.arrayContaining(['1/2', '2/2']));
    }
    expect(await app.read(id)).toMatchObject({ state: 'read', pages: 2 });
    const { items } = await app.client.call('listDocuments', { query: { limit: 1 } });
    expect(items[0]?.progress).toBeNull();
  });
});

describe('a reader that does not take what it is sent', () => {
  it('is dropped with a reason, and others are served meanwhile; it resumes from what it has', async () => {
    const slow = await app.stranger();
    const ctx = { tenant: slow.tenant, actor: { kind: 'system', id: 'extract-commitments', name: null } } as const;
    const { store, live } = app.app.services;
    const document = await readStory(store, ctx, { text: 'Nothing at all.' });
    // Some 12 MB: more than any buffer on the way takes.
    const quote = 'We will send it. '.repeat(500);
    for (let i = 0; i < 1400; i += 100) {
      const staged = Array.from({ length: 100 }, (_, n) => {
        const drafts = [proposal(document, { start: i + n, end: i + n + 1, quote })];
        const born = { stream: newId('commitment'), version: 0, state: commitment.initial };
        return store.stage(ctx, commitment, born, drafts, { id: document });
      });
      await store.commit(ctx, staged);
    }
    await slow.settled();
    const before = live.count();
    const sleepy = socketFrom(0, { token: slow.token, paused: true });
    const plain = connect(Number(new URL(app.url).port), '127.0.0.1').pause();
    readers.open.push({ terminate: () => plain.destroy() });
    plain.write(`GET /v1/timeline/stream?after=0 HTTP/1.1\r\nhost: h\r\nauthorization: Bearer ${slow.token}\r\n\r\n`);
    await slow.until('both are read to', () => live.count() === before + 2);
    const awake = socketFrom(0, { token: slow.token });
    await awake.until('the other has all of it', () => awake.seqs().length >= 1400);
    await slow.until('both are dropped', () => live.count() === before + 1);
    sleepy.socket.resume();
    await sleepy.until('it is closed', () => sleepy.state.ended !== null);
    expect(sleepy.state.ended).toBe(4408);
    const got = sleepy.seqs();
    expect(got.length).toBeLessThan(1400);
    const again = socketFrom(got.at(-1) ?? 0, { token: slow.token });
    await again.until('it has the rest', () => got.length + again.seqs().length >= awake.seqs().length);
    expect([...got, ...again.seqs()]).toEqual(awake.seqs());
  });
});

describe('a server that stops', () => {
  it('tells its readers to come back elsewhere, and waits for none of them', async () => {
    const [socket, stream, silent] = [socketFrom(0), streamFrom(''), socketFrom(0, { hello: null })];
    for (const heard of [socket, stream]) await heard.until('it stands', () => heard.frames.length > 0);
    await app.app.stop();
    for (const heard of [socket, stream, silent]) await heard.until('it is closed', () => heard.state.ended !== null);
    expect([socket.state.ended, stream.state.ended]).toEqual([1001, 'going-away']);
    expect(app.lines.filter((line) => line.includes('did not stop in time'))).toEqual([]);
  });
});
