// The door of the MCP server: versions, what is no message, who may not come in, who goes away, and several processes.

import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { createClient } from '@vito/contracts/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../setup/app.js';
import { until } from '../../setup/until.js';
import { called, connected, initialize, namesOf, post, request } from './clients.js';

let app: TestApp;
let owner: pg.Client;
let mine: Record<string, string>;
beforeAll(async () => {
  app = await openTestApp({ roles: { api: true, worker: false } });
  owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  mine = { authorization: `Bearer ${app.token}` };
});
afterAll(async () => {
  await owner.end();
  await app.close();
});

const errorOf = (text: string) =>
  JSON.parse(text) as { jsonrpc: string; id: unknown; error: { code: number; message: string } };

describe('the protocol', () => {
  it.each(['2025-11-25', '2025-06-18'])('%s is spoken from the first message to a tool', async (version) => {
    const hello = JSON.parse((await post(app.url, initialize(version), mine)).text);
    expect(hello.result).toMatchObject({ protocolVersion: version, capabilities: { tools: {} } });
    const headers = { ...mine, 'mcp-protocol-version': version };
    const ready = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });
    expect(await post(app.url, ready, headers)).toMatchObject({ status: 202, text: '' });
    const listed = await post(app.url, request('tools/list', {}, 'a'), headers);
    expect(listed.headers.get('content-type')).toMatch(/^application\/json/);
    expect(listed.headers.get('mcp-session-id')).toBeNull();
    expect(JSON.parse(listed.text)).toMatchObject({ id: 'a', result: { tools: { length: 9 } } });
    const told = await post(app.url, request('tools/call', { name: 'list_commitments' }), headers);
    expect(JSON.parse(told.text).result).toMatchObject({ structuredContent: { commitments: [] } });
    expect(JSON.parse((await post(app.url, request('ping'), headers)).text)).toEqual({
      jsonrpc: '2.0',
      id: 1,
      result: {},
    });
  });

  it('of another version is answered with the current one, and no message after it is taken in one', async () => {
    for (const version of ['2024-11-05', '2025-03-26', '2099-01-01', ''])
      expect(JSON.parse((await post(app.url, initialize(version), mine)).text).result.protocolVersion).toBe(
        '2025-11-25',
      );
    const late = await post(app.url, request('ping'), { ...mine, 'mcp-protocol-version': '2024-11-05' });
    expect(late.status).toBe(400);
    expect(errorOf(late.text).error.message).toContain('2025-06-18');
  });

  it('knows no method but its own, and no tool but its own', async () => {
    for (const method of ['tools/remove', 'resources/list', 'prompts/list', 'logging/setLevel', '__proto__', '']) {
      const { status, text } = await post(app.url, request(method, {}), mine);
      expect([method, status, errorOf(text).error.code]).toEqual([method, 200, -32601]);
    }
    for (const name of ['propose_nothing', 'constructor', ''])
      expect(errorOf((await post(app.url, request('tools/call', { name }), mine)).text).error.code).toBe(-32602);
    for (const method of ['tools/call', 'initialize']) {
      const { text } = await post(app.url, request(method, { name: 7, cursor: 7 }, 'odd'), mine);
      expect(errorOf(text)).toMatchObject({ id: 'odd', error: { code: -32602 } });
    }
  });
});

describe('what is no message', () => {
  it.each([
    ['no JSON', '{"jsonrpc":"2.0",', -32700],
    ['nothing', '', -32700],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), -32700],
    ['a batch', `[${request('ping')},${request('ping', {}, 2)}]`, -32600],
    ['an empty batch', '[]', -32600],
    ['a number', '7', -32600],
    ['null', 'null', -32600],
    ['a message of JSON-RPC 1', '{"id":1,"method":"ping"}', -32600],
    ['a request with null as its id', '{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600],
    ['a deep one', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, -32600],
  ])('%s is refused as JSON-RPC says', async (_, body, code) => {
    const { status, text } = await post(app.url, body, mine);
    expect(status).toBe(400);
    expect(errorOf(text)).toMatchObject({ jsonrpc: '2.0', id: null, error: { code } });
  });

  it('a huge one is refused before it is read, and the door lives on', async () => {
    const { status, text } = await post(app.url, request('ping', { text: 'x'.repeat(2_000_000) }), mine);
    expect([status, errorOf(text).id]).toEqual([413, null]);
    expect((await post(app.url, request('ping'), mine)).status).toBe(200);
  });

  it('is neither what comes as something else, nor asked for as something else', async () => {
    expect((await post(app.url, request('ping'), { ...mine, 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(app.url, request('ping'), { ...mine, accept: 'text/html' })).status).toBe(406);
    for (const method of ['GET', 'DELETE']) {
      const answer = await app.request('/mcp', { method, headers: { accept: 'text/event-stream' } });
      expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, 'POST']);
      await answer.text();
    }
  });
});

