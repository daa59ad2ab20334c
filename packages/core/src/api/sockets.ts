// The timeline live, on a WebSocket: resumes by seq, says `reset` when it cannot, closes with a reason of its own.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { closeCodes, type SocketFrame, SocketHello, type TimelineEntry } from '@vito/contracts/timeline';
import { errorKind } from '@vito/runtime/log';
import type { FastifyInstance } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Visitor } from '../tenants/access.js';
import { graceOf, type Outlet } from '../timeline/live.js';
import { failureOf, problemOf } from './problem.js';
import type { Services } from './services.js';
import { visitorOf } from './visitor.js';

export const livePath = '/v1/timeline/live';
const beat = 25_000; // ms between pings; a peer that misses one is gone

export function serveSockets(app: FastifyInstance, services: Services): void {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });
  app.server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head));
  app.addHook('preClose', async () => {
    services.live.stop();
    for (const socket of server.clients) socket.close(closeCodes.goingAway, 'the server is stopping');
    server.close();
  });

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    try {
      if (new URL(request.url ?? '', 'http://host').pathname !== livePath) return refuse(socket, 404, 'Not Found');
      const visitor = await visitorOf(services, request.headers, { changes: true, scope: 'read' });
      server.handleUpgrade(request, socket, head, (live) => serve(services, live, visitor));
    } catch (error) {
      const problem = problemOf(failureOf(error));
      refuse(socket, problem.status, problem.title);
    }
  }
}

function refuse(socket: Duplex, status: number, title: string): void {
  socket.end(`HTTP/1.1 ${status} ${title}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function serve(services: Services, socket: WebSocket, visitor: Visitor): void {
  let stop: (() => void) | null = null;
  let closed = false;
  let alive = true;
  const pinging = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, beat);
  const waiting = setTimeout(
    () => socket.close(closeCodes.badFrame, 'say {"type":"resume","after":seq} first'),
    services.helloWithin,
  );

  socket.on('pong', () => {
    alive = true;
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    closed = true;
    clearInterval(pinging);
    clearTimeout(waiting);
    stop?.();
  });
  socket.once('message', (data, binary) => {
    clearTimeout(waiting);
    const hello = binary ? null : helloOf(data.toString());
    if (!hello) return socket.close(closeCodes.badFrame, 'the first frame must be {"type":"resume","after":seq}');
    services.live
      .follow(visitor.tenant, visitor.session, hello.after, outletOf(socket))
      .then((end) => {
        stop = end;
        if (closed) end();
      })
      .catch((error) => {
        services.log.warn('a live reader could not start', { error: errorKind(error) });
        socket.close(closeCodes.goingAway, 'try again');
      });
  });
}

function helloOf(text: string) {
  try {
    return SocketHello.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

// The readers of one company are sent the same entries: written once for all of them.
const written = new WeakMap<TimelineEntry[], { seq: number; frame: Buffer }>();

function entriesFrame(entries: TimelineEntry[], seq: number): Buffer {
  const known = written.get(entries);
  if (known?.seq === seq) return known.frame;
  const frame = Buffer.from(JSON.stringify({ type: 'entries', entries, seq } satisfies SocketFrame));
  written.set(entries, { seq, frame });
  return frame;
}

function outletOf(socket: WebSocket): Outlet {
  const send = (frame: SocketFrame) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  };
  return {
    entries(entries, seq) {
      if (socket.readyState === socket.OPEN) socket.send(entriesFrame(entries, seq), { binary: false });
    },
    reset: (seq, reason) => send({ type: 'reset', seq, reason }),
    ready: (seq) => send({ type: 'ready', seq }),
    progress: (documentId, done, total) => send({ type: 'progress', documentId, done, total }),
    waiting: () => socket.bufferedAmount,
    close(reason) {
      if (reason === 'access-ended') socket.close(closeCodes.accessEnded, 'access ended');
      else if (reason === 'slow-reader') socket.close(closeCodes.slowReader, 'too slow: resume from your last seq');
      else socket.close(closeCodes.goingAway, 'resume elsewhere');
      setTimeout(() => socket.terminate(), graceOf(reason)).unref(); // one that does not answer the close is cut off
    },
  };
}
