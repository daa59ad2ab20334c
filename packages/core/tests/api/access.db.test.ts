// Who gets in, from where, and to what: over real HTTP and sockets, on every route of the contract.

import { once } from 'node:events';
import type { CommitmentView } from '@vito/contracts/commitment';
import { commitmentVerbs } from '@vito/contracts/commitment';
import { Problem } from '@vito/contracts/failure-code';
import { newId } from '@vito/contracts/ids';
import type { Route } from '@vito/contracts/routes';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { allRoutes } from '../../src/api/openapi.js';
import { fixtures } from '../connect/sync/little.js';
import { openTestApp, type Person, type TestApp } from '../setup/app.js';
import { doorIds } from '../setup/doors.js';
import { propose, readStory } from '../setup/stories.js';

let app: TestApp;
let owner: pg.Client;
let stranger: Person;
/** Of the first company: one of everything that has an id. */
const nobody = `per_${'0'.repeat(26)}`;
const ids = {
  document: '',
  commitment: '',
  event: '',
  person: '',
  source: '',
  payload: '',
  fact: '',
  endpoint: '',
  sending: '',
  connection: '',
  run: '',
  file: '',
  token: '',
  playbookRun: '',
  toolServer: '',
};
let before: { commitment: CommitmentView };
let deadBefore: unknown;
const secrets = ['Ada Quill', 'ada@quill.example', 'drawings', 'letter.eml'];

beforeAll(async () => {
  app = await openTestApp({ allowPrivateAddresses: true, taps: [fixtures] });
  stranger = await app.stranger();
  owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  const ctx = { tenant: app.tenant, actor: { kind: 'person', id: app.account, name: null } } as const;
  const { store } = app.app.services;
  ids.document = await readStory(store, ctx);
  ids.commitment = await propose(store, ctx, ids.document);
  ids.event = (await store.readStream(app.tenant, ids.commitment))[0]?.id ?? '';
  await app.settled();
  before = await app.client.call('getCommitment', { params: { id: ids.commitment } });
  Object.assign(ids, await doorIds(app), { toolServer: newId('toolServer') });
  ids.token = (await app.client.call('addToken', { body: { name: 'Ours', scopes: ['read'] } })).token.id;
  ids.person = before.commitment.debtorId ?? before.commitment.creditorId ?? nobody;
  await owner.query(
    `insert into vito.work (tenant_id, subscription, event_id, stream, version, recorded_at, error, dead_at)
     values ($1, 'read-document', $2, 'x', 1, now(), 'crashed: it broke', now())`,
    [app.tenant, ids.event],
  );
  deadBefore = (await app.client.call('listDeadWork')).items.find(({ eventId }) => eventId === ids.event);
  expect(deadBefore).toBeDefined();
});
afterAll(async () => {
  await owner.end();
  await app.close();
});

/** A route's address with ids of the first company in it. */
const addressOf = (route: Route): string =>
  route.path
    .replace('/documents/:id', `/documents/${ids.document}`)
    .replace('/commitments/:id', `/commitments/${ids.commitment}`)
    .replace('/people/:id', `/people/${ids.person}`)
    .replace('/sources/:id', `/sources/${ids.source}`)
    .replace('/payloads/:id', `/payloads/${ids.payload}`)
    .replace('/facts/:id', `/facts/${ids.fact}`)
    .replace('/endpoints/:id', `/endpoints/${ids.endpoint}`)
    .replace('/sendings/:id', `/sendings/${ids.sending}`)
    .replace('/connections/:id', `/connections/${ids.connection}`)
    .replace('/syncs/:id', `/syncs/${ids.run}`)
    .replace('/files/:id', `/files/${ids.file}`)
    .replace('/runs/:id', `/runs/${ids.playbookRun}`)
    .replace('/gates/:step', '/gates/answer')
    .replace('/playbooks/:name', '/playbooks/ours')
    .replace('/tool-servers/:id', `/tool-servers/${ids.toolServer}`)
    .replace('/tokens/:id', `/tokens/${ids.token}`)
    .replace('/events/:id', `/events/${ids.event}`)
    .replace(':subscription/:event', `read-document/${ids.event}`)
    .replace(':page', '1')
    .replace(':table', '1')
    .replace(':secret', 'guessed.ics');

