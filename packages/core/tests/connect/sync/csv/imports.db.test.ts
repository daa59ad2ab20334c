// Tables over the API: uploaded, looked at, imported with what a person says of their columns, updated, and erased.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fact } from '../../../../src/connect/fact.js';
import { connection } from '../../../../src/connect/sync/connection.js';
import { syncFile } from '../../../../src/connect/sync/csv/file.js';
import { recordMapping } from '../../../../src/connect/sync/mapping/record-mapping.js';
import { records } from '../../../../src/connect/sync/record.js';
import { sweepBlobs } from '../../../../src/intake/sweep-blobs.js';
import { rebuildAll } from '../../../../src/spine/rebuild.js';
import { openTestApp, type Person, type TestApp } from '../../../setup/app.js';
import { counts, over, standing } from '../syncs.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const add = async (who: Person = app.me) =>
  (await who.client.call('addConnection', { body: { name: 'Files', dialect: 'csv' } })).id;
const upload = (id: string, text: string | Buffer, who: Person = app.me) =>
  who.client.uploadTable(id, { name: 'bills.csv', bytes: text as string });
type Import = Parameters<typeof app.client.call<'importTable'>>[1] extends infer I
  ? Extract<I, { body: unknown }>['body']
  : never;
async function imported(id: string, text: string | Buffer, body: Import) {
  const { file } = await upload(id, text);
  const { run } = await app.client.call('importTable', { params: { id: file.id }, body });
  return { file: file.id, run: await over(app, run.id) };
}
const held = async (id: string) => (await app.client.call('listHeldRecords', { params: { id } })).items;

const bills = 'Nr;Titel;Fällig;Betrag;Kunde\nR1;Brücke;31.03.2026;1.250,50;Ada Quill\nR2;Dach;01.04.2026;80,00;\n';
const columns: Import['columns'] = [
  { column: 'Nr', name: 'number', role: 'key' },
  { column: 'Titel', name: 'title', role: 'title' },
  { column: 'Fällig', name: 'due', type: 'date', role: 'date' },
  { column: 'Betrag', name: 'amount', type: 'number', role: 'amount' },
  { column: 'Kunde', name: 'customer', role: 'person' },
];

