// The live timeline against a real WebSocket server: resume, reset, coming back, and the end of access.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { SocketFrame, TimelineEntry } from '@vito/contracts/timeline';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket as ServerSocket, WebSocket, WebSocketServer } from 'ws';
import { createLiveTimeline, type LiveTimeline, type Timeline } from '../src/live/timeline.js';
import { documentId, entry } from './entry.js';

const cleanups: Array<() => void> = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A log on a server: `say` appends and sends, `hellos` are the resume frames that came. */
async function serve() {
  const wss = new WebSocketServer({ port: 0 });
  await once(wss, 'listening');
  const log: TimelineEntry[] = [];
  const hellos: number[] = [];
  const sockets: ServerSocket[] = [];
  const seen = { entries: 0, resets: 0, ended: 0, lost: 0, loads: 0 };
  let reset = false;
  const send = (socket: ServerSocket, frame: SocketFrame) => socket.send(JSON.stringify(frame));
  const last = () => log.at(-1)?.seq ?? 0;
  wss.on('connection', (socket) => {
    sockets.push(socket);
    socket.once('message', (data) => {
      const { after } = JSON.parse(String(data)) as { after: number };
      hellos.push(after);
      if (reset) {
        reset = false;
        send(socket, { type: 'reset', seq: last(), reason: 'too far behind' });
        return;
      }
      send(socket, { type: 'ready', seq: last() });
      const missed = log.filter((one) => one.seq > after);
      if (missed.length > 0) send(socket, { type: 'entries', entries: missed, seq: last() });
    });
  });
  const timeline = createLiveTimeline({
    async load(before) {
      seen.loads += 1;
      const fitting = log.filter((one) => before === null || one.seq < before).reverse();
      return { entries: fitting.slice(0, 3), seq: last(), more: fitting.length > 3 };
    },
    open: () => new WebSocket(`ws://127.0.0.1:${(wss.address() as AddressInfo).port}`),
    onEntries: (entries) => {
      seen.entries += entries.length;
    },
    onReset: () => {
      seen.resets += 1;
    },
    onLost: () => {
      seen.lost += 1;
    },
    onEnded: () => {
      seen.ended += 1;
    },
    pause: () => 5,
  });
  cleanups.push(timeline.stop, () => {
    for (const socket of wss.clients) socket.terminate();
    wss.close();
  });
  return {
    timeline,
    hellos,
    sockets,
    seen,
    log,
    resetNext: () => {
      reset = true;
    },
    say(...entries: TimelineEntry[]) {
      log.push(...entries);
      const socket = sockets.at(-1);
      if (socket?.readyState === socket?.OPEN && socket) send(socket, { type: 'entries', entries, seq: last() });
    },
    frame: (frame: unknown) => sockets.at(-1)?.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
  };
}

/** Resolves once the timeline is as wanted; the test's own time limit ends a wait that never comes true. */
function until(timeline: LiveTimeline, wanted: (state: Timeline) => boolean): Promise<Timeline> {
  return new Promise((done) => {
    const look = () => {
      if (!wanted(timeline.get())) return;
      stop();
      done(timeline.get());
    };
    const stop = timeline.subscribe(look);
    queueMicrotask(look);
  });
}
const isLive = (state: Timeline) => state.link === 'live';
const seqs = (state: Timeline) => state.entries.map((one) => one.seq);

