-- Roles and the tenant. Roles are cluster-wide: an operator may have made them already, with their own logins.
--   vito_app       what verbs run as: no ownership, no BYPASSRLS
--   vito_dispatch  sequencing and claiming across tenants, through narrow policies
--   vito_auth      people's accounts and sessions, in a schema of their own
do $$
declare
  wanted text;
begin
  foreach wanted in array array['vito_app', 'vito_dispatch', 'vito_auth'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin nosuperuser nocreatedb nocreaterole nobypassrls', wanted);
      end if;
    exception when duplicate_object or unique_violation then null; -- another database of this cluster made it meanwhile
    end;
  end loop;
end $$;

create schema if not exists vito;
grant usage on schema vito to vito_app, vito_dispatch;

-- Forces row level security on a table and lets the app's role see the current tenant's rows only: those of the tenant
-- that this transaction speaks for. After SET LOCAL the setting reads '' on a pooled connection's next borrower.
create function vito.protect(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_rows on %s to vito_app
       using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)
       with check (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', target);
end $$;

-- Lets the dispatching role see all rows of a table: used on outbox, event_seq, tenant_seq and work only.
create function vito.protect_dispatch(target regclass) returns void language plpgsql as $$
begin
  execute format('create policy dispatch_rows on %s to vito_dispatch using (true) with check (true)', target);
end $$;
-- PUBLIC may execute every new function until it is told otherwise.
revoke all on function vito.protect(regclass) from public;
revoke all on function vito.protect_dispatch(regclass) from public;

create table vito.tenant (
  tenant_id uuid primary key,
  region text not null,
  created_at timestamptz not null default now()
);
select vito.protect('vito.tenant');
grant select, insert on vito.tenant to vito_app;

-- Whether a migration was applied, for readiness: the app's role may ask, not look.
create function vito.migrated(wanted text) returns boolean language sql stable security definer set search_path = pg_catalog
  as $$ select exists (select from vito_meta.migration m where m.name = wanted) $$;
revoke all on function vito.migrated(text) from public;
grant execute on function vito.migrated(text) to vito_app;
