// HTTP of runs, against a real server: what goes out, what each answer means, and where it may not go.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { checkAllowed } from '../../../src/agents/tools/http-fields.js';
import { createHttpGet } from '../../../src/agents/tools/http-get.js';
import { createHttpSend } from '../../../src/agents/tools/http-send.js';
import { createPostWebhook } from '../../../src/agents/tools/post-webhook.js';
import { signed } from '../../../src/connect/out/sign.js';
import { createOutgoing } from '../../../src/platform/outgoing.js';
import { type Peer, startPeer } from '../../platform/local-peer.js';
import { aCall, call, failing } from './calling.js';

interface Got {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(answer: (response: ServerResponse, got: Got) => void, options = { allowPrivate: true }) {
  const got: Got[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    got.push({ method, url, headers, body: (await buffer(request)).toString() });
    answer(response, got.at(-1) as Got);
  });
  const peer: Peer = await startPeer(server);
  const outgoing = createOutgoing(options);
  closing.push(peer.close, outgoing.stop);
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const url = `http://127.0.0.1:${peer.port}/a?b=c`;
  const deps = { outgoing, allow: ['127.0.0.1'] };
  return {
    got,
    server,
    url,
    secret,
    get: createHttpGet(deps),
    send: createHttpSend(deps),
    post: createPostWebhook({ outgoing, signed, endpointOf: async () => ({ url, secrets: [secret] }) }),
  };
}
const json = (value: unknown) => (response: ServerResponse) =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end('{"secret":"of the server"}');

