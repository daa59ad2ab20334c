// What must hold of every dialect, with real programs that speak it: inserts, updates, deletions, ties, drift, and partial fetches.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../setup/app.js';
import { changed, expected, fixtures, little, save } from './little.js';
import { addLittle, both, counts, standing, sync } from './syncs.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ taps: [fixtures] });
});
afterAll(() => app.close());

describe.each(['singer', 'airbyte'] as const)('a connection that speaks %s', (dialect) => {
  it('is checked, and tells what it offers', async () => {
    const { id } = await addLittle(app, dialect);
    const checked = await app.client.call('checkConnection', { params: { id } });
    expect(checked).toMatchObject({ ok: true });
    if (dialect === 'airbyte') expect(checked.spec).toMatchObject({ required: ['data'] });
    const { streams } = await app.client.call('discoverStreams', { params: { id } });
    expect(streams).toMatchObject([
      { name: 'people', keys: [['id']], cursors: [['updated']], modes: ['full', 'incremental'] },
      { name: 'teams', keys: [['id']] },
    ]);
  });

  it('says why it does not work', async () => {
    const { id } = await addLittle(app, dialect);
    await app.client.call('changeConnection', { params: { id }, body: { config: {} } });
    const checked = await app.client.call('checkConnection', { params: { id } });
    expect(checked.ok).toBe(false);
    expect(checked.message).toMatch(dialect === 'airbyte' ? /say where the data is/ : /ended with code 1/);
    const run = await sync(app, id);
    expect(run).toMatchObject({ state: 'failed', reason: 'exited' });
    expect(run.log.join('\n')).toContain('ERR_INVALID_ARG_TYPE');
  });

  it('fetches all, then what changed: what was inserted at the last time as well, and what is gone', async () => {
    const { id, path } = await addLittle(app, dialect);
    const first = await sync(app, id);
    expect(first).toMatchObject({ state: 'finished', attempts: 1, problem: null });
    expect(counts(first, 'people')).toEqual({ kept: 4, same: 0, gone: 0, held: 0 });
    expect(await standing(app, id)).toEqual(expected(little()));

    const again = await sync(app, id);
    expect(counts(again, 'people')).toEqual({ kept: 0, same: 1, gone: 0, held: 0 }); // the last one, once more
    expect(counts(again, 'teams')).toEqual({ kept: 0, same: 5, gone: 0, held: 0 });

    const next = changed(little());
    await save(path, next);
    const second = await sync(app, id);
    expect(counts(second, 'people')).toEqual({ kept: 4, same: 1, gone: 0, held: 0 });
    expect(counts(second, 'teams')).toEqual({ kept: 2, same: 2, gone: 2, held: 0 });
    expect(await standing(app, id)).toEqual(expected(next));
    // What is gone is known to be gone, and its words are no longer shown.
    expect(await standing(app, id, 'true')).toEqual([
      ['teams', {}],
      ['teams', {}],
    ]);

    await save(path, { ...next, generation: 3, teams: [...next.teams, { id: 2, title: 'Back' }] });
    await sync(app, id);
    expect((await standing(app, id)).filter(([, data]) => 'title' in data && data.title === 'Back')).toHaveLength(1);
    expect(await standing(app, id, 'true')).toHaveLength(1);
  });

  it('deletes nothing after a fetch that was not whole', async () => {
    const { id, path } = await addLittle(app, dialect);
    await sync(app, id);
    await save(path, { ...little(), teams: [], generation: 2 });
    const partial = { data: path, after: 2 };
    await app.client.call('changeConnection', { params: { id }, body: { config: partial } });
    expect(await sync(app, id)).toMatchObject({ state: 'failed', reason: 'exited' });
    expect(await standing(app, id)).toEqual(expected(little()));
    if (dialect === 'airbyte') {
      await app.client.call('changeConnection', { params: { id }, body: { config: { data: path, incomplete: true } } });
      expect(await sync(app, id)).toMatchObject({ state: 'finished' });
      expect(await standing(app, id)).toEqual(expected(little()));
      await app.client.call('changeConnection', { params: { id }, body: { config: { data: path } } });
    }
    expect(counts(await sync(app, id), 'teams')).toEqual({ kept: 0, same: 0, gone: 5, held: 0 });
    expect(await standing(app, id)).toEqual(expected({ ...little(), teams: [] }));
  });

  it('deletes after a whole refresh also where its program knows neither versions nor statuses', async () => {
    const { id, path } = await addLittle(app, dialect, { versionless: true, statusless: true });
    await sync(app, id);
    await save(path, changed(little()));
    expect(counts(await sync(app, id), 'teams')).toEqual({ kept: 2, same: 2, gone: 2, held: 0 });
    expect(await standing(app, id)).toEqual(expected(changed(little())));
  });

  it('takes new columns that need not be there, and notes them', async () => {
    const { id, path } = await addLittle(app, dialect);
    await sync(app, id);
    const data = changed(little());
    const people = data.people.map((one) => ({ ...one, city: 'Leeds' }));
    const schemas = { people: schemaOf({ city: { type: ['null', 'string'] } }) };
    await save(path, { ...data, people, schemas });
    expect(counts(await sync(app, id), 'people')).toMatchObject({ held: 0 });
    const rows = await standing(app, id);
    expect(rows.filter(([, one]) => 'city' in one && one.city === 'Leeds')).toHaveLength(5);
    const types = (await app.app.services.store.readStream(app.tenant, id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'connection.columns-added')).toHaveLength(1);
    await sync(app, id);
    expect(await app.app.services.store.readStream(app.tenant, id)).toHaveLength(types.length); // noted once
  });

  it('holds back what comes after a column is gone or of another type, until that is chosen', async () => {
    const { id, path } = await addLittle(app, dialect);
    await sync(app, id);
    const data = changed(little());
    const people = data.people.map(({ name, ...one }) => ({ ...one, id: one.id, full: name })) as never;
    const schema = schemaOf({ full: { type: ['null', 'string'] }, updated: { type: ['integer', 'string'] } });
    const { name: _, ...properties } = schema.properties as Record<string, object>;
    await save(path, { ...data, people, schemas: { people: { ...schema, properties } } });

    const run = await sync(app, id);
    expect(counts(run, 'people')).toEqual({ kept: 0, same: 0, gone: 0, held: 5 });
    expect(counts(run, 'teams')).toEqual({ kept: 2, same: 2, gone: 2, held: 0 });
    const { connection } = await app.client.call('getConnection', { params: { id } });
    expect(connection.streams[0]?.drift).toEqual([
      { name: 'name', kind: 'removed', was: 'string', is: 'nothing' },
      { name: 'updated', kind: 'retyped', was: 'string', is: 'integer or string' },
    ]);
    const { items } = await app.client.call('listHeldRecords', { params: { id } });
    expect(items).toHaveLength(5);
    for (const { stream, reason, data: held } of items)
      expect([stream, reason, 'full' in held]).toEqual(['people', 'drift', true]);
    const before = (await standing(app, id)).filter(([stream]) => stream === 'people');
    expect(before).toEqual(expected({ ...little(), teams: [] }));

    await app.client.call('chooseStreams', { params: { id }, body: { streams: both } });
    expect(counts(await sync(app, id), 'people')).toMatchObject({ held: 0 });
    expect((await app.client.call('listHeldRecords', { params: { id } })).items).toEqual([]);
    const after = (await standing(app, id)).filter(([, one]) => 'full' in one);
    expect(after).toEqual(
      expected({ ...data, people, teams: [] }).filter(
        ([, one]) => (one as { id: number }).id !== 1 && (one as { id: number }).id !== 3,
      ),
    );
  });

  it('goes on by itself where a schema is again what was chosen', async () => {
    const { id, path } = await addLittle(app, dialect);
    await sync(app, id);
    const next = changed(little());
    await save(path, { ...next, schemas: { people: { type: 'object', properties: { id: { type: 'integer' } } } } });
    expect(counts(await sync(app, id), 'people')).toMatchObject({ kept: 0, held: 5 });
    await save(path, next);
    await sync(app, id);
    expect(await standing(app, id)).toEqual(expected(next));
    const { connection } = await app.client.call('getConnection', { params: { id } });
    expect(connection.streams[0]?.drift).toEqual([]);
  });

  it('from the beginning reads all again', async () => {
    const { id } = await addLittle(app, dialect);
    await sync(app, id);
    expect(counts(await sync(app, id, true), 'people')).toEqual({ kept: 0, same: 4, gone: 0, held: 0 });
  });
});

const schemaOf = (more: object) => ({
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: ['null', 'string'] },
    updated: { type: 'string', format: 'date-time' },
    ...more,
  },
});
