// Server-sent events: parsed however the bytes are cut, and resumed after the last id when the connection breaks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsIn, followEvents, type ServerEvent } from '../src/event-stream.js';

async function all(events: AsyncIterable<ServerEvent>): Promise<ServerEvent[]> {
  const list: ServerEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

function answerOf(chunks: Uint8Array[]): Response {
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    }),
  );
}

const stream =
  ': hello\n\nid: 7\nevent: entries\ndata: {"a":\ndata: "é"}\n\nid:8\r\ndata:x\r\n\r\nevent: reset\rdata\r\r';
const events = [
  { id: '7', event: 'entries', data: '{"a":\n"é"}' },
  { id: '8', event: 'message', data: 'x' },
  { id: '8', event: 'reset', data: '' },
];

describe('eventsIn', () => {
  it('reads the same events wherever the bytes are cut', async () => {
    const bytes = new TextEncoder().encode(`${stream}\n`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 80 }), async (sizes) => {
        const chunks: Uint8Array[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          chunks.push(bytes.slice(at, at + size));
          at += size;
        }
        expect(await all(eventsIn(answerOf(chunks)))).toEqual(events);
      }),
    );
  });

  it('leaves out an event that the end of the connection cut off', async () => {
    expect(await all(eventsIn(answerOf([new TextEncoder().encode('id: 9\ndata: half')])))).toEqual([]);
  });
});

describe('followEvents', () => {
  it('opens again after the last id seen, and says a pause once', async () => {
    const ending = new AbortController();
    const asked: (string | null)[] = [];
    const pauses: unknown[] = [];
    const seen: string[] = [];
    const follow = followEvents({
      lastId: '3',
      signal: ending.signal,
      mayPass: () => true,
      onPause: (error) => pauses.push(error),
      async open(lastId) {
        asked.push(lastId);
        if (asked.length === 2) throw new TypeError('fetch failed');
        const id = asked.length === 1 ? 4 : 5;
        return answerOf([new TextEncoder().encode(`id: ${id}\ndata: d${id}\n\n`)]);
      },
    });
    for await (const { data } of follow) {
      seen.push(data);
      if (seen.length === 2) ending.abort();
    }
    expect(seen).toEqual(['d4', 'd5']);
    expect(asked).toEqual(['3', '4', '4']);
    expect(pauses).toHaveLength(1);
  });

  it('ends with an error that cannot pass', async () => {
    const refused = new Error('signed out');
    const follow = followEvents({
      lastId: null,
      signal: new AbortController().signal,
      mayPass: () => false,
      open: () => Promise.reject(refused),
    });
    await expect(all(follow)).rejects.toBe(refused);
  });
});
