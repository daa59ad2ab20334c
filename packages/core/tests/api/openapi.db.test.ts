// What the API says of itself: OpenAPI that holds together, answers that are what it says, the reference, metrics, health.
import { newId } from '@vito/contracts/ids';
import type { Route } from '@vito/contracts/routes';
import { scopes } from '@vito/contracts/scope';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRoutes } from '../../src/api/openapi.js';
import { fixtures } from '../connect/sync/little.js';
import { openTestApp, type TestApp } from '../setup/app.js';
import { doorIds } from '../setup/doors.js';
import { mailOf } from '../setup/mails.js';

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  security?: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { required: boolean; content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
}
interface Description {
  openapi: string;
  info: { title: string; version: string; license: { identifier: string } };
  security: Record<string, unknown>[];
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
  paths: Record<string, Record<string, Operation>>;
}

let app: TestApp;
let described: Description;
let mail = '';
let doors: Awaited<ReturnType<typeof doorIds>>;
beforeAll(async () => {
  app = await openTestApp({ allowPrivateAddresses: true, taps: [fixtures] });
  doors = await doorIds(app);
  described = await (await fetch(`${app.url}/openapi.json`)).json();
  const body = { name: 'Bo Reed', addresses: ['bo@reed.example'], organisation: null, zone: 'Europe/Berlin' };
  await app.client.call('putMe', { body });
  const attachments = [{ name: 'note.txt', mediaType: 'text/plain', bytes: Buffer.from('a note') }];
  mail = await app.put('mail.eml', mailOf({ attachments }));
  await app.put('empty.txt', '');
  await app.settled();
});
afterAll(() => app.close());

const routes = allRoutes();
const operations = () =>
  Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

/** Everything in a value that `pick` gives something for, however deep. */
function everything<T>(value: unknown, pick: (item: Record<string, unknown>) => T | undefined): T[] {
  if (Array.isArray(value)) return value.flatMap((item) => everything(item, pick));
  if (value === null || typeof value !== 'object') return [];
  const own = pick(value as Record<string, unknown>);
  return [...(own === undefined ? [] : [own]), ...Object.values(value).flatMap((item) => everything(item, pick))];
}

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 of this version, and knows its security schemes', () => {
    expect(described).toMatchObject({ openapi: '3.1.0', info: { title: 'ViTo', version: '0.0.0-test' } });
    const schemes = Object.keys(described.components.securitySchemes);
    expect(described.security.flatMap((need) => Object.keys(need)).sort()).toEqual(schemes.sort());
  });

  it('holds every route of the contract, and none besides', () => {
    const told = operations().map(({ method, path }) => `${method} ${path}`);
    const wanted = routes.map(([, { method, path }]) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(told.sort()).toEqual(wanted.sort());
  });

  it('names every operation once, with a summary, a tag and what it answers', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations()) {
      expect(operation.operationId).toMatch(/^[a-z]\w+$/);
      expect(operation.summary).toMatch(/\.$/);
      expect(operation.tags).toHaveLength(1);
      expect(Object.keys(operation.responses).sort()).toEqual([expect.stringMatching(/^20[0124]$/), 'default']);
      expect(operation.responses.default?.content).toHaveProperty(['application/problem+json']);
      for (const response of Object.values(operation.responses)) expect(response.description).not.toBe('');
    }
  });

  it('declares every parameter of a path, required, and each once', () => {
    for (const { path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name).sort()).toEqual(inPath.sort());
      expect(declared.every(({ required }) => required)).toBe(true);
      const all = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
      expect(new Set(all).size).toBe(all.length);
      for (const { schema } of operation.parameters) expect(schema).toBeTypeOf('object');
    }
  });

  it('gives a body to what takes one, and none to GET and DELETE', () => {
    for (const { method, operation } of operations()) {
      if (method === 'GET' || method === 'DELETE') expect(operation).not.toHaveProperty('requestBody');
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) expect(schema).toBeTypeOf('object');
    }
    const upload = operations().find(({ operation }) => operation.operationId === 'postDocument');
    expect(Object.keys(upload?.operation.requestBody?.content ?? {})).toContain('multipart/form-data');
  });

  it('names the scope that each operation needs of a token, and none where nobody signs in', () => {
    for (const { method, operation } of operations()) {
      const [session, token] = operation.security as Record<string, string[]>[];
      const [, route] = routes.find(([name]) => name === operation.operationId) ?? [];
      if (route?.access === 'open') expect(operation.security).toEqual([]);
      else expect(session).toEqual({ session: [] });
      if (route?.access === 'owner')
        expect(token).toEqual({ token: [route.scope ?? (method === 'GET' ? 'read' : 'manage')] });
    }
    const scheme = described.components.securitySchemes.token as { description: string };
    for (const scope of scopes) expect(scheme.description).toContain(`\`${scope}\``);
  });

  it('refers to nothing that is not in it', () => {
    const refs = everything(described, (item) => (typeof item.$ref === 'string' ? item.$ref : undefined));
    expect(refs.length).toBeGreaterThan(0);
    for (const ref of refs) {
      expect(ref).toMatch(/^#\//);
      const found = ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], described);
      expect(found, ref).toBeTypeOf('object');
    }
  });

  it('has schemas whose required fields are among their properties', () => {
    const schemas = everything(described, (item) =>
      Array.isArray(item.required) && item.properties ? item : undefined,
    );
    expect(schemas.length).toBeGreaterThan(20);
    for (const { required, properties } of schemas as { required: string[]; properties: object }[]) {
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(required));
    }
  });
});

