// Pools and the tenant's transaction: strong roles are refused, tenants do not leak, outages are told from faults.
import { createLog } from '@vito/runtime/log';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPool, isAway, openDatabase } from '../../src/platform/database.js';
import { rolesOf } from '../setup/parts.js';
import { wireTo } from '../setup/proxy.js';
import { openSpine, type Spine } from '../setup/spine.js';

const log = createLog('silent');
let spine: Spine;
beforeAll(async () => {
  spine = await openSpine({ connections: 1 });
});
afterAll(() => spine.close());

const errorOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    (error: unknown) => error,
  );

describe('opening', () => {
  it.each([
    ['a superuser', () => ({ url: spine.url })],
    ['another of our roles', () => ({ url: spine.url, role: 'vito_auth' })],
  ])('refuses %s for the app, and says what to grant', async (_who, app) => {
    const opening = openDatabase({ ...rolesOf(spine.url), app: app() }, log);
    await expect(opening).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('Grant vito_app'),
    });
  });

  it('refuses an app’s role that owns a table, which would loosen its row level security', async () => {
    await spine.sql('create table vito.own (n integer); alter table vito.own owner to vito_app');
    const error = await errorOf(openDatabase(rolesOf(spine.url), log));
    await spine.sql('drop table vito.own');
    expect(error).toMatchObject({ code: 'forbidden' });
  });

  it('takes the roles as they are made', async () => {
    await (await openDatabase(rolesOf(spine.url), log)).close();
  });
});

describe('a tenant’s read', () => {
  it('can change nothing', async () => {
    const { tenant } = await spine.tenant();
    const change = spine.database.read(tenant, (reader) =>
      sql`insert into vito.tenant values (${tenant}, 'x')`.execute(reader),
    );
    await expect(change).rejects.toMatchObject({ code: '25006' });
  });

  it('leaves no tenant behind on the connection, whether it went well or not', async () => {
    const { tenant } = await spine.tenant();
    const left = async () =>
      (await spine.database.app.query("select current_setting('app.tenant', true) as tenant")).rows;
    await spine.database.read(tenant, (reader) => reader.selectFrom('company').selectAll().execute());
    expect(await left()).toEqual([{ tenant: '' }]);
    await errorOf(spine.database.read(tenant, (reader) => sql`select 1 / 0`.execute(reader)));
    expect(await left()).toEqual([{ tenant: '' }]);
    expect((await spine.database.app.query('select from vito.company')).rowCount).toBe(0);
  });

  it('takes no tenant that is none', async () => {
    await expect(
      spine.database.read('nobody', (reader) => reader.selectFrom('company').selectAll().execute()),
    ).rejects.toMatchObject({
      code: '22P02',
    });
  });

  it('reads counters and sizes as numbers', async () => {
    const { tenant } = await spine.tenant();
    await spine.sequenceAll();
    const row = await spine.database.read(tenant, (reader) =>
      reader.selectFrom('tenant_seq').select('last').executeTakeFirst(),
    );
    expect(row).toEqual({ last: 1 });
  });
});

describe('a database that is away', () => {
  it('is told from a fault of ours, and found again by the same pool', async () => {
    const { url, wire } = await wireTo(spine.url);
    const pool = createPool({ url, role: 'vito_app' }, 2, log);
    const asking = pool.query('select pg_sleep(10)');
    const cutOff = errorOf(asking);
    while (wire.count() === 0) await new Promise(setImmediate);
    await pool.query('select 1');
    wire.cut();
    expect(isAway(await cutOff)).toBe(true);
    expect(isAway(await errorOf(pool.query('select 1')))).toBe(true);
    wire.mend();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(isAway(await errorOf(pool.query('select nothing')))).toBe(false);
    await pool.end();
    await wire.close();
    await spine.sql(
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()",
    );
  });

  it('is an error for the transaction it dies in, between two statements, and for nobody else', async () => {
    const { tenant } = await spine.tenant();
    const reading = spine.database.read(tenant, async (reader) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(reader);
      await spine.sql('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
      await new Promise(setImmediate);
      await sql`select 1`.execute(reader);
    });
    expect(isAway(await errorOf(reading))).toBe(true);
    expect((await spine.database.app.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it.each([
    [{ code: '57P01' }, true], // it shuts down
    [{ code: '57P03' }, true], // it starts up
    [{ code: '53300' }, true], // too many connections
    [{ code: '08006' }, true],
    [{ code: '57014' }, false], // a statement took too long
    [{ code: '23505' }, false],
    [{ code: '42501' }, false],
    [new Error('Connection terminated unexpectedly'), true],
    [new Error('timeout exceeded when trying to connect'), true],
    [new Error('something else'), false],
    [undefined, false],
  ])('%o: %s', (error, away) => {
    expect(isAway(error)).toBe(away);
  });
});
