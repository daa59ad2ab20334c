// How ViTo calls addresses that a tenant chose: to public addresses only, checked when connecting; no redirects, no proxies,
// no cookies; everything bounded in time and size. What comes of it is told, never thrown.
import { Agent, type buildConnector, errors, request } from 'undici';
import { Forbidden, guardedConnector, plainConnector, type Resolve, resolveByDns } from './outgoing-connect.js';
import { checkedUrl } from './outgoing-url.js';

export interface OutgoingOptions {
  /** Services of one's own network may be called, over plain HTTP too. Machines' own secrets never. */
  allowPrivate: boolean;
  resolve?: Resolve;
  /** Opens sockets, for tests: what is dialled stands in its options. */
  connector?: buildConnector.connector;
}

export interface OutgoingRequest {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
  /** Milliseconds for all of it: name, connection, answer. */
  within: number;
  /** Bytes of the answer that are read; the rest is not waited for. */
  most: number;
  signal?: AbortSignal;
}

export type NoAnswer = 'forbidden' | 'dns' | 'refused' | 'timeout' | 'tls' | 'closed' | 'not-http' | 'aborted';

export type Outcome =
  | { status: number; headers: Record<string, string>; body: Buffer; ms: number }
  | { failed: NoAnswer; ms: number };

export function createOutgoing({
  allowPrivate,
  resolve = resolveByDns,
  connector = plainConnector(),
}: OutgoingOptions) {
  // Connections are kept per origin for a moment only: the check is one of the connection, and a kept one leads where it led.
  const agent = new Agent({
    connect: guardedConnector({ allowPrivate, resolve, connector }),
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 10_000,
    connections: 8,
    pipelining: 1,
    maxHeaderSize: 16 * 1024,
    headersTimeout: 0, // one clock for all of it: below
    bodyTimeout: 0,
  });

  /** Throws Failure('invalid') only for an address that should never have been saved. */
  async function send({ url, method, headers, body, within, most, signal }: OutgoingRequest): Promise<Outcome> {
    const began = performance.now();
    const ms = () => Math.round(performance.now() - began);
    const target = checkedUrl(url, allowPrivate);
    const clock = new AbortController();
    const late = setTimeout(() => clock.abort(), within);
    const abort = () => clock.abort();
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) clock.abort();
    try {
      const answer = await request(target, { dispatcher: agent, method, headers, body, signal: clock.signal });
      const read = await beginningOf(answer.body, most);
      return { status: answer.statusCode, headers: singleHeaders(answer.headers), body: read, ms: ms() };
    } catch (error) {
      if (signal?.aborted) return { failed: 'aborted', ms: ms() };
      return { failed: clock.signal.aborted ? 'timeout' : reasonOf(error), ms: ms() };
    } finally {
      clearTimeout(late);
      signal?.removeEventListener('abort', abort);
    }
  }

  return {
    send,
    /** Throws Failure('invalid') for an address that nothing is sent to. */
    checkUrl: (url: string): void => void checkedUrl(url, allowPrivate),
    stop: (): Promise<void> => agent.destroy(),
  };
}
export type Outgoing = ReturnType<typeof createOutgoing>;

/** What goes past `most` is not read: the connection is given up with it. */
async function beginningOf(
  body: AsyncIterable<Buffer> & { destroy(): unknown; on(event: 'error', hear: () => void): unknown },
  most: number,
) {
  const pieces: Buffer[] = [];
  let size = 0;
  body.on('error', () => {}); // of a body that was given up
  for await (const piece of body) {
    pieces.push(piece.subarray(0, most - size));
    size += piece.length;
    if (size >= most) break; // leaving the loop destroys the stream
  }
  return Buffer.concat(pieces);
}

function singleHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) result[name] = String(value);
  return result;
}

/** undici wraps what happened, sometimes twice. */
function reasonOf(error: unknown): NoAnswer {
  for (let one = error as { cause?: unknown; code?: unknown } | undefined, depth = 0; one && depth < 4; depth++) {
    if (one instanceof Forbidden) return 'forbidden';
    const code = String(one.code ?? '');
    if (/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/.test(code)) return 'dns';
    if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)/.test(code)) return 'refused';
    if (/TIMEOUT|ETIMEDOUT/.test(code)) return 'timeout';
    if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/.test(code)) return 'tls';
    if (one instanceof errors.HTTPParserError || /^UND_ERR_(HEADERS_OVERFLOW|RES_|INVALID)/.test(code))
      return 'not-http';
    if (/ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED/.test(code)) return 'closed';
    one = (one as { cause?: typeof one }).cause;
  }
  return 'closed';
}