const bodies: Record<string, unknown> = {
  ...Object.fromEntries(Object.keys(commitmentVerbs).map((verb) => [`${verb}Commitment`, {}])),
  renegotiateCommitment: { due: '2026-04-01' },
  delegateCommitment: { debtor: { name: 'Mallory', address: null, organisation: null } },
  correctCommitment: { action: 'nothing at all' },
  mergeWho: { into: nobody },
  splitWho: { part: nobody },
  renameWho: { name: 'Mallory' },
  aliasWho: { alias: 'Mallory' },
  setOrganisation: { organisation: null },
  setUs: {},
  undoDirectory: {},
  signIn: { token: 'guessed' },
  changeSource: { paused: true },
  rotateSourceSecret: {},
  previewMapping: { mapping: null },
  replaySource: {},
  changeEndpoint: { name: 'Mallory' },
  rotateEndpointSecret: {},
  changeConnection: { command: 'sh' },
  chooseStreams: { streams: [{ name: 'people', mode: 'full' }] },
  setStreamMapping: { stream: 'people', mapping: null },
  previewStreamMapping: { stream: 'people', mapping: 'data' },
  replayMapping: {},
  previewTable: {},
  importTable: { stream: 'rows' },
  requestSync: {},
  switchPlaybook: { on: true },
  signalRun: { name: 'answered' },
  forkRun: { step: 'answer' },
  moveRun: { number: 1 },
  decideGate: { decision: 'rejected', hash: '' },
  setTool: { tool: 'any', off: true },
  replayEndpoint: { since: '2020-01-01T00:00:00Z' },
  putApprovers: { addresses: ['mallory@elsewhere.example'] },
  putMe: { name: 'Mallory', addresses: [], organisation: null, zone: 'UTC' },
};

function call(name: string, route: Route, headers: Record<string, string>): Promise<Response> {
  const body = name in bodies ? JSON.stringify(bodies[name]) : undefined;
  return fetch(`${app.url}${addressOf(route)}`, {
    method: route.method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body }),
  });
}

/** The HTTP status with which a socket is refused, or `open`. */
async function knock(headers: Record<string, string>): Promise<number | 'open'> {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/v1/timeline/live`, { headers });
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

const signIn = async (token: string) =>
  fetch(`${app.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });

/** A fresh link's token. */
const linkToken = async () => {
  const { path } = await app.client.call('makeSignInLink');
  return new URL(path, app.url).searchParams.get('token') ?? '';
};

/** A browser's cookie, by a fresh link. */
async function cookie(): Promise<string> {
  const answer = await signIn(await linkToken());
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

const owned = allRoutes().filter(([, route]) => route.access === 'owner');
const open = allRoutes().filter(([, route]) => route.access === 'open');

describe('without a sign-in', () => {
  it('only signing in, the links of the calendar and of mails, and the door of webhooks, which has keys of its own, are open', () => {
    const names = ['decideGateLink', 'getCalendar', 'postHook', 'signIn', 'viewGateLink'];
    expect(open.map(([name]) => name).sort()).toEqual(names);
  });

  it.each(owned)('%s is refused', async (name, route) => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { cookie: 'vito_session=wrong' }] as Record<
      string,
      string
    >[]) {
      const answer = await call(name, route, headers);
      expect(answer.status).toBe(401);
      expect(Problem.parse(await answer.json()).code).toBe('unauthenticated');
    }
  });

  it('the live timeline is refused, as socket and as stream', async () => {
    expect(await knock({})).toBe(401);
    expect(await knock({ authorization: 'Bearer wrong' })).toBe(401);
    expect((await fetch(`${app.url}/v1/timeline/stream`)).status).toBe(401);
  });

  it('whoever runs it can look whether it lives, and anybody can read the reference', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs']) {
      expect((await fetch(`${app.url}${path}`)).status).toBe(200);
    }
  });
});

