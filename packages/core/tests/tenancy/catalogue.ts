// What the database's own catalogue must say for tenants to be apart. Each complaint is a sentence; none is the goal.
import type pg from 'pg';

export type Sql = <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<R[]>;

/** Schemas that hold no rows of tenants for the app's role: it may not even look into them. */
export const closed = ['auth', 'bullmq', 'vito_meta'];
export const roles = ['vito_app', 'vito_dispatch', 'vito_auth'];
/** What the dispatching role may touch in the schema `vito`. */
export const dispatched = [
  'event_seq',
  'inbox',
  'log_archive',
  'log_archive_stretch',
  'outbox',
  'run_begun',
  'run_share',
  'run_slot',
  'run_start',
  'sync_schedule',
  'sync_watch',
  'tenant_seq',
  'vault',
  'watch',
  'work',
];
/** Functions of the schema `vito` by the role that may call them. */
export const callable: Record<string, string[]> = {
  vito_app: [
    'append',
    'append_new',
    'budget_move',
    'clock',
    'finish',
    'keep_key',
    'migrated',
    'move_slots',
    'put',
    'read_streams',
    'take_in',
  ],
  vito_dispatch: [
    'claim',
    'claim_runs',
    'clock',
    'make_partitions',
    'next_run',
    'release_runs',
    'renew',
    'renew_runs',
    'rung_runs',
    'sequence',
  ],
  vito_auth: [],
};
/** Run with the owner's rights; they take no tenant and give out no row. */
const definers = ['make_partitions', 'migrated'];
/** What is made from readings and can be made anew: taken out when a document goes. */
const derived = [
  'document_index',
  'passage',
  'passage_code',
  'passage_sentences',
  'passage_vector',
  'passage_word',
  'payload_words',
];
const frozen = ['events', 'vault', 'event_key', 'event_seq', 'tenant_seq', 'tenant'];
const ownRows = `(tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)`;

/** Everything that is wrong in the catalogue of this database. */
export async function complaints(sql: Sql): Promise<string[]> {
  const parts = [schemas, tables, keys, policies, views, roleRights, tableRights, functions];
  return (await Promise.all(parts.map((part) => part(sql)))).flat().sort();
}

const texts = async (sql: Sql, query: string, values: unknown[] = []): Promise<string[]> =>
  (await sql<{ what: string }>(query, values)).map((row) => row.what);

function schemas(sql: Sql): Promise<string[]> {
  return texts(
    sql,
    `select format('the schema %I is in no list of this test', nspname) as what from pg_namespace
     where nspname !~ '^pg_' and nspname <> all ($1)
     union all
     select format('%s lies in the schema public', oid::regclass) from pg_class where relnamespace = 'public'::regnamespace
     union all
     select format('%s may make tables in the schema %I', r, n.nspname) from unnest($2::text[]) as r, pg_namespace n
     where has_schema_privilege(r, n.oid, 'create') and n.nspname !~ '^pg_temp'`,
    [['vito', 'public', 'information_schema', ...closed], roles],
  );
}

