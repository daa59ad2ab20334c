// Every way in which a call can end, over real sockets: one word for each, nothing thrown, no socket left open.
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Failure } from '@vito/runtime/failure';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reason } from '../../src/platform/no-answer.js';
import { createOutgoing, type OutgoingOptions, type OutgoingRequest } from '../../src/platform/outgoing.js';
import { type Peer, startPeer, startRaw } from './local-peer.js';
import { selfSigned } from './self-signed.js';

const { key, cert } = selfSigned(['hooks.example.com']);
const here = [{ address: '127.0.0.1', family: 4 }];
const never = () => new Promise<never>(() => {});
const sockets = () => process.getActiveResourcesInfo().filter((one) => /TCPSocket|TLS/.test(one)).length;

let peer: Peer;
let before = 0;
beforeEach(() => {
  before = sockets();
});
afterEach(async () => {
  await peer.quiet();
  await vi.waitFor(() => expect(sockets()).toBe(before));
  await peer.close();
});

function call(more: Partial<OutgoingRequest> & { scheme?: string } = {}, options: OutgoingOptions = {}) {
  const { scheme = 'http', ...request } = more;
  const out = createOutgoing({ allowPrivate: true, resolve: async () => here, ca: cert, ...options });
  return out.send({ method: 'POST', url: `${scheme}://hooks.example.com:${peer.port}/`, body: '{}', ...request });
}
const failure = (answer: Promise<unknown>) =>
  answer.then(
    (value) => expect.fail(`it was answered: ${JSON.stringify(value)}`),
    (error: Failure & { reason: Reason; ms: number; address: string | null }) => error,
  );
/** Says these words once it was asked, and then does this. */
const afterAsked =
  (words: string, then: (socket: Socket) => void = () => {}) =>
  (socket: Socket) =>
    socket.once('data', () => socket.write(words, 'latin1', () => then(socket)));
const end = (socket: Socket) => void socket.end();
const reset = (socket: Socket) => void socket.resetAndDestroy();
const drip = (socket: Socket) => {
  const timer = setInterval(() => socket.write('x'), 5);
  socket.on('close', () => clearInterval(timer));
};
const ok = 'HTTP/1.1 200 OK\r\n';
const long = 'x'.repeat(20_000);