describe('answers', () => {
  const gets = routes.filter(([, route]) => route.method === 'GET' && route.answer !== null);

  it.each(gets)('of %s are what the contract says, and nothing more', async (name, route: Route) => {
    const { items } = await app.client.call('listCommitments');
    expect(items.length).toBeGreaterThan(0);
    if (name === 'getPage') return; // has its own test below: mails have no pages
    const path = route.path
      .replace('/documents/:id', `/documents/${mail}`)
      .replace('/commitments/:id', `/commitments/${items[0]?.id}`)
      .replace('/people/:id', `/people/${items[0]?.debtorId}`)
      .replace('/sources/:id', `/sources/${doors.source}`)
      .replace('/payloads/:id', `/payloads/${doors.payload}`)
      .replace('/facts/:id', `/facts/${doors.fact}`)
      .replace('/endpoints/:id', `/endpoints/${doors.endpoint}`)
      .replace('/sendings/:id', `/sendings/${doors.sending}`)
      .replace('/connections/:id', `/connections/${doors.connection}`)
      .replace('/syncs/:id', `/syncs/${doors.run}`)
      .replace('/files/:id', `/files/${doors.file}`)
      .replace('/runs/:id', `/runs/${doors.playbookRun}`);
    // Those that look for something must be told what.
    const asks = route.query !== undefined && 'q' in route.query.shape;
    const answer = await app.request(asks ? `${path}?q=forecast` : path);
    expect(answer.status).toBe(route.status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    const body = await answer.json();
    expect(route.answer?.parse(body)).toEqual(body);
  });

  it('never stay in a cache, since they are of one person', async () => {
    expect((await app.request('/v1/me')).headers.get('cache-control')).toBe('no-store');
  });

  it('of a refusal are problem details with its status', async () => {
    const answer = await app.request(`/v1/documents/${newId('document')}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = await answer.json();
    expect(problem).toMatchObject({
      type: 'urn:vito:problem:not-found',
      status: 404,
      code: 'not-found',
      retry: 'never',
    });
  });
});

describe('/docs', () => {
  it('shows every route, and needs no script', async () => {
    const answer = await fetch(`${app.url}/docs`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    const page = await answer.text();
    for (const [, { method, path }] of routes) expect(page).toContain(`<b>${method}</b><code>${path}</code>`);
    expect(page).not.toContain('<script');
  });
});

describe('for those who run it', () => {
  it('/metrics is what Prometheus reads, without any id in it', async () => {
    const answer = await fetch(`${app.url}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(/^(|# (HELP|TYPE) \w+ .+|[a-zA-Z_:]\w*(\{(\w+="[^"]*",?)*\})? (-?[\d.e+-]+|\+Inf|NaN))$/);
    }
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    expect(value('vito_outbox_events')).toBe(0);
    expect(value('vito_commits_total')).toBeGreaterThan(3);
    expect(value('vito_events_sequenced_total')).toBe((await app.client.call('getStatus')).seq);
    expect(text).toContain('route="/v1/documents/:id"');
    expect(text).not.toMatch(/(doc|cmt|evt|act)_[0-9a-z]{26}/);
    expect(text).not.toContain(app.tenant);
  });

  it('/metrics says how many months of events have their place ahead of time, and when none has', async () => {
    const ahead = async () =>
      Number(/^vito_event_months_ahead (\d+)$/m.exec(await (await fetch(`${app.url}/metrics`)).text())?.[1]);
    expect(await ahead()).toBe(3);
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    const months = "select relname from pg_class where relname ~ '^events_\\d{4}_\\d{2}$' order by 1 offset 1";
    for (const { relname } of (await owner.query(months)).rows) await owner.query(`drop table vito.${relname}`);
    expect(await ahead()).toBe(0);
    await owner.query('select vito.make_partitions(3)');
    await owner.end();
    expect(await ahead()).toBe(3);
  });

  it('/v1/status counts what there is', async () => {
    expect(await app.client.call('getStatus')).toMatchObject({
      version: '0.0.0-test',
      queue: 'postgres',
      unsequenced: 0,
      work: { waiting: 0, dead: 0 },
      documents: 3,
      model: null,
    });
  });

  it('dead work is listed, can be tried again, and then is done', async () => {
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    try {
      const { rows } = await owner.query(
        "select * from vito.event_seq where type = 'document.read' and tenant_id = $1 limit 1",
        [app.tenant],
      );
      const { stream, version, event_id, recorded_at } = rows[0];
      await owner.query(
        `insert into vito.work (tenant_id, subscription, event_id, stream, version, recorded_at, error, attempts, dead_at)
         values ($1, 'extract-commitments', $2, $3, $4, $5, 'unavailable: it was away', 8, now())`,
        [app.tenant, event_id, stream, version, recorded_at],
      );
      const { items } = await app.client.call('listDeadWork');
      expect(items).toMatchObject([
        { subscription: 'extract-commitments', eventId: event_id, attempts: 8, error: 'unavailable: it was away' },
      ]);
      await app.client.call('retryDeadWork', { params: { subscription: 'extract-commitments', event: event_id } });
      await app.settled();
      expect((await app.client.call('listDeadWork')).items).toEqual([]);
    } finally {
      await owner.end();
    }
  });

  it('an event can be looked into, and that somebody looked is in the log', async () => {
    const { entries } = await app.client.call('getTimeline', { query: { after: 0 } });
    const entry = entries.find(({ type }) => type === 'document.received');
    const shown = await app.client.call('revealEvent', { params: { id: entry?.eventId ?? '' } });
    expect(shown).toMatchObject({ type: 'document.received', secret: { name: 'mail.eml' } });
    await app.settled();
    const { entries: after } = await app.client.call('getTimeline');
    expect(after[0]).toMatchObject({
      type: 'company.event-revealed',
      actor: { kind: 'person', id: app.account, name: 'Bo Reed' },
    });
  });

  it('/healthz and /readyz say that all is well', async () => {
    expect(await (await fetch(`${app.url}/healthz`)).json()).toEqual({ status: 'live' });
    const ready = await fetch(`${app.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: 'ready', checks: { database: 'ok', migrations: 'ok', queue: 'ok' } });
  });

  it('nothing of all that was worth a warning', () => {
    expect(app.lines.filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
  });
});
