// Mappings of synced records over the API: set, looked at beforehand, applied by work, mended, and mapped again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../../setup/app.js';
import { changed, fixtures, little, save } from '../little.js';
import { addLittle, sync } from '../syncs.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ taps: [fixtures] });
});
afterAll(() => app.close());

const mapping = '{"fact": {"type": "team", "entity": $string(data.id), "title": data.title}}';
const set = (id: string, stream: string, of: string | null) =>
  app.client.call('setStreamMapping', { params: { id }, body: { stream, mapping: of } });
const mapped = async (id: string, query: object = {}) =>
  (await app.client.call('listMappedRecords', { params: { id }, query: { limit: 100, ...query } })).items;
const standingOf = async (id: string, stream: string) =>
  (await app.client.call('listStreamMappings', { params: { id } })).items.find((one) => one.stream === stream);
const factsOf = async (id: string, stream: string) => {
  const yields = (await mapped(id, { stream })).flatMap((one) => one.yields);
  return Promise.all(yields.map((one) => app.client.call('getFact', { params: { id: one.id } })));
};

describe('a stream with a mapping', () => {
  it('makes facts of its records, on the timeline, which change and go with them; a stream without one only keeps', async () => {
    const { id, path } = await addLittle(app, 'singer');
    expect((await set(id, 'teams', mapping)).streams.map((one) => one.mapping)).toEqual([null, mapping]);
    await sync(app, id);
    await app.settled();
    expect((await factsOf(id, 'teams')).map(({ title }) => title).sort()).toEqual(
      [1, 2, 3, 4, 5].map((n) => `Team ${n}`),
    );
    expect(await mapped(id, { stream: 'people' })).toEqual([]);
    await save(path, changed(little()));
    await sync(app, id);
    await app.settled();
    const facts = await factsOf(id, 'teams');
    expect(
      facts
        .filter(({ gone }) => gone)
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['Team 2', 'Team 4']);
    expect(facts.map(({ title }) => title)).toContain('Third');
    expect(facts[0]).toMatchObject({ sourceId: null, record: { connectionId: id } });
    const { entries } = await app.client.call('getTimeline', { query: { limit: 50 } });
    expect(entries.filter(({ fact }) => fact?.record?.connectionId === id).length).toBeGreaterThanOrEqual(9);
    expect(await standingOf(id, 'teams')).toMatchObject({ mapped: 6, unmapped: 0, waiting: false, stalled: false });
  });

  it('shows what another mapping would make of what is there, and changes nothing', async () => {
    const { id } = await addLittle(app, 'airbyte');
    await sync(app, id);
    const preview = (body: { stream: string; mapping: string; key?: string }) =>
      app.client.call('previewStreamMapping', { params: { id }, body });
    const { items } = await preview({
      stream: 'people',
      mapping: '{"fact": {"type": "p", "entity": $uppercase(data.name)}}',
    });
    expect(items).toHaveLength(4);
    expect(items.filter(({ problem }) => problem !== null)).toHaveLength(1); // one has no name
    expect(items.flatMap(({ yields }) => yields)).toContainEqual({ fact: { type: 'p', entity: 'BO REED' } });
    const [one] = items;
    const seen = '{"fact": {"type": stream, "entity": key, "data": {"deleted": deleted, "at": syncedAt}}}';
    const { items: alone } = await preview({ stream: 'people', mapping: seen, key: one?.key ?? '' });
    expect(alone).toMatchObject([{ key: one?.key, yields: [{ fact: { type: 'people', data: { deleted: false } } }] }]);
    expect((await preview({ stream: 'people', mapping: 'data.(' })).items[0]?.problem).toMatch(/character/);
    expect(await mapped(id)).toEqual([]);
    expect(await standingOf(id, 'people')).toMatchObject({ mapping: null, mapped: 0 });
  });

  it('says which records it fails for, while the sync ends well; mended, it maps those again, or all', async () => {
    const { id } = await addLittle(app, 'singer');
    await set(id, 'people', '{"fact": {"type": "person", "entity": $uppercase(data.name)}}');
    expect(await sync(app, id)).toMatchObject({ state: 'finished' });
    await app.settled();
    const [failed, ...others] = await mapped(id, { state: 'unmapped' });
    expect(others).toEqual([]);
    expect(failed?.problem).toBeTruthy();
    const replay = (body: { stream?: string; only?: 'unmapped' }) =>
      app.client.call('replayMapping', { params: { id }, body });
    await set(id, 'people', '{"fact": {"type": "person", "entity": data.name ? data.name : "nobody"}}');
    expect(await replay({ only: 'unmapped' })).toEqual({ streams: ['people'] });
    await app.settled();
    expect(await mapped(id, { state: 'unmapped' })).toEqual([]);
    expect((await factsOf(id, 'people')).map(({ entity }) => entity).sort()).toEqual([
      'ADA QUILL',
      'BO REED',
      'CY MARSH',
      'nobody',
    ]);
    await replay({ stream: 'people' });
    await app.settled();
    expect((await factsOf(id, 'people')).map(({ entity }) => entity)).toContain('Ada Quill');
    await expect(replay({ stream: 'teams' })).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await expect(set(id, 'nothing', mapping)).rejects.toMatchObject({ problem: { code: 'invalid' } });
  });

  it('may yield messages and documents, which are read, once each, also when mapped again', async () => {
    const { id } = await addLittle(app, 'singer');
    const text = '"I will send the plans to team " & data.id & " by Friday."';
    await set(id, 'teams', `{"message": {"from": "Ada <ada@quill.example>", "subject": data.title, "text": ${text}}}`);
    await sync(app, id);
    await app.settled();
    const documents = (await mapped(id)).flatMap(({ yields }) => yields.map((one) => one.id));
    expect(documents).toHaveLength(5);
    expect(await app.read(documents[0] ?? '')).toMatchObject({ kind: 'mail', state: 'read' });
    await app.client.call('replayMapping', { params: { id }, body: {} });
    await app.settled();
    expect((await mapped(id)).flatMap(({ yields }) => yields.map((one) => one.id))).toEqual(documents);
  });

  it('is nothing to another company', async () => {
    const stranger = await app.stranger();
    const { id } = await addLittle(app, 'singer');
    const params = { id };
    for (const ask of [
      () => stranger.client.call('setStreamMapping', { params, body: { stream: 'teams', mapping: null } }),
      () => stranger.client.call('listStreamMappings', { params }),
      () => stranger.client.call('previewStreamMapping', { params, body: { stream: 'teams', mapping } }),
      () => stranger.client.call('replayMapping', { params, body: {} }),
      () => stranger.client.call('listMappedRecords', { params }),
    ])
      await expect(ask()).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });
});
