// What an answer brings: its first bytes as they were sent, and no more; and how a call is ended from our side.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { readConfig } from '@vito/runtime/config';
import { Failure } from '@vito/runtime/failure';
import { afterEach, expect, it } from 'vitest';
import { createOutgoing, type OutgoingRequest } from '../../src/platform/outgoing.js';
import { type Peer, startPeer } from './local-peer.js';

let peer: Peer;
afterEach(async () => {
  await peer.quiet();
  await peer.close();
});

const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
  peer = await startPeer(createServer(answer));
};
const outgoing = () => createOutgoing({ allowPrivate: true });
const ask = (more: Partial<OutgoingRequest> = {}, out = outgoing()) =>
  out.send({ method: 'GET', url: `http://127.0.0.1:${peer.port}/`, ...more });
const text = (body: Uint8Array) => Buffer.from(body).toString();

it('status, headers, body, time and address', async () => {
  await serve((_request, response) => {
    response.writeHead(
      418,
      [
        ['X-One', 'a'],
        ['set-cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['__proto__', 'c'],
      ].flat(),
    );
    response.end('short and stout');
  });
  const { body, ms, ...answer } = await ask();
  expect(answer).toMatchObject({ status: 418, truncated: false, address: '127.0.0.1' });
  expect(answer.headers).toMatchObject({ 'x-one': 'a', 'set-cookie': 'a=1, b=2', connection: 'close' });
  expect([text(body), Number.isInteger(ms)]).toEqual(['short and stout', true]);
});

it('what is asked arrives as it was given, over a connection of its own, without a cookie of before', async () => {
  const seen: {
    connection: string | undefined;
    cookie: string | undefined;
    body: string;
    method: string | undefined;
  }[] = [];
  await serve(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { connection, cookie } = request.headers;
    seen.push({ connection, cookie, body, method: request.method });
    response.writeHead(200, { 'set-cookie': 'a=1', connection: 'keep-alive' }).end();
  });
  const out = outgoing();
  for (const body of ['grüße', Buffer.from('grüße'), '', null]) await ask({ method: 'POST', body }, out);
  const told = { connection: 'close', cookie: undefined, method: 'POST' };
  expect(seen).toEqual(['grüße', 'grüße', '', ''].map((body) => ({ ...told, body })));
  expect(peer.taken).toHaveLength(4);
});

it('answers without a body', async () => {
  await serve((request, response) => response.writeHead(request.method === 'HEAD' ? 200 : 204).end());
  expect(await ask({ method: 'HEAD' })).toMatchObject({ status: 200, body: new Uint8Array() });
  expect(await ask()).toMatchObject({ status: 204, truncated: false, body: new Uint8Array() });
});

it.each([
  [0, true],
  [9, true],
  [10, false],
  [11, false],
])('of ten bytes, at most %d', async (mostBytes, truncated) => {
  await serve((_request, response) => response.end('0123456789'));
  const answer = await ask({ mostBytes });
  expect([text(answer.body), answer.truncated]).toEqual(['0123456789'.slice(0, mostBytes), truncated]);
});

it('a body without end is cut, and read no further', async () => {
  let sent = 0;
  await serve((_request, response) => {
    const more = () => {
      while (response.writable && response.write(Buffer.alloc(16_384, 'x'))) sent += 16_384;
      response.once('drain', more);
    };
    more();
  });
  const answer = await ask({ mostBytes: 100_000 });
  expect([answer.body.length, answer.truncated]).toEqual([100_000, true]);
  await peer.quiet();
  expect(sent).toBeLessThan(30_000_000); // what lay in the buffers of two sockets
});

it('a body in single bytes is gathered', async () => {
  await serve(async (_request, response) => {
    for (let i = 0; i < 2000; i++) response.write(String(i % 10));
    response.end();
  });
  const answer = await ask({ mostBytes: 1500 });
  expect([text(answer.body), answer.truncated]).toEqual(['0123456789'.repeat(150), true]);
});

it('what is packed is not unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(20_000_000));
  let accepted: string | undefined;
  await serve((request, response) => {
    accepted = request.headers['accept-encoding'];
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  });
  const answer = await ask();
  expect([accepted, answer.body.length, answer.truncated]).toEqual(['identity', bomb.length, false]);
  expect(bomb.equals(answer.body)).toBe(true);
});

it('a signal ends a call, at any time, with its own reason', async () => {
  const reason = new Error('enough');
  const ending = new AbortController();
  await serve((_request, response) => {
    response.write('half');
    ending.abort(reason);
  });
  await expect(ask({ signal: ending.signal })).rejects.toBe(reason);
  await expect(ask({ signal: ending.signal })).rejects.toBe(reason);
  expect(peer.taken).toHaveLength(1);
});

it('stop ends what is under way and waits for it; then nothing is called any more', async () => {
  let reached = () => {};
  const asked = new Promise<void>((resolve) => {
    reached = resolve;
  });
  await serve(() => reached());
  const out = outgoing();
  const call = ask({}, out).catch((error: unknown) => error);
  await asked;
  await out.stop();
  expect(await call).toMatchObject({ code: 'unavailable', retry: 'later' });
  await expect(ask({}, out)).rejects.toThrow(Failure);
  expect(peer.taken).toHaveLength(1);
});

it('private addresses are allowed by one switch, which is off', async () => {
  await serve((_request, response) => response.end());
  const allowed = (value?: string) => readConfig({ VITO_ALLOW_PRIVATE_ADDRESSES: value }).allowPrivateAddresses;
  expect([allowed(), allowed(''), allowed('0'), allowed('1')]).toEqual([false, false, false, true]);
  expect(() => allowed('yes')).toThrow('VITO_ALLOW_PRIVATE_ADDRESSES');
  await expect(ask({}, createOutgoing({ allowPrivate: allowed() }))).rejects.toMatchObject({ code: 'invalid' });
  expect(peer.taken).toEqual([]);
});
