// Between the door and the events: what was accepted waits in the inbox, on the disk and sealed, until a worker unpacks it.
import { randomBytes } from 'node:crypto';
import type { SourceView } from '@vito/contracts/webhook';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { erasePayloads } from '../../src/connect/erase-payloads.js';
import { sweepBlobs } from '../../src/intake/sweep-blobs.js';
import { openTestApp, type TestApp } from '../setup/app.js';
import { until } from '../setup/until.js';
import { github, standard } from './senders.js';

let app: TestApp; // the door alone: nobody unpacks unless a test does
let owner: pg.Pool;
let source: SourceView;
let secret: string;

beforeAll(async () => {
  app = await openTestApp({ roles: { api: true, worker: false } });
  owner = new pg.Pool({ connectionString: app.ownerUrl, max: 1 });
});
afterAll(async () => {
  await owner.end();
  await app.close();
});
beforeEach(async () => {
  await owner.query('delete from vito.inbox');
  ({ source, secret } = await app.client.call('addSource', { body: { name: 'Orders', kind: 'standard' } }));
});

const sql = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
  (await owner.query<R>(text, values)).rows;
const waiting = () => sql<{ items: number; box: Buffer }>('select items, box from vito.inbox order by position');
const payloads = () =>
  sql<{ external_id: string; received_at: Date }>(
    `select p.external_id, p.received_at from vito.payload p join vito.event_key k on k.stream = p.payload_id
     join vito.outbox o on o.stream = p.payload_id where p.source_id = $1 order by o.position`,
    [source.id],
  );

async function post(id: string, body: string | Buffer = `{"type":"order.placed","data":{"id":"${id}"}}`) {
  const { headers, body: bytes } = standard({ secret, body, id });
  const answer = await fetch(`${app.url}/v1/hooks/${source.id}`, {
    method: 'POST',
    headers,
    body: new Uint8Array(bytes),
  });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { received: [{ id: string; duplicate: boolean }] }).received[0];
}

/** As so many workers do, until `done`. */
async function unpack(workers: number, done: () => Promise<boolean>): Promise<void> {
  const end = new AbortController();
  const running = Array.from({ length: workers }, () => app.app.services.webhooks.unpacking.run(end.signal));
  await until('the unpacking', done).finally(() => end.abort());
  await Promise.all(running);
}
const isEmpty = async () => (await waiting()).length === 0;

describe('the inbox', () => {
  it('holds what was accepted, sealed, and gives it out in the order and with the time in which it came', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `msg_${n}`);
    for (const id of ids) await post(id);
    const kept = await waiting();
    expect(kept.reduce((sum, { items }) => sum + items, 0)).toBe(40);
    expect(Buffer.concat(kept.map(({ box }) => box)).includes('order.placed')).toBe(false);
    expect(await payloads()).toEqual([]);
    const before = new Date();
    await unpack(1, isEmpty);
    const rows = await payloads();
    expect(rows.map((row) => row.external_id)).toEqual(ids);
    expect(rows.every(({ received_at: at }) => at < before)).toBe(true);
  });

  it('knows what came before, also in the same moment: one of them is kept, and all are told which', async () => {
    const many = await Promise.all(Array.from({ length: 60 }, (_, n) => post(`msg_${n % 3}`)));
    expect(new Set(many.map(({ id }) => id)).size).toBe(3);
    expect(many.filter(({ duplicate }) => !duplicate)).toHaveLength(3);
    await unpack(1, isEmpty);
    expect((await payloads()).map((row) => row.external_id).sort()).toEqual(['msg_0', 'msg_1', 'msg_2']);
    expect(await post('msg_1')).toEqual({ id: many.find((_, n) => n % 3 === 1)?.id, duplicate: true });
    expect(await waiting()).toEqual([]);
  });

  it('is emptied once by many workers', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, n) => post(`msg_${n}`)));
    await unpack(4, isEmpty);
    expect(await payloads()).toHaveLength(300);
  });

  it('gives nothing out of a source that was removed meanwhile, and its bytes are swept', async () => {
    const before = await app.client.call('addSource', { body: { name: 'Files', kind: 'github' } });
    const { headers, body } = github({ secret: before.secret, body: randomBytes(100_000) });
    const path = `${app.url}/v1/hooks/${before.source.id}`;
    expect((await fetch(path, { method: 'POST', headers, body: new Uint8Array(body) })).status).toBe(202);
    const { database, blobs, store, webhooks } = app.app.services;
    expect(await sweepBlobs({ database, blobs }, -1000)).toBe(0); // named by what waits
    await app.client.call('removeSource', { params: { id: before.source.id } });
    await unpack(1, isEmpty);
    expect(await sql('select from vito.payload where source_id = $1', [before.source.id])).toEqual([]);
    const ctx = { tenant: app.tenant, actor: { kind: 'system' as const, id: 'test', name: null } };
    const [event] = (await store.readStream(app.tenant, before.source.id)).slice(-1);
    await erasePayloads(webhooks.erase, ctx, event as NonNullable<typeof event>, new AbortController().signal);
    expect(await sweepBlobs({ database, blobs }, -1000)).toBe(1);
  });

  it('keeps what cannot be unpacked, for a while in everybody’s way, and then aside', async () => {
    await post('msg_bad');
    await owner.query("update vito.inbox set box = '\\x00'");
    await post('msg_good');
    await unpack(1, async () => {
      const [bad] = await sql<{ attempts: number }>('select attempts from vito.inbox order by position');
      return (bad?.attempts ?? 0) >= 2;
    });
    expect(await payloads()).toEqual([]); // in order, or not at all
    await owner.query('update vito.inbox set attempts = 11, due_at = now() where attempts > 0');
    await unpack(1, async () => (await waiting()).length === 1);
    expect((await payloads()).map((row) => row.external_id)).toEqual(['msg_good']);
    expect(await sql('select attempts, error from vito.inbox')).toEqual([{ attempts: 12, error: 'Error' }]);
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/^vito_inbox_webhooks 1$/m);
    expect(metrics).toMatch(/^vito_inbox_stuck 1$/m);
  });

  it('of one company is unpacked whatever happens to that of another', async () => {
    const other = await app.stranger();
    const theirs = await other.client.call('addSource', { body: { name: 'Theirs', kind: 'standard' } });
    await post('msg_broken');
    await owner.query("update vito.inbox set box = '\\x00'");
    // Not even its failure can be noted, so that it comes first each time.
    await owner.query('alter table vito.inbox add constraint stuck check (attempts = 0) not valid');
    const sent = standard({ secret: theirs.secret, body: '{"type":"order.placed"}', id: 'msg_theirs' });
    const path = `${app.url}/v1/hooks/${theirs.source.id}`;
    await fetch(path, { method: 'POST', headers: sent.headers, body: new Uint8Array(sent.body) });
    try {
      await unpack(1, async () => (await waiting()).length === 1);
    } finally {
      await owner.query('alter table vito.inbox drop constraint stuck');
    }
    expect(await sql('select from vito.payload where source_id = $1', [theirs.source.id])).toHaveLength(1);
  });

  it('is waited for by whoever asks for what was just accepted', async () => {
    const { id } = await post('msg_now');
    const asked = app.client.call('getPayload', { params: { id } });
    await unpack(1, isEmpty);
    expect(await asked).toMatchObject({ id, externalId: 'msg_now' });
  });
});