describe('a sign-in link', () => {
  it('gives a session cookie that no script and no other site can use', async () => {
    const answer = await signIn(await linkToken());
    expect(answer.status).toBe(204);
    const set = answer.headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^vito_session=[\w-]{32,}; /);
    expect(set.split('; ')).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']));
    const me = await fetch(`${app.url}/v1/me`, { headers: { cookie: set.split(';')[0] ?? '' } });
    expect((await me.json()).tenantId).toBe(app.tenant);
  });

  it('is refused when it is expired or was never made', async () => {
    const token = await linkToken();
    await owner.query("update auth.sign_in_link set expires_at = now() - interval '1 second'");
    for (const wrong of [token, 'guessed']) {
      const answer = await signIn(wrong);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(Problem.parse(await answer.json()).detail).toContain('vito status --link');
    }
  });

  it('leads to a session that ends with signing out', async () => {
    const session = await cookie();
    const ended = await fetch(`${app.url}/v1/session`, { method: 'DELETE', headers: { cookie: session } });
    expect(ended.status).toBe(204);
    expect(ended.headers.get('set-cookie')).toMatch(/^vito_session=; .*Max-Age=0/);
    expect((await fetch(`${app.url}/v1/me`, { headers: { cookie: session } })).status).toBe(401);
    expect((await app.request('/v1/me')).status).toBe(200); // another session goes on
  });

  it('leads to a session that ends by itself', async () => {
    const token = await app.app.services.access.makeSession(app.account, 'browser', 0);
    expect((await fetch(`${app.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });
});

describe('a page of another site', () => {
  const elsewhere = { origin: 'https://elsewhere.example' };
  const changing = owned.filter(([, route]) => route.method !== 'GET');

  it.each(changing)('cannot use the cookie for %s', async (name, route) => {
    for (const origin of [elsewhere.origin, 'null']) {
      const answer = await call(name, route, { cookie: await cookie(), origin });
      expect(answer.status).toBe(403);
      expect(Problem.parse(await answer.json()).code).toBe('forbidden');
    }
  });

  it('cannot open a socket with it, and our own page can', async () => {
    expect(await knock({ cookie: await cookie(), ...elsewhere })).toBe(403);
    expect(await knock({ cookie: await cookie(), origin: app.url })).toBe('open');
  });

  it('cannot read an answer, since no header allows it', async () => {
    const answer = await fetch(`${app.url}/v1/me`, { headers: { cookie: await cookie(), ...elsewhere } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('another company', () => {
  const withId = owned.filter(([, route]) => route.path.includes(':'));

  it.each(withId)('finds nothing with our ids by %s', async (name, route) => {
    const answer = await call(name, route, { authorization: `Bearer ${stranger.token}` });
    const said = await answer.text();
    expect(answer.status).toBe(404);
    expect(Problem.parse(JSON.parse(said)).code).toBe('not-found');
    for (const secret of secrets) expect(said).not.toContain(secret);
  });

  it('finds empty lists', async () => {
    const { client } = stranger;
    expect((await client.call('listDocuments')).items).toEqual([]);
    expect((await client.call('listCommitments')).items).toEqual([]);
    expect((await client.call('listCommitments', { query: { document: ids.document } })).items).toEqual([]);
    expect((await client.call('listPeople')).items).toEqual([]);
    for (const list of [
      'listSources',
      'listPayloads',
      'listEndpoints',
      'listSendings',
      'listConnections',
      'listTokens',
    ] as const)
      expect((await client.call(list)).items).toEqual([]);
    expect((await client.call('listDeadWork')).items).toEqual([]);
    expect((await client.call('getTimeline', { query: { after: 0 } })).entries).toEqual([]);
    expect((await client.call('suggestMe')).people).toEqual([]);
    expect(await client.call('getMe')).toMatchObject({ tenantId: stranger.tenant, documents: 0, profile: null });
    expect(await client.call('getStatus')).toMatchObject({ documents: 0, commitments: 0, work: { dead: 0 } });
  });

  it('changed nothing of ours with all that', async () => {
    expect(await app.client.call('getCommitment', { params: { id: ids.commitment } })).toEqual(before);
    expect((await app.client.call('listDeadWork')).items).toContainEqual(deadBefore);
    expect((await app.client.call('getMe')).profile).toBeNull();
    expect((await app.client.call('listTokens')).items.map(({ id }) => id)).toEqual([ids.token]);
  });
});

describe('behind a proxy', () => {
  it('our own page is told by the public address, and the cookie travels enciphered only', async () => {
    const proxied = await openTestApp({ publicUrl: 'https://vito.example' });
    try {
      const { path } = await proxied.client.call('makeSignInLink');
      const token = new URL(path, 'http://h').searchParams.get('token');
      const json = { 'content-type': 'application/json' };
      const answer = await fetch(`${proxied.url}/v1/session`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ token }),
      });
      const set = answer.headers.get('set-cookie') ?? '';
      expect(set.split('; ')).toContain('Secure');
      const change = (origin: string) =>
        fetch(`${proxied.url}/v1/sign-in-link`, {
          method: 'POST',
          headers: { cookie: set.split(';')[0] ?? '', origin },
        });
      expect((await change('https://vito.example')).status).toBe(201);
      expect((await change('https://elsewhere.example')).status).toBe(403);
      expect((await change('http://vito.example')).status).toBe(403);
    } finally {
      await proxied.close();
    }
  });
});