describe('a peer that does not keep to the rules', () => {
  it.each<[string, Reason, (socket: Socket) => void]>([
    ['closes at once', 'closed', end],
    ['resets at once', 'closed', reset],
    ['closes once it was asked', 'closed', afterAsked('', end)],
    ['resets once it was asked', 'closed', afterAsked('', reset)],
    ['closes within the headers', 'closed', afterAsked(`${ok}content-`, end)],
    ['closes before the promised length', 'closed', afterAsked(`${ok}content-length: 10\r\n\r\nhalf`, end)],
    ['closes within a chunk', 'closed', afterAsked(`${ok}transfer-encoding: chunked\r\n\r\nff\r\nhalf`, end)],
    ['resets within the body', 'closed', afterAsked(`${ok}content-length: 10\r\n\r\nhalf`, reset)],
    ['greets as SSH does', 'not-http', (socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n')],
    ['answers as Redis does', 'not-http', afterAsked("-ERR unknown command 'POST'\r\n")],
    ['answers in bytes', 'not-http', afterAsked('\x15\x03\x03\x00\x02\x02\x46')],
    ['answers with a header of no name', 'not-http', afterAsked(`${ok}: x\r\n\r\n`)],
    ['contradicts itself in the length', 'closed', afterAsked(`${ok}content-length: 1\r\ncontent-length: 2\r\n\r\n`)],
    ['speaks of chunks and sends none', 'not-http', afterAsked(`${ok}transfer-encoding: chunked\r\n\r\nzz\r\n`)],
    ['changes the protocol', 'not-http', afterAsked('HTTP/1.1 101 X\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n')],
    ['wants to be asked on', 'not-http', afterAsked('HTTP/1.1 100 Continue\r\n\r\n')],
    ['has a header without end', 'too-large', afterAsked(`${ok}x: `, flood)],
    ['has a header of 20 kB', 'too-large', afterAsked(`${ok}x: ${long}\r\n\r\n`)],
    ['has a thousand headers', 'too-large', afterAsked(`${ok}${'name: a value of it\r\n'.repeat(1000)}\r\n`)],
    [
      'has a trailer of 20 kB',
      'too-large',
      afterAsked(`${ok}transfer-encoding: chunked\r\n\r\n0\r\nx: ${long}\r\n\r\n`),
    ],
  ])('%s: %s', async (_name, reason, talk) => {
    peer = await startRaw(talk);
    const error = await failure(call());
    expect(error).toMatchObject({
      name: 'NoAnswer',
      reason,
      code: 'unavailable',
      retry: 'later',
    });
    expect(error.ms).toBeLessThan(10_000);
    expect(peer.taken).toHaveLength(1); // it is not tried again here
  });

  it.each<[string, (socket: Socket) => void]>([
    ['says nothing', () => {}],
    ['drips its headers', afterAsked(`${ok}x: `, drip)],
    ['drips its body, a byte at a time', afterAsked(`${ok}\r\n`, drip)],
    ['sends early hints for ever', afterAsked('', hints)],
    ['says nothing more after half a body', afterAsked(`${ok}content-length: 10\r\n\r\nhalf`)],
  ])('%s: timeout', async (_name, talk) => {
    peer = await startRaw(talk);
    const error = await failure(call({ timeoutMs: 150 }));
    expect(error).toMatchObject({ reason: 'timeout', code: 'unavailable', address: '127.0.0.1' });
    expect(error.ms).toBeGreaterThanOrEqual(140);
    expect(error.ms).toBeLessThan(5000);
  });

  it('takes no more of the question: timeout', async () => {
    peer = await startRaw((socket) => socket.pause());
    expect(await failure(call({ timeoutMs: 150, body: Buffer.alloc(30_000_000) }))).toMatchObject({
      reason: 'timeout',
    });
    peer.taken[0]?.resume(); // a socket hears of its end only where it reads
  });
});

function flood(socket: Socket): void {
  const more = () => socket.writable && socket.write(long, more);
  more();
}
function hints(socket: Socket): void {
  const more = () =>
    void (socket.writable && socket.write('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n', () => setImmediate(more)));
  more();
}

describe('before anything is asked', () => {
  beforeEach(async () => {
    peer = await startPeer(createServer((_request, answer) => answer.end()));
  });

  it('the name is not known, or has no address: dns', async () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND inner.secret'), { code: 'ENOTFOUND' });
    const error = await failure(call({}, { resolve: () => Promise.reject(unknown) }));
    expect(error).toMatchObject({ reason: 'dns', address: null, retry: 'later' });
    expect(error.message).not.toContain('secret');
    expect(await failure(call({}, { resolve: async () => [] }))).toMatchObject({ reason: 'dns' });
  });

  it('nothing listens there: refused, whether it has one address or two', async () => {
    const gone = await startRaw(() => {});
    await gone.close();
    const url = `http://hooks.example.com:${gone.port}/`;
    const both = [...here, { address: '127.0.0.2', family: 4 }];
    for (const resolve of [async () => here, async () => both])
      expect(await failure(call({ url }, { resolve }))).toMatchObject({ reason: 'refused', address: null });
  });

  it('the second address is taken where the first is not there', async () => {
    const both = [{ address: '127.0.0.2', family: 4 }, ...here]; // the peer listens on the other
    expect(await call({}, { resolve: async () => both })).toMatchObject({ status: 200, address: '127.0.0.1' });
  });

  it('the time also runs while a name is resolved, and while it is dialled', async () => {
    expect(await failure(call({ timeoutMs: 50 }, { resolve: never }))).toMatchObject({
      reason: 'timeout',
      address: null,
    });
    expect(await failure(call({ timeoutMs: 50 }, { dial: never }))).toMatchObject({ reason: 'timeout', address: null });
  });

  it.each([
    [{ host: 'inner' }, 'set by ViTo'],
    [{ 'Content-Length': '5' }, 'set by ViTo'],
    [{ 'transfer-encoding': 'chunked' }, 'set by ViTo'],
    [{ 'x-a': 'b\r\nhost: inner' }, 'not allow'],
    [{ 'x a': 'b' }, 'not allow'],
  ] as [Record<string, string>, string][])(
    'a header that would change the request is refused: %j',
    async (headers, words) => {
      const error = await failure(call({ headers }));
      expect(error).toMatchObject({ code: 'invalid', message: expect.stringContaining(words) });
      expect(peer.taken).toEqual([]);
    },
  );
});

describe('TLS', () => {
  const answering = (options: object = {}) =>
    createTlsServer({ key, cert, ...options }, (_request, answer) => answer.end());

  it.each<[string, () => Promise<Peer>, Reason, OutgoingOptions]>([
    ['nobody vouches for the certificate', () => startPeer(answering()), 'tls', { ca: selfSigned(['x.example']).cert }],
    ['the certificate is of another name', () => startPeer(answering(selfSigned(['other.example']))), 'tls', {}],
    ['a certificate is asked of us', () => startPeer(answering({ requestCert: true })), 'tls', {}],
    [
      'only an old version is spoken',
      () => startPeer(answering({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })),
      'tls',
      {},
    ],
    ['no TLS is spoken', () => startPeer(createServer()), 'tls', {}],
    ['the handshake is cut', () => startRaw(afterAsked('', end)), 'closed', {}],
    ['the handshake is reset', () => startRaw(afterAsked('', reset)), 'closed', {}],
  ])('%s', async (_name, start, reason, options) => {
    peer = await start();
    expect(await failure(call({ scheme: 'https' }, options))).toMatchObject({ reason, code: 'unavailable' });
  });

  it('a setting of the environment does not make it trust anybody', async () => {
    peer = await startPeer(answering(selfSigned(['hooks.example.com'])));
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await failure(call({ scheme: 'https' }))).toMatchObject({ reason: 'tls' });
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  it('the time also runs while it is agreed on', async () => {
    peer = await startRaw(() => {});
    expect(await failure(call({ scheme: 'https', timeoutMs: 80 }))).toMatchObject({ reason: 'timeout' });
  });

  it('plain HTTP spoken to a server of TLS is no HTTP', async () => {
    peer = await startPeer(answering());
    expect((await failure(call())).reason).toMatch(/^(not-http|closed)$/);
  });
});
