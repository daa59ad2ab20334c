// Live readers over many sockets: each event's way from its commit to each socket, by the machine's one clock.
import { once } from 'node:events';
import { WebSocket } from 'ws';

interface Frame {
  type: string;
  entries?: { eventId: string; at: string; seq: number }[];
}

export async function openReaders() {
  const sockets: WebSocket[] = [];
  let times: number[] = [];
  let seen = new Map<string, number>();

  function hear(data: Buffer): void {
    const now = Date.now();
    const frame = JSON.parse(data.toString()) as Frame;
    for (const entry of frame.entries ?? []) {
      times.push(now - Date.parse(entry.at));
      seen.set(entry.eventId, (seen.get(entry.eventId) ?? 0) + 1);
    }
  }

  return {
    /** Sockets of one company at one server, from where its log stands. */
    async open(base: string, token: string, count: number, after: number): Promise<void> {
      const opening: Promise<unknown>[] = [];
      for (let n = 0; n < count; n++) {
        const socket = new WebSocket(`${base.replace('http', 'ws')}/v1/timeline/live`, {
          headers: { authorization: `Bearer ${token}` },
        });
        sockets.push(socket);
        opening.push(
          once(socket, 'open').then(() => {
            const ready = once(socket, 'message');
            socket.send(JSON.stringify({ type: 'resume', after }));
            return ready.then(() => socket.on('message', hear));
          }),
        );
      }
      await Promise.all(opening);
    },
    /** Milliseconds of each event on each socket since the last look, and how often each event was seen. */
    take() {
      const result = { times, seen };
      times = [];
      seen = new Map();
      return result;
    },
    async close(): Promise<void> {
      const gone = sockets.map((socket) => (socket.readyState === socket.CLOSED ? null : once(socket, 'close')));
      for (const socket of sockets) socket.close();
      await Promise.all(gone);
    },
  };
}