describe('who may not come in', () => {
  it('hears that a token is needed, or that this one is none any more', async () => {
    const { token, secret } = await app.client.call('addToken', {
      body: { name: 'soon gone', scopes: ['read'], days: 1 },
    });
    const revoked = await app.client.call('addToken', { body: { name: 'revoked', scopes: ['read'] } });
    expect((await post(app.url, request('ping'), { authorization: `Bearer ${secret}` })).status).toBe(200);
    await owner.query("update auth.token set expires_at = now() - interval '1 second' where token_id = $1", [token.id]);
    await app.client.call('revokeToken', { params: { id: revoked.token.id } });
    const none = await post(app.url, request('ping'));
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="ViTo"']);
    expect(errorOf(none.text).error.message).toContain('npx vito tokens add');
    for (const bearer of ['wrong', secret, revoked.secret]) {
      const { status, headers, text } = await post(app.url, request('ping'), { authorization: `Bearer ${bearer}` });
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="ViTo", error="invalid_token"']);
      expect(text).not.toContain(bearer);
    }
    await expect(connected(app.url, 'wrong')).rejects.toThrow();
  });

  it('is a browser with its cookie, and a page of another site, even with a token', async () => {
    expect((await post(app.url, request('ping'), { cookie: `vito_session=${app.token}` })).status).toBe(401);
    const elsewhere = await post(app.url, request('ping'), { ...mine, origin: 'https://elsewhere.example' });
    expect(elsewhere.status).toBe(403);
    expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
    expect((await post(app.url, request('ping'), { ...mine, origin: app.url })).status).toBe(200);
  });

  it('is whoever calls this machine by a name of his own', async () => {
    const { port } = new URL(app.url);
    const named = httpRequest(`${app.url}/mcp`, {
      method: 'POST',
      headers: { ...mine, host: `rebound.example:${port}`, origin: `http://rebound.example:${port}` },
    });
    named.end(request('ping'));
    const [answer] = await once(named, 'response');
    expect(answer.statusCode).toBe(403);
    answer.resume();
  });
});

describe('who goes away', () => {
  /** Holds every call that reads commitments until it is let go. */
  async function held<T>(during: (waiting: (count: number) => Promise<unknown>) => Promise<T>): Promise<T> {
    const waiting = (count: number) =>
      until(`${count} that wait for the lock`, async () => {
        const { rows } = await owner.query(
          "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        );
        return rows[0].n === count;
      });
    const lock = new pg.Client({ connectionString: app.ownerUrl });
    await lock.connect();
    await lock.query('begin; lock table vito.commitment in access exclusive mode');
    try {
      return await during(waiting);
    } finally {
      await lock.end();
    }
  }
  const list = request('tools/call', { name: 'list_commitments', arguments: {} }, 7);

  it('by cancelling is let go at once, and the client goes on with the next call', async () => {
    const client = await connected(app.url, app.token);
    await held(async (waiting) => {
      const stop = new AbortController();
      const call = client.callTool({ name: 'list_commitments' }, undefined, { signal: stop.signal });
      call.catch(() => {});
      await waiting(1);
      stop.abort('no longer needed');
      await expect(call).rejects.toThrow('no longer needed');
      expect(await namesOf(client)).toContain('timeline'); // while the other still waits
    });
    expect((await called(client, 'list_commitments')).told).toMatchObject({ commitments: [] });
    await client.close();
  });

  it('by hanging up leaves nothing behind: no answer is written, no fault logged, and the door lives on', async () => {
    await held(async (waiting) => {
      const stop = new AbortController();
      const headers = { ...mine, accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
      const sent = fetch(`${app.url}/mcp`, { method: 'POST', headers, body: list, signal: stop.signal });
      sent.catch(() => {});
      await waiting(1);
      stop.abort();
      await expect(sent).rejects.toThrow();
    });
    expect((await post(app.url, list, mine)).status).toBe(200);
    expect(app.lines.filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
  });
});

describe('several servers', () => {
  it('serve one client between them, since none of them keeps anything of it', async () => {
    const { createServer } = await import('../../../src/api/server.js');
    const other = await createServer(app.app.services);
    try {
      const second = await other.listen({ host: '127.0.0.1', port: 0 });
      const asked: string[] = [];
      const alternating = (url: string | URL, init?: RequestInit) => {
        const base = asked.length % 2 === 0 ? app.url : second;
        asked.push(base);
        return fetch(new URL(new URL(url).pathname, base), init);
      };
      const client = await connected(app.url, app.token, alternating);
      for (let i = 0; i < 4; i++) expect((await called(client, 'timeline')).isError).toBe(false);
      expect(new Set(asked).size).toBe(2);
      await client.close();
      expect((await createClient({ baseUrl: second, token: app.token }).call('getMe')).tenantId).toBe(app.tenant);
    } finally {
      await other.close();
    }
  });
});
