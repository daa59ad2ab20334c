// Tenants are apart: what the catalogue says, and what happens when one tries to reach the other's rows all the same.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpine, type Spine } from '../setup/spine.js';
import { closed, complaints, dispatched } from './catalogue.js';
import { plant, tenantTables } from './rows.js';

let spine: Spine;
let client: pg.Client;
const [mine, theirs] = [randomUUID(), randomUUID()];
const inserts = new Map<string, { mine: string; theirs: string }>();

beforeAll(async () => {
  spine = await openSpine();
  client = new pg.Client({ connectionString: spine.url });
  await client.connect();
  for (const table of await tenantTables(spine.sql)) {
    inserts.set(table, { theirs: await plant(spine.sql, table, theirs), mine: await plant(spine.sql, table, mine) });
  }
});
afterAll(async () => {
  await client.end();
  await spine.close();
});

/** Tries a statement as a role and a tenant, and takes it back. Gives the rows it gave or touched, or its error. */
async function attempt(role: string, tenant: string | null, statement: string) {
  await client.query('begin');
  try {
    await client.query(`set local role ${role}`);
    if (tenant !== null) await client.query("select set_config('app.tenant', $1, true)", [tenant]);
    const { rowCount } = await client.query(statement);
    return { count: rowCount ?? 0, code: null, message: '' };
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { count: 0, code, message };
  } finally {
    await client.query('rollback');
  }
}

const allowed = async (right: string, table: string) =>
  (
    await spine.sql<{ may: boolean }>('select has_table_privilege($1, $2, $3) as may', [
      'vito_app',
      `vito.${table}`,
      right,
    ])
  )[0]?.may;

describe('the catalogue', () => {
  it('has no complaint', async () => {
    expect(await complaints(spine.sql)).toEqual([]);
  });

  it.each([
    [
      'create table vito.loose (tenant_id uuid not null, id text, primary key (tenant_id, id))',
      'vito.loose has no row level security',
    ],
    [
      `create table vito.half (tenant_id uuid not null, id text, primary key (tenant_id, id));
       alter table vito.half enable row level security`,
      'vito.half does not force row level security',
    ],
    ['create table vito.shared (id text primary key)', 'vito.shared has no tenant_id'],
    [
      `create table vito.backwards (tenant_id uuid not null, id text, primary key (id, tenant_id));
       select vito.protect('vito.backwards')`,
      'the unique index vito.backwards_pkey does not start with tenant_id',
    ],
    [
      'create unique index lone on vito.commitment (version, tenant_id) where version < 0',
      'the unique index vito.lone does not start with tenant_id',
    ],
    [
      `alter table vito.commitment add constraint crossed foreign key (document_id, tenant_id)
         references vito.document (document_id, tenant_id) not valid`,
      'the foreign key crossed of vito.commitment does not start with tenant_id',
    ],
    ['create policy open on vito.document to vito_app using (true)', 'the policy open on document is not one of ours'],
    ['create view vito.everything as select * from vito.document', 'the view vito.everything is not security_invoker'],
    ['create materialized view vito.copy as select * from vito.document', 'vito.copy is a materialized view'],
    ['grant update on vito.events to vito_app', 'vito_app may update vito.events'],
    ['grant select (title) on vito.document to public', 'public may select vito.document'],
    ['grant select on auth.account to vito_app', 'vito_app may select auth.account'],
    ['grant delete on vito.document to vito_app', 'vito_app may delete vito.document'],
    ['grant select on vito.events_rest to vito_app', 'vito_app may select vito.events_rest'],
    ['grant select on vito.document to vito_dispatch', 'vito_dispatch may select vito.document'],
    ['create function vito.peek() returns bigint language sql as $$ select 1::bigint $$', 'public may call vito.peek'],
    [
      `create function vito.peek() returns bigint language sql security definer as $$ select count(*) from vito.document $$`,
      "vito.peek runs with the owner's rights",
    ],
    ['create schema side; create table side.loose (tenant_id uuid)', 'the schema side is in no list of this test'],
    ['create table public.loose (tenant_id uuid)', 'loose lies in the schema public'],
    ['alter table vito.document owner to vito_app', 'vito_app owns vito.document'],
  ])('complains after: %s', async (statement, complaint) => {
    await client.query('begin');
    try {
      await client.query(statement);
      const sql = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
        (await client.query<R>(text, values)).rows;
      expect((await complaints(sql)).join('\n')).toContain(complaint);
    } finally {
      await client.query('rollback');
    }
  });
});