describe('live timeline', () => {
  it('loads the newest, then resumes after it and puts new entries on top', async () => {
    const server = await serve();
    server.log.push(entry(1, 'document.received'), entry(2, 'document.read'));
    await server.timeline.start();
    await until(server.timeline, isLive);
    expect(server.hellos).toEqual([2]);
    server.say(entry(3, 'commitment.proposed'));
    const state = await until(server.timeline, (one) => one.seq === 3);
    expect(seqs(state)).toEqual([3, 2, 1]);
    expect(server.seen.entries).toBe(1);
    expect(state.arrived.has(3)).toBe(true);
    expect(state.arrived.has(2)).toBe(false);
  });

  it('comes back by itself and misses and doubles nothing', async () => {
    const server = await serve();
    await server.timeline.start();
    await until(server.timeline, isLive);
    server.say(entry(1, 'document.received'));
    await until(server.timeline, (one) => one.seq === 1);
    server.sockets.at(-1)?.terminate();
    server.log.push(entry(2, 'document.read'), entry(3, 'commitment.proposed'));
    const state = await until(server.timeline, (one) => one.seq === 3 && isLive(one));
    expect(seqs(state)).toEqual([3, 2, 1]);
    expect(server.hellos).toEqual([0, 1]);
    expect(server.seen.lost).toBe(1);
  });

  it('keeps one of an entry that is sent twice', async () => {
    const server = await serve();
    await server.timeline.start();
    await until(server.timeline, isLive);
    const one = entry(1, 'document.received');
    server.frame({ type: 'entries', entries: [one], seq: 1 });
    server.frame({ type: 'entries', entries: [one, entry(2, 'document.read')], seq: 2 });
    expect(seqs(await until(server.timeline, (state) => state.seq === 2))).toEqual([2, 1]);
  });

  it('loads again on a reset, drops what it held, and resumes from there', async () => {
    const server = await serve();
    server.log.push(entry(1, 'document.received'));
    await server.timeline.start();
    await until(server.timeline, isLive);
    server.resetNext();
    server.log.splice(0, 1, ...[7, 8, 9, 10].map((seq) => entry(seq, 'document.received', { documentId: `${seq}` })));
    server.sockets.at(-1)?.terminate();
    const state = await until(server.timeline, (one) => one.seq === 10 && isLive(one));
    expect(seqs(state)).toEqual([10, 9, 8]);
    expect(state.more).toBe(true);
    expect(server.hellos).toEqual([1, 1, 10]);
    expect(server.seen.resets).toBe(1);
  });

  it('ends without another try when access has ended', async () => {
    const server = await serve();
    await server.timeline.start();
    await until(server.timeline, isLive);
    server.sockets.at(-1)?.close(4401, 'access ended');
    await until(server.timeline, (one) => one.link === 'ended');
    server.timeline.nudge();
    expect(server.seen.ended).toBe(1);
    expect(server.hellos).toHaveLength(1);
  });

  it('shows a document as the newest entry carries it, in the older entries too', async () => {
    const server = await serve();
    server.log.push(entry(1, 'document.received', { documentId: 'a', state: 'reading' }));
    await server.timeline.start();
    await until(server.timeline, isLive);
    server.frame({ type: 'progress', documentId: documentId('a'), done: 2, total: 9 });
    const reading = await until(server.timeline, (one) => one.progress.size === 1);
    expect(reading.progress.get(documentId('a'))).toEqual({ done: 2, total: 9 });
    server.say(entry(2, 'document.read', { documentId: 'a', state: 'read' }));
    const read = await until(server.timeline, (one) => one.seq === 2);
    expect(read.entries.map((one) => one.document?.state)).toEqual(['read', 'read']);
    expect(read.progress.size).toBe(0);
  });

  it('leaves frames alone that it does not know', async () => {
    const server = await serve();
    await server.timeline.start();
    await until(server.timeline, isLive);
    server.frame('not json');
    server.frame({ type: 'weather', sun: true });
    server.say(entry(1, 'document.received'));
    expect(seqs(await until(server.timeline, (one) => one.seq === 1))).toEqual([1]);
  });

  it('loads older pages under what is there', async () => {
    const server = await serve();
    server.log.push(...[1, 2, 3, 4, 5].map((seq) => entry(seq, 'document.received', { documentId: `${seq}` })));
    await server.timeline.start();
    expect(seqs(server.timeline.get())).toEqual([5, 4, 3]);
    await server.timeline.loadOlder();
    expect(seqs(server.timeline.get())).toEqual([5, 4, 3, 2, 1]);
    expect(server.timeline.get().more).toBe(false);
    await server.timeline.loadOlder();
    expect(server.seen.loads).toBe(2);
  });

  it('does not connect when it was stopped while loading', async () => {
    const server = await serve();
    const starting = server.timeline.start();
    server.timeline.stop();
    await starting;
    expect(server.sockets).toHaveLength(0);
    expect(server.timeline.get().phase).toBe('loading');
  });
});