describe('a table', () => {
  it('is looked at when it is uploaded, also with other signs than were found; nothing becomes a record yet', async () => {
    const id = await add();
    const { file, preview } = await upload(id, Buffer.from(bills, 'latin1'));
    expect(preview).toMatchObject({
      form: { encoding: 'windows-1252', delimiter: ';', header: true },
      whole: true,
      looked: 2,
    });
    expect(preview.columns.map(({ column, type, format, role }) => [column, type, format, role])).toEqual([
      ['Nr', 'text', null, 'key'],
      ['Titel', 'text', null, 'title'],
      ['Fällig', 'date', 'day-first', 'date'],
      ['Betrag', 'number', 'decimal-comma', 'amount'],
      ['Kunde', 'text', null, 'person'],
    ]);
    const again = await app.client.call('previewTable', {
      params: { id: file.id },
      body: { delimiter: ',', header: false },
    });
    expect(again.columns[0]?.column).toBe('column 1');
    expect(await standing(app, id)).toEqual([]);
    expect((await app.client.call('listTables', { params: { id } })).items).toMatchObject([
      { id: file.id, stream: null },
    ]);
    const form = new FormData();
    form.set('file', new Blob(['a,b\n1,2\n']), 'in a form.csv');
    const answer = await app.request(`/v1/connections/${id}/files`, { method: 'POST', body: form });
    expect([answer.status, (await answer.json()).file.name]).toEqual([201, 'in a form.csv']);
  });

  it('becomes records and facts by the roles of its columns; the same key again updates, and what a whole one lacks is gone', async () => {
    const id = await add();
    const first = await imported(id, Buffer.from(bills, 'latin1'), { stream: 'bills', columns });
    expect(counts(first.run, 'bills')).toEqual({ kept: 2, same: 0, gone: 0, held: 0 });
    expect(await standing(app, id)).toEqual([
      ['bills', { amount: 1250.5, customer: 'Ada Quill', due: '2026-03-31', number: 'R1', title: 'Brücke' }],
      ['bills', { amount: 80, customer: null, due: '2026-04-01', number: 'R2', title: 'Dach' }],
    ]);
    await app.settled();
    const facts = async () => {
      const { items } = await app.client.call('listMappedRecords', { params: { id } });
      const all = await Promise.all(
        items.flatMap(({ yields }) => yields.map((one) => app.client.call('getFact', { params: { id: one.id } }))),
      );
      return Object.fromEntries(all.map(({ entity, title, at, data, gone }) => [entity, { title, at, data, gone }]));
    };
    expect((await facts()).R1).toEqual({
      title: 'Brücke',
      at: '2026-03-31T00:00:00.000Z',
      data: { amount: 1250.5, person: 'Ada Quill' },
      gone: false,
    });
    // The same columns in another order, in another encoding: read as the stream was before.
    const later = 'Titel;Nr;Kunde;Fällig;Betrag\nBrücke;R1;Ada Quill;30.04.2026;1.250,50\nTor;R3;;02.05.2026;7\n';
    const second = await imported(id, later, { stream: 'bills', complete: true });
    expect(counts(second.run, 'bills')).toEqual({ kept: 2, same: 0, gone: 1, held: 0 });
    await app.settled();
    expect(await facts()).toMatchObject({
      R1: { at: '2026-04-30T00:00:00.000Z' },
      R2: { gone: true },
      R3: { title: 'Tor' },
    });
    // The file before it is no longer needed, and gone.
    expect((await app.client.call('listTables', { params: { id } })).items.map((one) => one.id)).toEqual([second.file]);
    const { run } = await app.client.call('importTable', {
      params: { id: second.file },
      body: { stream: 'bills', complete: true },
    });
    expect(counts(await over(app, run.id), 'bills')).toEqual({ kept: 0, same: 2, gone: 0, held: 0 });
  });

  it('holds back lines that do not fit, by their number, deletes nothing then, and lets go of them with the next', async () => {
    const id = await add();
    const text = 'id,day,n\n1,2026-01-02,5\n2,2026-01-03,6\n3,2026-13-40,7\n4,2026-01-05\n,2026-01-06,9\n';
    const typed: Import['columns'] = [
      { column: 'id', role: 'key' },
      { column: 'day', type: 'date', format: 'year-first' },
      { column: 'n', type: 'number' },
    ];
    await imported(id, 'id,day,n\n1,2026-01-02,5\n9,2026-01-02,5\n', { stream: 's', columns: typed });
    const { run } = await imported(id, text, { stream: 's', columns: typed, complete: true });
    expect(counts(run, 's')).toEqual({ kept: 1, same: 1, gone: 0, held: 3 });
    expect(run.log.join()).toContain('nothing is taken to be gone');
    const lines = (await held(id)).map(({ line, reason, columns }) => [line, reason, columns.join()]);
    expect(lines.sort()).toEqual([
      [4, 'misfit', 'day'],
      [5, 'fields', ''],
      [6, 'no-key', 'id'],
    ]);
    // A run without a new file reads nothing, and still deletes nothing.
    const { id: plain } = await app.client.call('requestSync', { params: { id }, body: {} });
    expect(counts(await over(app, plain), 's')).toMatchObject({ gone: 0 });
    const mended = 'id,day,n\n1,2026-01-02,5\n2,2026-01-03,6\n3,2026-01-04,7\n';
    const { run: last } = await imported(id, mended, { stream: 's', columns: typed, complete: true });
    expect(counts(last, 's')).toEqual({ kept: 1, same: 2, gone: 1, held: 0 });
    expect(await held(id)).toEqual([]);
  });

  it('that can be read in two ways is not imported before somebody says in which', async () => {
    const id = await add();
    const { file } = await upload(id, 'id,day\n1,01/02/2026\n2,03/04/2026\n');
    const ask = (body: Import) => app.client.call('importTable', { params: { id: file.id }, body });
    await expect(ask({ stream: 's' })).rejects.toMatchObject({
      problem: { code: 'invalid', detail: expect.stringContaining('day-first or month-first') },
    });
    const day = (format: 'month-first'): Import['columns'] => [
      { column: 'id', role: 'key' },
      { column: 'day', type: 'date', format },
    ];
    await over(app, (await ask({ stream: 's', columns: day('month-first') })).run.id);
    expect((await standing(app, id)).map(([, data]) => (data as { day: string }).day)).toEqual([
      '2026-01-02',
      '2026-03-04',
    ]);
    for (const columns of [[{ column: 'nothing' }], [{ column: 'id' }, { column: 'day', name: 'id' }]])
      await expect(ask({ stream: 's', columns })).rejects.toMatchObject({ problem: { code: 'invalid' } });
  });

  it('of 20,000 rows is read in a bounded space, several streams beside each other', async () => {
    const id = await add();
    const rows = Array.from({ length: 20_000 }, (_, n) => `${n},name ${n},${'x'.repeat(100)}`);
    const { run } = await imported(id, `id,name,note\n${rows.join('\n')}\n`, {
      stream: 'many',
      complete: true,
      mapping: null,
    });
    expect(counts(run, 'many')).toEqual({ kept: 20_000, same: 0, gone: 0, held: 0 });
    const { run: other } = await imported(id, 'id,x\n1,2\n', { stream: 'few' });
    expect([counts(other, 'few').kept, counts(other, 'many').kept]).toEqual([1, 0]);
    expect(
      (await app.client.call('getConnection', { params: { id } })).connection.streams.map(({ name }) => name),
    ).toEqual(['many', 'few']);
  });

  it('that is hostile is refused, or read for what it is', async () => {
    const id = await add();
    for (const none of ['', 'PK\u0003\u0004\u0014\u0000\u0006\u0000', '%PDF-1.7 x'])
      await expect(upload(id, none)).rejects.toMatchObject({ problem: { code: 'invalid' } });
    const strange = '__proto__,constructor,"a"".b`\'"\n1,2,3\n';
    await imported(id, strange, {
      stream: 'strange',
      columns: [
        { column: '__proto__', role: 'key' },
        { column: 'constructor', role: 'title' },
        { column: 'a".b`\'', role: 'status' },
      ],
    });
    await app.settled();
    expect((await app.client.call('listMappedRecords', { params: { id } })).items).toMatchObject([
      { state: 'mapped', problem: null },
    ]);
    const { file } = await upload(id, `a,b\n1,2\n"${'x'.repeat(3_000_000)}`);
    const { run } = await app.client.call('importTable', { params: { id: file.id }, body: { stream: 'stray' } });
    expect(await over(app, run.id)).toMatchObject({
      state: 'failed',
      reason: 'malformed',
      problem: expect.stringContaining('quotation'),
    });
    const program = await app.client
      .call('addConnection', { body: { name: 'n', dialect: 'csv', command: 'sh' } })
      .catch((error) => error.problem);
    expect(program).toMatchObject({ code: 'invalid' });
  });

  it('is nothing to another company', async () => {
    const id = await add();
    const { file } = await upload(id, bills);
    const stranger = await app.stranger();
    const params = { id: file.id };
    for (const ask of [
      () => upload(id, bills, stranger),
      () => stranger.client.call('listTables', { params: { id } }),
      () => stranger.client.call('previewTable', { params, body: {} }),
      () => stranger.client.call('importTable', { params, body: { stream: 's' } }),
      () => stranger.client.call('removeTable', { params }),
    ])
      await expect(ask()).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('goes when it is removed, and with its connection; what stands is what a rebuild makes', async () => {
    const { database, store, blobs } = app.app.services;
    const kept = async () => {
      const all = [];
      for await (const { address } of blobs.list(app.tenant)) all.push(address);
      return all.length;
    };
    const before = await kept();
    const id = await add();
    const { file } = await upload(id, 'canary,x\n1,2\n');
    await imported(id, 'id,canary\n1,canary value\n2\n', {
      stream: 's',
      columns: [
        { column: 'id', role: 'key' },
        { column: 'canary', role: 'title' },
      ],
    });
    await app.settled();
    expect(await sweepBlobs({ database, blobs }, 0)).toBe(0);
    expect(await kept()).toBe(before + 2);
    await app.client.call('removeTable', { params: { id: file.id } });
    await expect(app.client.call('previewTable', { params: { id: file.id }, body: {} })).rejects.toMatchObject({
      problem: { code: 'not-found' },
    });
    expect(await kept()).toBe(before + 1);
    await app.client.call('removeConnection', { params: { id } });
    await app.settled();
    expect(await kept()).toBe(before);
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    for (const table of ['synced_record', 'held_record', 'sync_file', 'fact', 'mapped_record', 'connection']) {
      const { rows } = await owner.query<{ row: string }>(
        `select t::text as row from vito.${table} t where connection_id = $1`,
        [id],
      );
      expect(rows.map(({ row }) => row).join(), table).not.toContain('canary');
    }
    await owner.end();
    const aggregates = [connection, records, recordMapping, syncFile, fact];
    const rebuilt = await rebuildAll({ store, ownerUrl: app.ownerUrl, aggregates });
    expect(rebuilt.filter(({ identical }) => !identical)).toEqual([]);
  });
});
