-- The directory and what the company's figures need. What people correct about people and organisations: one row a company,
-- naming them by keyed hashes only; what was learned is not stored a second time.
create table vito.directory (
  tenant_id uuid primary key,
  corrections jsonb not null, -- [{verb, id, …}] in the order in which they were made
  version integer not null
);
select vito.protect('vito.directory');
grant select, insert, update on vito.directory to vito_app;

-- Columns that make themselves are left to the database: as in 0004 otherwise.
create or replace function vito.make_put(target regclass) returns void language plpgsql as $$
declare
  keys text;
  changes text;
  columns text;
  cases text;
begin
  select string_agg(quote_ident(a.attname), ', ' order by array_position(i.indkey::int2[], a.attnum)) into keys
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = target and i.indisprimary;
  select string_agg(format('%1$I = excluded.%1$I', a.attname), ', ' order by a.attnum),
         string_agg(quote_ident(a.attname), ', ' order by a.attnum) into changes, columns
    from pg_attribute a where a.attrelid = target and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
  insert into vito_meta.projection values (replace(target::text, 'vito.', ''), format(
    'insert into %s (%s) select %s from jsonb_populate_recordset(null::%s, p_rows) on conflict (%s) do update set %s',
    target, columns, columns, target, keys, changes))
  on conflict (name) do update set statement = excluded.statement;
  select string_agg(format('when %L then %s;', name, statement), E'\n' order by name) into cases from vito_meta.projection;
  execute format(
    'create or replace function vito.put(p_table text, p_rows jsonb) returns boolean language plpgsql as $put$
     begin
       case p_table %s else raise exception ''no projection is called %%'', p_table; end case;
       return true;
     end $put$', cases);
  revoke all on function vito.put(text, jsonb) from public;
  grant execute on function vito.put(text, jsonb) to vito_app;
end $$;
revoke all on function vito.make_put(regclass) from public;

alter table vito.commitment
  add column ended_at timestamptz, -- when it was fulfilled, declined or cancelled; null while it is open
  add column moved integer not null default 0, -- how often people gave it a new date
  add column terms tsvector generated always as (to_tsvector('pg_catalog.simple'::regconfig, action)) stored; -- words of the action, for topics

-- What the fold makes of the events that there are, for the rows that stand.
alter table vito.commitment no force row level security;
alter table vito.events no force row level security;
update vito.commitment c set
  ended_at = case when c.open then null else coalesce(
    (select max(e.at) from vito.events e
     where e.tenant_id = c.tenant_id and e.stream = c.commitment_id and e.type = 'commitment.' || c.status), c.said_time) end,
  moved = (select case when bool_or(e.data ->> 'reason' = 'document-deleted') then 0 -- it took the history along
                  else count(*) filter (where e.type = 'commitment.renegotiated')
                     - count(*) filter (where e.type = 'commitment.undone' and e.data ->> 'verb' = 'renegotiate') end
           from vito.events e where e.tenant_id = c.tenant_id and e.stream = c.commitment_id);
alter table vito.commitment force row level security;
alter table vito.events force row level security;

select vito.make_put('vito.commitment');
select vito.make_put('vito.directory');