function tables(sql: Sql): Promise<string[]> {
  return texts(
    sql,
    `with t as (
       select c.oid, c.oid::regclass as name, c.relrowsecurity, c.relforcerowsecurity,
              exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) as owned
       from pg_class c where c.relnamespace = 'vito'::regnamespace and c.relkind in ('r', 'p', 'f'))
     select format('%s has no tenant_id', name) as what from t where not owned
     union all select format('%s has no row level security', name) from t where not relrowsecurity
     union all select format('%s does not force row level security', name) from t where not relforcerowsecurity
     union all
     select format('%s has no primary key', name) from t
     where name::text <> 'vito.outbox' and not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
  );
}

/** Keys that do not start with the tenant can tell one tenant what another one has. */
function keys(sql: Sql): Promise<string[]> {
  return texts(
    sql,
    `select format('the unique index %s does not start with tenant_id', i.indexrelid::regclass) as what
     from pg_index i join pg_class c on c.oid = i.indrelid left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where c.relnamespace = 'vito'::regnamespace and i.indisunique and a.attname is distinct from 'tenant_id'
       and i.indexrelid::regclass::text <> 'vito.outbox_order' -- positions are drawn from one sequence, never chosen
     union all
     select format('the foreign key %I of %s does not start with tenant_id', k.conname, k.conrelid::regclass)
     from pg_constraint k
     left join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
     left join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
     where k.contype = 'f' and k.connamespace = 'vito'::regnamespace
       and (a.attname is distinct from 'tenant_id' or b.attname is distinct from 'tenant_id')`,
  );
}

function policies(sql: Sql): Promise<string[]> {
  return texts(
    sql,
    `select format('the policy %I on %I is not one of ours: to %s, using %s, with check %s', policyname, tablename, roles, qual, with_check) as what
     from pg_policies where schemaname = 'vito' and not (
       (roles = '{vito_app}' and permissive = 'PERMISSIVE' and cmd = 'ALL' and qual = $1 and with_check = $1)
       or (roles = '{vito_dispatch}' and tablename = any ($2)))
     union all
     select format('%s has no policy for vito_app', c.oid::regclass) from pg_class c
     where c.relnamespace = 'vito'::regnamespace and c.relkind in ('r', 'p') and not exists (
       select from pg_policies p where p.schemaname = 'vito' and p.tablename = c.relname and p.roles = '{vito_app}')`,
    [ownRows, dispatched],
  );
}

function views(sql: Sql): Promise<string[]> {
  return texts(
    sql,
    `select format('the view %s is not security_invoker', oid::regclass) as what from pg_class
     where relnamespace = 'vito'::regnamespace and relkind = 'v'
       and not coalesce(reloptions @> '{security_invoker=true}' or reloptions @> '{security_invoker=on}', false)
     union all
     select format('%s is a materialized view, which row level security does not bind', oid::regclass) from pg_class
     where relnamespace = 'vito'::regnamespace and relkind = 'm'`,
  );
}

function roleRights(sql: Sql): Promise<string[]> {
  return texts(
    sql,
    `select format('the role %I is too strong', rolname) as what from pg_roles
     where rolname = any ($1) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
     union all
     select format('the role %I is a member of %I', m.member::regrole, m.roleid::regrole) from pg_auth_members m
     where m.member::regrole::text = any ($1)
     union all
     select format('%I owns %s', c.relowner::regrole, c.oid::regclass) from pg_class c where c.relowner::regrole::text = any ($1)
     union all
     select format('%I owns %s', p.proowner::regrole, p.oid::regprocedure) from pg_proc p where p.proowner::regrole::text = any ($1)
     union all
     select format('%I owns the schema %I', n.nspowner::regrole, n.nspname) from pg_namespace n
     where n.nspowner::regrole::text = any ($1)`,
    [roles],
  );
}

/** Every right of our roles, and of everybody, on every relation, against what they are meant to have. */
function tableRights(sql: Sql): Promise<string[]> {
  return texts(
    sql,
    `with given as (
       select c.oid::regclass::text as name, n.nspname as schema, c.relname as relation, c.relispartition as part, r as role, k as right
       from pg_class c join pg_namespace n on n.oid = c.relnamespace, unnest($1::text[] || 'public'::text) as r,
            unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as k
       where n.nspname in ('vito', 'auth', 'bullmq', 'vito_meta', 'public') and c.relkind in ('r', 'p', 'v', 'm', 'f')
         and (has_table_privilege(r, c.oid, k)
              or k in ('select', 'insert', 'update', 'references') and has_any_column_privilege(r, c.oid, k)))
     select format('%s may %s %s', role, "right", name) as what from given where
       role = 'public'
       or "right" in ('truncate', 'references', 'trigger')
       or part
       or role = 'vito_app' and (schema <> 'vito' or "right" in ('update', 'delete') and relation = any ($2)
                                 or "right" = 'delete' and relation not in ('work', 'inbox', 'run_slot') and relation <> all ($4))
       or role = 'vito_dispatch' and not (schema = 'vito' and relation = any ($3) or schema = 'bullmq')
       or role = 'vito_auth' and schema <> 'auth'
     union all
     select format('%s may use the sequence %s', r, c.oid::regclass) from pg_class c, unnest($1::text[] || 'public'::text) as r
     where c.relkind = 'S' and c.relnamespace::regnamespace::text = 'vito' and has_sequence_privilege(r, c.oid, 'usage, select, update')`,
    [roles, frozen, dispatched, derived],
  );
}

async function functions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string; definer: boolean; path: boolean; callers: string[] }>(
    `select p.proname as name, p.prosecdef as definer,
            coalesce(p.proconfig @> '{search_path=pg_catalog}', false) as path,
            array(select r from unnest($1::text[] || 'public'::text) as r where has_function_privilege(r, p.oid, 'execute')) as callers
     from pg_proc p where p.pronamespace = 'vito'::regnamespace`,
    [roles],
  );
  return rows.flatMap(({ name, definer, path, callers }) => {
    return [
      ...callers.filter((role) => !callable[role]?.includes(name)).map((role) => `${role} may call vito.${name}`),
      ...(definer && !definers.includes(name) ? [`vito.${name} runs with the owner's rights`] : []),
      ...(definer && !path ? [`vito.${name} runs with the owner's rights on anybody's search_path`] : []),
    ];
  });
}
