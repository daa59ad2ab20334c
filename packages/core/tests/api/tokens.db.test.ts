// Tokens: what each scope opens and what it does not, on every route; their end; and that a token is no more than it says.
import { once } from 'node:events';
import { createClient, RequestFailed } from '@vito/contracts/client';
import { newId } from '@vito/contracts/ids';
import type { Route } from '@vito/contracts/routes';
import { type Scope, scopeOf, scopes } from '@vito/contracts/scope';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { allRoutes } from '../../src/api/openapi.js';
import { openTestApp, type TestApp } from '../setup/app.js';

let app: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  app = await openTestApp({ roles: { api: true, worker: false } });
  owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await app.close();
});

const make = (held: Scope[], days?: number) =>
  app.client.call('addToken', {
    body: { name: `for ${held}`, scopes: held, ...(days === undefined ? {} : { days }) },
  });
const as = (token: string) => createClient({ baseUrl: app.url, token });
const problemOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no problem',
    (error: unknown) => (error instanceof RequestFailed ? error.problem : error),
  );

/** Any address of a route: what it names is not there. */
const addressOf = ({ path }: Route) =>
  path.replace(/:(\w+)/g, (_, name) => (name === 'page' ? '1' : newId('document')));
const guarded = allRoutes().flatMap(([name, route]) => {
  const scope = scopeOf(route);
  return scope === null ? [] : [{ name, route, scope }];
});
const call = (route: Route, token: string) =>
  fetch(`${app.url}${addressOf(route)}`, { method: route.method, headers: { authorization: `Bearer ${token}` } });

async function knock(token: string): Promise<number | 'open'> {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/v1/timeline/live`, {
    headers: { authorization: `Bearer ${token}` },
  });
  try {
    return await Promise.race([
      once(socket, 'open').then(() => 'open' as const),
      once(socket, 'unexpected-response').then(([, answer]) => answer.statusCode as number),
    ]);
  } finally {
    socket.on('error', () => {});
    socket.terminate();
  }
}

describe('a scope', () => {
  it('is asked of every route: read to look, manage to change, manage for what lets one look on or shows secrets', () => {
    const unusual = guarded.filter(({ route, scope }) => scope !== (route.method === 'GET' ? 'read' : 'manage'));
    expect(unusual.map(({ name, scope }) => `${name} ${scope}`).sort()).toEqual([
      'decideGate decide',
      'getCalendarLink manage',
      'getPayload manage',
      'listDeadWork manage',
      'listTokens manage',
      'requestRun propose',
    ]);
  });

  it.each(scopes)('%s opens its own routes and no other; what is refused names the missing one', async (held) => {
    const { secret } = await make([held]);
    for (const { name, route, scope } of guarded) {
      if (name === 'signOut' && held === 'manage') continue; // it would revoke itself
      const answer = await call(route, secret);
      const said = await answer.text();
      if (held === scope || held === 'manage') expect([name, answer.status]).not.toEqual([name, 403]);
      else {
        expect([name, answer.status]).toEqual([name, 403]);
        expect(JSON.parse(said)).toMatchObject({
          code: 'forbidden',
          detail: `this token lacks the scope \`${scope}\``,
        });
      }
    }
  });

  it('is asked of the live timeline as well', async () => {
    const [reading, deciding] = [await make(['read']), await make(['propose', 'decide'])];
    expect(await knock(reading.secret)).toBe('open');
    expect(await knock(deciding.secret)).toBe(403);
    const stream = (token: string) =>
      fetch(`${app.url}/v1/timeline/stream`, { headers: { authorization: `Bearer ${token}` } });
    expect((await stream(deciding.secret)).status).toBe(403);
    const open = await stream(reading.secret);
    expect(open.status).toBe(200);
    await open.body?.cancel();
  });

  it('that this build does not know gives nothing', async () => {
    const { token, secret } = await make(['read']);
    await owner.query("update auth.token set scopes = '{admin}' where token_id = $1", [token.id]);
    expect(await problemOf(as(secret).call('getMe'))).toMatchObject({ code: 'forbidden' });
  });
});

