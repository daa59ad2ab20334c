// Connections over the API: schedules, erasure, other companies, what a rebuild and a search for personal data find, and the pace.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connection } from '../../../src/connect/sync/connection.js';
import { eraseConnection } from '../../../src/connect/sync/erase-connection.js';
import { records } from '../../../src/connect/sync/record.js';
import { syncRun } from '../../../src/connect/sync/run.js';
import { createSchedule } from '../../../src/connect/sync/schedule.js';
import { rebuildAll } from '../../../src/spine/rebuild.js';
import { openTestApp, type TestApp } from '../../setup/app.js';
import { openParts } from '../../setup/parts.js';
import { changed, expected, fixtures, little, save } from './little.js';
import { addLittle, both, counts, over, standing, sync } from './syncs.js';

let app: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  app = await openTestApp({ taps: [fixtures] });
  owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await app.close();
});

const rebuild = async () => {
  const { store } = app.app.services;
  const aggregates = [connection, syncRun, records];
  return rebuildAll({ store, ownerUrl: app.ownerUrl, aggregates });
};
const different = async () => (await rebuild()).filter(({ identical }) => !identical).map(({ table }) => table);

/** Every row of every table of ours as text, by table. */
async function everything(): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relkind = 'r' and relnamespace::regnamespace::text in ('vito', 'bullmq', 'auth', 'vito_meta')`,
  );
  const texts = new Map<string, string>();
  for (const { name } of rows) {
    const { rows: all } = await owner.query<{ row: string }>(`select t::text as row from ${name} t`);
    texts.set(name, all.map(({ row }) => row).join('\n'));
  }
  return texts;
}

describe('a connection', () => {
  it('can be renamed, paused and resumed, and never shows its configuration', async () => {
    const { id } = await addLittle(app, 'singer', { password: 'open sesame' });
    const change = (body: object) => app.client.call('changeConnection', { params: { id }, body });
    expect(await change({ name: 'Other' })).toMatchObject({ name: 'Other', paused: false });
    expect(await change({ paused: true })).toMatchObject({ paused: true });
    const asked = app.client.call('requestSync', { params: { id }, body: {} });
    await expect(asked).rejects.toMatchObject({ problem: { code: 'conflict' } });
    const { version } = await change({ paused: false });
    expect(await change({ paused: false, name: 'Other' })).toMatchObject({ version }); // nothing to record
    expect((await sync(app, id)).state).toBe('finished');
    const said = await Promise.all(
      ['', '/runs', '/records', '/quarantine'].map(async (path) =>
        (await app.request(`/v1/connections/${id}${path}`)).text(),
      ),
    );
    expect(said.join()).not.toContain('sesame');
  });

  it('takes only what is offered, and nothing before something is chosen', async () => {
    const body = { name: 'n', dialect: 'singer' as const, command: 'tap-little.mjs', config: {} };
    const { id } = await app.client.call('addConnection', { body });
    await expect(app.client.call('requestSync', { params: { id }, body: {} })).rejects.toMatchObject({
      problem: { code: 'conflict' },
    });
    const { id: whole } = await addLittle(app, 'airbyte');
    for (const streams of [
      [{ name: 'nothing', mode: 'full' as const }],
      [{ name: 'teams', mode: 'incremental' as const }],
      [both[0], both[0]] as typeof both,
    ]) {
      const chosen = app.client.call('chooseStreams', { params: { id: whole }, body: { streams } });
      await expect(chosen).rejects.toMatchObject({ problem: { code: 'invalid' } });
    }
  });

  it('lists its runs, newest first, and its records by stream', async () => {
    const { id } = await addLittle(app, 'airbyte');
    const runs = [await sync(app, id), await sync(app, id), await sync(app, id)].map((run) => run.id).reverse();
    const first = await app.client.call('listSyncRuns', { params: { id }, query: { limit: 2 } });
    const second = await app.client.call('listSyncRuns', {
      params: { id },
      query: { limit: 2, cursor: first.next ?? '' },
    });
    expect([...first.items, ...second.items].map((run) => run.id)).toEqual(runs);
    expect(second.next).toBeNull();
    const teams = await app.client.call('listRecords', { params: { id }, query: { stream: 'teams' } });
    expect(teams.items).toHaveLength(5);
    expect(await app.client.call('getConnection', { params: { id } })).toMatchObject({ run: { id: runs[0] } });
  });

  it('is nothing to another company', async () => {
    const stranger = await app.stranger();
    const { id } = await addLittle(app, 'singer');
    const theirs = await addLittle(stranger, 'singer', {}, both, changed(little()));
    const [ours] = await Promise.all([sync(app, id), sync(stranger, theirs.id)]);
    expect(await standing(app, id)).toEqual(expected(little()));
    expect(await standing(stranger, theirs.id)).toEqual(expected(changed(little())));
    for (const path of [`connections/${id}`, `connections/${id}/records`, `connections/${id}/runs`, `syncs/${ours.id}`])
      expect((await stranger.request(`/v1/${path}`)).status).toBe(404);
    // The same row is known by another key in another company.
    const keys = async (who: typeof stranger, of: string) =>
      (await who.client.call('listRecords', { params: { id: of } })).items.map(({ key }) => key);
    const mine = await keys(app.me, id);
    expect((await keys(stranger, theirs.id)).filter((key) => mine.includes(key))).toEqual([]);
  });
});

describe('a schedule', () => {
  it('runs once for each time that comes due, also with several processes that look', async () => {
    const { id } = await addLittle(app, 'singer');
    const others = await Promise.all([1, 2, 3].map(() => openParts(app.ownerUrl, randomBytes(32))));
    const { database, store, log } = app.app.services;
    // Each looks as a process of its own: with its own pools, and knowing nothing of the others.
    const schedules = others.map((parts) =>
      createSchedule({ database: { ...database, dispatch: parts.database.dispatch }, store, log, every: 1 }),
    );
    await app.client.call('changeConnection', { params: { id }, body: { everyMinutes: 60 } });
    const lookAll = () => Promise.all([...schedules, ...schedules].map((schedule) => schedule.look()));
    for (let hour = 0; hour < 3; hour++) {
      await lookAll();
      await lookAll();
      const { items } = await app.client.call('listSyncRuns', { params: { id } });
      expect(items).toHaveLength(hour + 1);
      await over(app.me, items[0]?.id ?? '');
      await lookAll();
      // An hour and a minute later:
      await owner.query(
        "update vito.sync_schedule set since = since - interval '61 minutes' where connection_id = $1",
        [id],
      );
    }
    const { items } = await app.client.call('listSyncRuns', { params: { id } });
    expect(new Set(items.map(({ dueAt }) => dueAt)).size).toBe(items.length);
    await app.client.call('changeConnection', { params: { id }, body: { everyMinutes: null } });
    await owner.query("update vito.sync_schedule set since = since - interval '9 hours' where connection_id = $1", [
      id,
    ]);
    await lookAll();
    expect((await app.client.call('listSyncRuns', { params: { id } })).items.length).toBe(items.length);
    await Promise.all(others.map((parts) => parts.close()));
  });

  it('waits for the run that is under way, and follows it', async () => {
    const { id, path } = await addLittle(app, 'singer', { pace: 40 });
    const first = await app.client.call('requestSync', { params: { id }, body: {} });
    await app.client.call('changeConnection', { params: { id }, body: { everyMinutes: 60 } });
    await app.app.services.syncing.schedule.look();
    expect((await app.client.call('listSyncRuns', { params: { id } })).items).toHaveLength(1);
    await app.client.call('changeConnection', { params: { id }, body: { config: { data: path } } });
    await over(app.me, first.id);
    await app.app.services.syncing.schedule.look();
    const { items } = await app.client.call('listSyncRuns', { params: { id } });
    expect(items).toHaveLength(2);
    expect(items[0]?.dueAt).not.toBeNull();
    await over(app.me, items[0]?.id ?? '');
    await app.client.call('changeConnection', { params: { id }, body: { everyMinutes: null } });
  });
});

describe('what a connection brought', () => {
  it('is rebuilt from its events, byte for byte', async () => {
    const { id, path } = await addLittle(app, 'singer');
    await sync(app, id);
    await save(path, { ...changed(little()), people: [{ id: 'odd' as never, name: 'Misfit', updated: '2026-02-01' }] });
    expect(counts(await sync(app, id), 'people')).toMatchObject({ held: 1 });
    expect((await different()).filter((table) => table !== 'sync_schedule')).toEqual([]); // that one was bent above
    const { rows } = await owner.query('select count(*)::int as n from vito.synced_record where connection_id = $1', [
      id,
    ]);
    expect(rows[0].n).toBe(10);
    await owner.query("update vito.synced_record set data = '{}' where connection_id = $1", [id]);
    await owner.query('delete from vito.record_mark');
    expect((await different()).sort()).toEqual(['record_mark', 'synced_record']);
    expect(await different()).toEqual([]);
  });

  it('stands in the vault and in what people see, and nowhere else; and is gone with its connection', async () => {
    const word = 'zqcanaryquill';
    const data = little();
    const people = data.people.map((one) => ({ ...one, name: word }));
    const misfit = { id: 9, name: [word] as never, updated: '2026-01-02' };
    const { id, path } = await addLittle(app, 'singer', { password: word }, both, {
      ...data,
      people: [...people, misfit],
    });
    await app.client.call('changeConnection', { params: { id }, body: { name: word } });
    await sync(app, id);
    await app.client.call('changeConnection', {
      params: { id },
      body: { config: { password: word, data: `/nowhere/${word}` } },
    });
    await sync(app, id);
    await app.settled();
    const forms = [word, Buffer.from(word).toString('hex'), Buffer.from(word).toString('base64').slice(0, -3)];
    const found = async () =>
      [...(await everything())].filter(([, text]) => forms.some((form) => text.includes(form))).map(([name]) => name);
    expect((await found()).sort()).toEqual(['vito.connection', 'vito.held_record', 'vito.synced_record']);
    expect(app.lines.filter((line) => forms.some((form) => line.includes(form)))).toEqual([]);

    await app.client.call('changeConnection', { params: { id }, body: { config: { data: path, pace: 200 } } });
    const run = await app.client.call('requestSync', { params: { id }, body: { fresh: true } });
    await app.client.call('removeConnection', { params: { id } });
    await app.settled();
    expect(await found()).toEqual([]);
    expect((await app.request(`/v1/connections/${id}`)).status).toBe(404);
    expect((await app.client.call('getSyncRun', { params: { id: run.id } })).state).toBe('cancelled');
    expect(await different()).toEqual([]);
    expect(await found()).toEqual([]);
    const { rows } = await owner.query(
      'select count(*)::int as n, count(*) filter (where deleted)::int as deleted from vito.synced_record where connection_id = $1',
      [id],
    );
    expect(rows[0].n).toBe(rows[0].deleted);
    expect(rows[0].n).toBeGreaterThan(0);
  });

  it('is erased also when that work is done twice', async () => {
    const { id } = await addLittle(app, 'airbyte');
    await sync(app, id);
    await app.client.call('removeConnection', { params: { id } });
    await app.settled();
    const { store, syncing } = app.app.services;
    const ctx = { tenant: app.tenant, actor: { kind: 'system', id: 'test', name: null } } as const;
    const removed = (await store.readStream(app.tenant, id)).at(-1);
    if (!removed) throw new Error('the removal left no event');
    await eraseConnection(syncing.erase, ctx, removed, new AbortController().signal);
    expect(await different()).toEqual([]);
  });
});

describe('many records', () => {
  it('come in well within a minute for ten thousand', { timeout: 120_000 }, async () => {
    const text = 'The drawings will be sent by Friday, and the invoice follows. '.repeat(5);
    const people = Array.from({ length: 10_000 }, (_, id) => ({
      id,
      name: `Person ${id}`,
      updated: '2026-01-01T00:00:00Z',
      note: text,
    }));
    for (const dialect of ['singer', 'airbyte'] as const) {
      const mode = { name: 'people', mode: 'full' as const };
      const data = { ...little(), people };
      const { id } = await addLittle(app, dialect, {}, [mode], data);
      for (const kept of [10_000, 0]) {
        const run = await sync(app, id);
        expect(counts(run, 'people')).toEqual({ kept, same: 10_000 - kept, gone: 0, held: 0 });
        const seconds = (Date.parse(run.endedAt ?? '') - Date.parse(run.startedAt ?? '')) / 1000;
        expect(seconds).toBeLessThan(45);
      }
    }
  });
});
