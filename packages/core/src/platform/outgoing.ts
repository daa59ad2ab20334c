// How ViTo calls addresses that a tenant has chosen: checked when saved and when connected, within a time and a size.
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Socket } from 'node:net';
import { Failure } from '@vito/runtime/failure';
import { NoAnswer } from './no-answer.js';
import { type Dial, dialPinned, openConnection, type Resolve, resolveName } from './outgoing-connection.js';
import { type Asked, exchange, type Heard } from './outgoing-exchange.js';
import { type OutgoingSocket, openSocket } from './outgoing-socket.js';
import { checkHost, readUrl } from './outgoing-url.js';

export interface OutgoingRequest extends Pick<Asked, 'method'> {
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | null;
  /** For everything together: name, connection, TLS, the whole answer. */
  timeoutMs?: number;
  /** Of the answer's body; what is longer is cut. */
  mostBytes?: number;
  signal?: AbortSignal;
}

export interface OutgoingAnswer extends Heard {
  ms: number;
  /** The IP address that answered. */
  address: string;
}

export interface OutgoingOptions {
  /** Addresses of one's own network may be called, and over http; a cloud's metadata never. */
  allowPrivate?: boolean;
  allowHttp?: boolean;
  resolve?: Resolve;
  dial?: Dial;
  ca?: string;
}

export interface Outgoing {
  /** Any status is an answer, a redirect too. Rejects with NoAnswer, Failure('invalid'), or the reason of `signal`. */
  send(request: OutgoingRequest): Promise<OutgoingAnswer>;
  /** What can be known when an address is saved. Throws Failure('invalid'). */
  checkUrl(url: string): void;
  checkHost(host: string): void;
  /**
   * A connection for another protocol than HTTP; it is for the caller to end it. `signal` ends it until it stands, TLS
   * included. Rejects as `send`.
   */
  open(place: { host: string; port: number }, signal: AbortSignal): Promise<OutgoingSocket>;
  /** Whether addresses of one's own network may be called. */
  allowPrivate: boolean;
  /** Ends what is under way and waits for it; nothing is called afterwards. */
  stop(): Promise<void>;
}

const usualTimeout = 15_000; // ms
const usualBytes = 64 * 1024;

// The connection's own business: given from outside, they would say another host, or where the request ends.
const ownHeaders = new Set(
  'connection content-length expect host keep-alive proxy-connection te trailer transfer-encoding upgrade'.split(' '),
);

export function createOutgoing(options: OutgoingOptions = {}): Outgoing {
  const { allowPrivate = false, resolve = resolveName, dial = dialPinned, ca = null } = options;
  const rules = { allowPrivate, allowHttp: options.allowHttp ?? allowPrivate };
  const door = { allowPrivate, resolve, dial, ca };
  const stopping = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const lasting = new Set<Socket>();

  // A connection serves one call: each is checked, and none of a tenant's is ever another's. It costs a handshake.
  async function call(url: URL, asked: Asked, signal: AbortSignal): Promise<OutgoingAnswer> {
    const from = performance.now();
    const ms = () => Math.round(performance.now() - from);
    const sockets: Socket[] = [];
    let address: string | null = null;
    const opened = (socket: Socket) => {
      address ??= socket.remoteAddress ?? null;
      sockets.push(socket);
      if (signal.aborted) socket.destroy(); // it came too late
    };
    try {
      const connection = await openConnection(door, url, opened, signal);
      address = connection.address;
      const heard = await exchange(connection.socket, url, asked, signal);
      return { ...heard, ms: ms(), address };
    } catch (error) {
      const reason = signal.aborted ? signal.reason : error;
      throw reason instanceof NoAnswer ? Object.assign(reason, { ms: ms(), address }) : reason;
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  }

  async function send(request: OutgoingRequest): Promise<OutgoingAnswer> {
    const { method, body = null, timeoutMs = usualTimeout, mostBytes = usualBytes, signal } = request;
    const url = readUrl(request.url, rules);
    const headers = readHeaders(request.headers ?? {});
    signal?.throwIfAborted();
    if (stopping.signal.aborted) throw stopping.signal.reason;
    const clock = createClock(timeoutMs, [stopping.signal, ...(signal ? [signal] : [])]);
    const called = call(url, { method, headers, body, mostBytes }, clock.signal).finally(clock.stop);
    underWay.add(called);
    try {
      return await called;
    } finally {
      underWay.delete(called);
    }
  }

  async function open(place: { host: string; port: number }, signal: AbortSignal): Promise<OutgoingSocket> {
    if (stopping.signal.aborted) throw stopping.signal.reason;
    const own: Socket[] = [];
    try {
      return await openSocket(
        door,
        place,
        (socket) => {
          own.push(socket);
          lasting.add(socket);
          socket.once('close', () => lasting.delete(socket));
          if (signal.aborted || stopping.signal.aborted) socket.destroy(); // it came too late
        },
        signal,
      );
    } catch (error) {
      for (const socket of own) socket.destroy();
      throw error;
    }
  }

  return {
    send,
    open,
    allowPrivate,
    checkUrl: (url) => void readUrl(url, rules),
    checkHost: (host) => checkHost(host, allowPrivate),
    async stop() {
      stopping.abort(new Failure('unavailable', 'ViTo is being stopped: try again.'));
      for (const socket of lasting) socket.destroy();
      await Promise.allSettled(underWay);
    },
  };
}

/** A signal that aborts when the time is over, or with one of these. */
function createClock(timeoutMs: number, others: AbortSignal[]) {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(new NoAnswer('timeout')), timeoutMs);
  const leaves = others.map((other) => {
    const leave = () => over.abort(other.reason);
    other.addEventListener('abort', leave, { once: true });
    return () => other.removeEventListener('abort', leave);
  });
  return {
    signal: over.signal,
    stop() {
      clearTimeout(timer);
      for (const leave of leaves) leave();
    },
  };
}

function readHeaders(given: Record<string, string>): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': 'ViTo', 'accept-encoding': 'identity' };
  for (const [written, value] of Object.entries(given)) {
    const name = written.toLowerCase();
    if (ownHeaders.has(name)) throw new Failure('invalid', `The header ${name} is set by ViTo itself: leave it out.`);
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw new Failure('invalid', 'A header has a name or a value that HTTP does not allow: check its characters.');
    }
    headers[name] = value;
  }
  return headers;
}