describe('an answer', () => {
  it('of JSON is JSON, of anything else text, with the headers that tell something', async () => {
    const { url, get, got } = await open(json({ a: [1, null] }));
    expect((await call(get, { url, headers: { authorization: 'Bearer x' } })).result).toEqual({
      ...{ status: 200, truncated: false, body: { a: [1, null] }, headers: { 'content-type': 'application/json' } },
    });
    expect(got[0]).toMatchObject({ method: 'GET', url: '/a?b=c', headers: { authorization: 'Bearer x' } });
    const other = await open((response) => response.end('hello'));
    expect((await call(other.get, { url: other.url })).result).toMatchObject({ body: 'hello' });
  });

  it('without an end is cut, and says so', async () => {
    const { url, get } = await open((response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const { result } = await call(get, { url });
    expect(result).toMatchObject({ truncated: true });
    expect((result as { body: string }).body).toHaveLength(512 * 1024);
  });

  it.each([
    [400, 'never', 'invalid'],
    [401, 'never', 'unauthenticated'],
    [403, 'never', 'forbidden'],
    [404, 'never', 'not-found'],
    [409, 'never', 'conflict'],
    [422, 'never', 'invalid'],
    [301, 'never', 'invalid'],
    [408, 'later', 'unavailable'],
    [429, 'later', 'too-many'],
    [500, 'later', 'unavailable'],
    [503, 'later', 'unavailable'],
  ] as const)('%i is tried again %s, for each of the tools', async (code, retry, kind) => {
    const { url, get, send, post } = await open(
      status(code, code === 301 ? { location: 'http://elsewhere.example/' } : {}),
    );
    const failures = [call(get, { url }), call(send, { url, json: {} }), call(post, { url, body: {} })].map(failing);
    for (const failure of await Promise.all(failures)) {
      expect(failure).toMatchObject({ name: 'Failure', retry, code: kind });
      expect(failure.message).toContain(String(code));
      expect(failure.message).not.toMatch(/of the server|elsewhere\.example/);
    }
  });

  it.each([
    ['120', 120],
    ['Fri, 27 Nov 2026 09:01:30 GMT', 90],
    ['Fri, 27 Nov 2020 09:00:00 GMT', 0],
    ['soon', null],
    ['999999999', 86_400],
  ])('says by Retry-After %s when it is worth while', async (header, seconds) => {
    const { url, get } = await open(status(429, { 'retry-after': header }));
    expect((await failing(call(get, { url }))).retryAfter).toBe(seconds);
  });
});

describe('what is sent', () => {
  it('carries JSON and a key that is the same at each attempt', async () => {
    const { url, send, got } = await open(json({}));
    await call(send, { url, json: { n: 1 } });
    await call(send, { url, method: 'PUT', text: 'plain', headers: { 'Content-Type': 'text/plain' } }, { attempt: 2 });
    expect(got[0]).toMatchObject({ method: 'POST', body: '{"n":1}', headers: { 'content-type': 'application/json' } });
    expect(got[1]).toMatchObject({ method: 'PUT', body: 'plain', headers: { 'content-type': 'text/plain' } });
    expect(got.map(({ headers }) => headers['idempotency-key'])).toEqual([aCall().key, aCall().key]);
  });

  it.each([
    [{ method: 'POST' }, 'never'],
    [{ method: 'PATCH' }, 'never'],
    [{ method: 'POST', repeatable: true }, 'later'],
    [{ method: 'PUT' }, 'later'],
    [{ method: 'DELETE' }, 'later'],
  ])('and gets no answer: %j is tried again %s', async (fields, retry) => {
    const { url, send, got } = await open((response) => void response.destroy());
    expect(await failing(call(send, { url, ...fields }))).toMatchObject({ code: 'unavailable', retry });
    expect(got).toHaveLength(1);
  });

  it('to nobody is tried again later: nothing was done', async () => {
    const { url, send, server } = await open(json({}));
    server.close();
    await once(server, 'close');
    expect(await failing(call(send, { url, json: {} }))).toMatchObject({ code: 'unavailable', retry: 'later' });
  });

  it('ends when the step ends', async () => {
    const over = new AbortController();
    const why = new Error('over');
    const { url, send } = await open(() => over.abort(why));
    expect(await failing(call(send, { url, json: {} }, { signal: over.signal }))).toBe(why);
  });
});

describe('a host', () => {
  it.each([
    ['https://api.example.com/x', ['api.example.com'], true],
    ['https://API.example.com./x', ['api.example.com'], true],
    ['https://api.example.com:8443/x', ['api.example.com'], true],
    ['https://api.example.com:8443/x', ['api.example.com:443'], false],
    ['https://api.example.com/x', ['api.example.com:443'], true],
    ['https://evil-example.com/', ['*.example.com'], false],
    ['https://a.b.example.com/', ['*.example.com'], true],
    ['https://example.com/', ['*.example.com'], false],
    ['https://api.example.com.evil.example/', ['api.example.com'], false],
    ['https://api.example.com@evil.example/', ['api.example.com'], false],
    ['https://anything.example/', ['*'], true],
    ['https://anything.example/', [], false],
  ])('%s with %j: %s', (url, allow, may) => {
    const check = () => checkAllowed(url, allow);
    if (may) expect(check).not.toThrow();
    else expect(check).toThrow(/VITO_HTTP_ALLOW/);
  });

  it('that is not listed is never called', async () => {
    const { url, get, send, got } = await open(json({}));
    const elsewhere = url.replace('127.0.0.1', 'localhost');
    for (const one of [call(get, { url: elsewhere }), call(send, { url: elsewhere })])
      expect(await failing(one)).toMatchObject({ code: 'forbidden', retry: 'never' });
    expect(got).toEqual([]);
  });

  it('of the own network is not called, though it is listed', async () => {
    const { url, get, send, post, got } = await open(json({}), { allowPrivate: false });
    for (const one of [call(get, { url }), call(send, { url }), call(post, { url, body: 1 })])
      expect(await failing(one)).toMatchObject({ retry: 'never' });
    expect(got).toEqual([]);
  });
});

describe('a webhook', () => {
  it('is signed with the secret of its endpoint, under an id that stays', async () => {
    const { post, got, secret } = await open(json({}));
    const endpoint = 'end_01jq0m7x8k3c5v9w2d4f6h8n0p';
    await call(post, { endpoint, body: { type: 'a', data: [1] } });
    await call(post, { endpoint, body: { type: 'a', data: [1] } }, { attempt: 2 });
    for (const { body, headers } of got)
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({ type: 'a', data: [1] });
    expect(got.map(({ headers }) => headers['webhook-id'])).toEqual([aCall().key, aCall().key]);
  });

  it('to a mere address is not signed; to nowhere it is refused', async () => {
    const { post, url, got } = await open(json({}));
    await call(post, { url, body: {} });
    expect(got[0]?.headers['webhook-id']).toBe(aCall().key);
    expect(got[0]?.headers['webhook-signature']).toBeUndefined();
    expect(await failing(call(post, { body: {} }))).toMatchObject({ code: 'invalid' });
  });
});

it('reading asks nobody, writing always does', async () => {
  const { get, send, post } = await open(json({}));
  expect([get, send, post].map(({ effect, approval }) => [effect, approval.when])).toEqual([
    ['read', 'never'],
    ['write', 'always'],
    ['write', 'always'],
  ]);
});