describe('every table with rows of tenants', () => {
  it('shows a tenant its own rows and nobody else’s, and without a tenant nothing', async () => {
    let seen = 0;
    for (const table of inserts.keys()) {
      const own = await attempt('vito_app', mine, `select from vito.${table} where tenant_id = '${mine}'`);
      const all = await attempt('vito_app', mine, `select from vito.${table}`);
      const none = await attempt('vito_app', null, `select from vito.${table}`);
      const emptied = await attempt('vito_app', '', `select from vito.${table}`);
      expect([table, own.code, own.count]).toEqual([table, null, 1]);
      expect([table, all.count, none.code, none.count, emptied.count]).toEqual([table, 1, null, 0, 0]);
      seen++;
    }
    expect(seen).toBeGreaterThanOrEqual(17);
  });

  it('takes no row of another tenant, nor one without a tenant', async () => {
    for (const [table, { theirs: insert, mine: own }] of inserts) {
      const refused = await attempt('vito_app', mine, insert);
      const nobody = await attempt('vito_app', null, insert);
      expect([table, refused.code, nobody.code]).toEqual([table, '42501', '42501']);
      if (!(await allowed('insert', table))) continue;
      expect(refused.message).toContain('row-level security');
      // The same row of one's own gets past the policy: what is refused is the tenant, not the row.
      expect([table, (await attempt('vito_app', mine, own)).code]).not.toEqual([table, '42501']);
    }
  });

  it('lets nobody change, take over or remove rows of another tenant', async () => {
    for (const table of inserts.keys()) {
      const changed = await attempt(
        'vito_app',
        mine,
        `update vito.${table} set tenant_id = tenant_id where tenant_id = '${theirs}'`,
      );
      const given = await attempt('vito_app', mine, `update vito.${table} set tenant_id = '${theirs}'`);
      const removed = await attempt('vito_app', mine, `delete from vito.${table} where tenant_id = '${theirs}'`);
      expect([table, changed.count, removed.count, given.code]).toEqual([table, 0, 0, '42501']);
    }
  });

  it('cannot be reached through its partitions', async () => {
    const parts = await spine.sql<{ name: string }>(
      "select oid::regclass::text as name from pg_class where relispartition and relkind = 'r' and relnamespace = 'vito'::regnamespace",
    );
    expect(parts.length).toBeGreaterThanOrEqual(5);
    for (const { name } of parts) {
      for (const statement of [`select from ${name}`, `delete from ${name}`, `update ${name} set stream = ''`]) {
        expect([statement, (await attempt('vito_app', mine, statement)).code]).toEqual([statement, '42501']);
      }
    }
  });

  it('keeps what was said: events, secrets, keys and order cannot be changed or removed even by their own tenant', async () => {
    for (const table of ['events', 'vault', 'event_key', 'event_seq', 'tenant_seq', 'tenant']) {
      for (const statement of [
        `update vito.${table} set tenant_id = tenant_id`,
        `delete from vito.${table}`,
        `truncate vito.${table}`,
      ]) {
        expect([statement, (await attempt('vito_app', mine, statement)).code]).toEqual([statement, '42501']);
      }
    }
  });
});

describe('the other schemas and roles', () => {
  const relations = (schemas: string[]) =>
    spine.sql<{ name: string; schema: string; relation: string }>(
      `select c.oid::regclass::text as name, n.nspname as schema, c.relname as relation from pg_class c
       join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm', 'S') order by 1`,
      [schemas],
    );
  const reads = async (role: string, name: string) => (await attempt(role, mine, `select from ${name}`)).code === null;

  it.each(closed)('the app’s role reads nothing in %s', async (schema) => {
    const all = await relations([schema]);
    expect(all.length).toBeGreaterThan(0);
    for (const { name } of all) expect([name, await reads('vito_app', name)]).toEqual([name, false]);
  });

  it('the dispatching role reads outbox, sequence and work, and no content', async () => {
    for (const { name, schema, relation } of await relations(['vito', 'auth', 'vito_meta'])) {
      expect([name, await reads('vito_dispatch', name)]).toEqual([
        name,
        schema === 'vito' && dispatched.includes(relation),
      ]);
    }
    for (const table of ['vault', 'inbox'])
      await expect(spine.database.dispatch.query(`select box from vito.${table}`)).rejects.toMatchObject({
        code: '42501',
      });
  });

  it('the accounts’ role reads accounts, and nothing else', async () => {
    for (const { name, schema } of await relations(['vito', 'auth', 'bullmq', 'vito_meta'])) {
      expect([name, await reads('vito_auth', name)]).toEqual([name, schema === 'auth']);
    }
  });
});