describe('a token', () => {
  it('is told once, and stands in the list without its secret, which is nowhere else', async () => {
    const { token, secret } = await make(['read', 'propose', 'read'], 30);
    expect(secret).toMatch(/^vito_[\w-]{32}$/);
    expect(token).toMatchObject({ name: 'for read,propose,read', scopes: ['read', 'propose'], usedOn: null });
    const days = (Date.parse(token.expiresAt ?? '') - Date.parse(token.createdAt)) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    expect((await app.client.call('listTokens')).items[0]).toEqual(token);
    const { rows } = await owner.query('select t::text as row from auth.token t');
    expect(JSON.stringify(rows)).not.toContain(secret.slice(5));
    expect(app.lines.join('\n')).not.toContain(secret.slice(5));
  });

  it('says on which day it was last used', async () => {
    const { token, secret } = await make(['read']);
    const used = async () => (await app.client.call('listTokens')).items.find(({ id }) => id === token.id)?.usedOn;
    expect(await used()).toBeNull();
    await as(secret).call('getMe');
    const { rows } = await owner.query("select to_char(now() at time zone 'utc', 'YYYY-MM-DD') as today");
    expect(await used()).toBe(rows[0].today);
    await owner.query("update auth.token set used_on = '2020-01-01' where token_id = $1", [token.id]);
    await as(secret).call('getMe');
    expect(await used()).toBe(rows[0].today);
  });

  it('that has expired or was revoked lets nobody in, and says so', async () => {
    const [old, gone] = [await make(['read'], 1), await make(['read'])];
    await owner.query("update auth.token set expires_at = now() - interval '1 second' where token_id = $1", [
      old.token.id,
    ]);
    await app.client.call('revokeToken', { params: { id: gone.token.id } });
    for (const { secret } of [old, gone]) {
      expect(await problemOf(as(secret).call('getMe'))).toMatchObject({
        code: 'unauthenticated',
        detail: expect.stringContaining('expired'),
      });
    }
    const left = (await app.client.call('listTokens')).items.map(({ id }) => id);
    expect(left).toContain(old.token.id);
    expect(left).not.toContain(gone.token.id);
    expect(await problemOf(app.client.call('revokeToken', { params: { id: gone.token.id } }))).toMatchObject({
      code: 'not-found',
    });
  });

  it('that is revoked ends what it had open', async () => {
    const { token, secret } = await make(['read']);
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/v1/timeline/live`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    await once(socket, 'open');
    const closed = once(socket, 'close');
    socket.send(JSON.stringify({ type: 'resume', after: 0 }));
    await once(socket, 'message');
    await app.client.call('revokeToken', { params: { id: token.id } });
    expect((await closed)[0]).toBe(4401);
  });

  it('can end itself where it may do everything', async () => {
    const { secret } = await make(['manage']);
    await as(secret).call('signOut');
    expect(await problemOf(as(secret).call('getMe'))).toMatchObject({ code: 'unauthenticated' });
  });

  it('of another company is neither seen nor ended, whoever asks', async () => {
    const stranger = await app.stranger();
    const { token, secret } = await stranger.client.call('addToken', { body: { name: 'Theirs', scopes: ['manage'] } });
    expect((await app.client.call('listTokens')).items.map(({ id }) => id)).not.toContain(token.id);
    expect(await problemOf(app.client.call('revokeToken', { params: { id: token.id } }))).toMatchObject({
      code: 'not-found',
    });
    expect((await as(secret).call('getMe')).tenantId).toBe(stranger.tenant);
  });

  it('needs a name and a scope that there is, and there are no more than a hundred', async () => {
    for (const body of [
      { name: ' ', scopes: ['read'] },
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['admin'] },
      { name: 'x', scopes: ['read'], days: 0 },
      { name: 'x', scopes: ['read'], days: 99_999 },
    ]) {
      const answer = await app.request('/v1/tokens', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(400);
    }
    const stranger = await app.stranger();
    const adding = () => stranger.client.call('addToken', { body: { name: 'one more', scopes: ['read'] } });
    for (let i = 0; i < 100; i++) await adding();
    expect(await problemOf(adding())).toMatchObject({ code: 'conflict' });
  });
});
