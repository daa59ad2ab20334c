-- What came through the door and is not an event yet: many webhooks a row, sealed together under the key of their source's day. Their
-- keys are taken when they are kept, so that each comes once, for ever; they are unpacked into events, in their order, by workers.
create table vito.inbox (
  tenant_id uuid not null,
  position bigint generated always as identity,
  source_id text not null,
  key_id text not null,
  items integer not null,
  addresses text[] not null, -- blobs that they name
  box bytea not null,
  kept_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  error text,
  due_at timestamptz not null default '-infinity',
  primary key (tenant_id, position)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
alter table vito.inbox alter column box set storage external; -- sealed: it does not get smaller
select vito.protect('vito.inbox');
select vito.protect_dispatch('vito.inbox');
grant select, insert, update, delete on vito.inbox to vito_app;
grant select (tenant_id, position, items, attempts, due_at) on vito.inbox to vito_dispatch;

-- Keeps webhooks of one source. Unless all of them are new, returns the stream that has each key. What came before is in the box as well,
-- and left out when it is unpacked, for the key is not its stream's.
create function vito.take_in(p_tenant uuid, p_source text, p_key_id text, p_keys text[], p_streams text[], p_addresses text[], p_box bytea)
  returns table (key text, stream text) language plpgsql as $$
#variable_conflict use_column
declare
  v_new integer;
begin
  perform set_config('app.tenant', p_tenant::text, true);
  insert into vito.event_key (tenant_id, key, stream, version)
  select p_tenant, g.key, g.stream, 1 from unnest(p_keys, p_streams) as g (key, stream) order by g.key
  on conflict do nothing;
  get diagnostics v_new = row_count;
  if v_new > 0 then
    insert into vito.inbox (tenant_id, source_id, key_id, items, addresses, box)
    values (p_tenant, p_source, p_key_id, v_new, p_addresses, p_box);
  end if;
  if v_new < cardinality(p_keys) then
    return query select k.key, k.stream from vito.event_key k
      where k.tenant_id = p_tenant and k.key = any (p_keys);
  end if;
end $$;
revoke all on function vito.take_in(uuid, text, text, text[], text[], text[], bytea) from public;
grant execute on function vito.take_in(uuid, text, text, text[], text[], text[], bytea) to vito_app;

-- As in 0017; new: with `owned`, the keys were taken before, and those items are appended whose own stream has its key.
create or replace function vito.append_new(p jsonb) returns table (key text, stream text) language plpgsql as $$
#variable_conflict use_column
declare
  v_tenant uuid := (p ->> 'tenant')::uuid;
  v_owned boolean := coalesce((p ->> 'owned')::boolean, false);
  v_now timestamptz := clock_timestamp();
  v_new text[];
  v_rows jsonb;
  v_put boolean;
begin
  perform set_config('app.tenant', p ->> 'tenant', true);
  with given as materialized (
    select o.ordinality, i.* from jsonb_array_elements(p -> 'items') with ordinality as o (item, ordinality),
      jsonb_to_record(o.item) as i (key text, stream text, event_id text, type text, type_version smallint,
        data jsonb, vault_id text, key_id text, box text, actor jsonb, at timestamptz, "row" jsonb)
  ), taken as (
    insert into vito.event_key (tenant_id, key, stream, version)
    select v_tenant, g.key, g.stream, 1 from given g where not v_owned order by g.key
    on conflict do nothing returning stream
  ), fresh as materialized (
    select g.* from given g
    where g.stream in (select t.stream from taken t)
      or v_owned and exists (select from vito.event_key k where k.tenant_id = v_tenant and k.key = g.key and k.stream = g.stream)
  ), headed as (
    insert into vito.stream_head (tenant_id, stream, version) select v_tenant, f.stream, 1 from fresh f
  ), sealed as (
    insert into vito.vault (tenant_id, vault_id, key_id, box)
    select v_tenant, f.vault_id, f.key_id, decode(f.box, 'base64') from fresh f
  ), stored as (
    insert into vito.events (tenant_id, stream, version, event_id, type, type_version, data, vault_id, actor, cause, at, recorded_at)
    select v_tenant, f.stream, 1, f.event_id, f.type, f.type_version, f.data, f.vault_id, f.actor, null, f.at, v_now from fresh f
  ), queued as (
    insert into vito.outbox (tenant_id, shard, event_id, stream, version, type, recorded_at)
    select v_tenant, coalesce((p ->> 'shard')::smallint, 0), f.event_id, f.stream, 1, f.type, v_now from fresh f order by f.ordinality
  )
  select array_agg(f.stream), jsonb_agg(f.row) into v_new, v_rows from fresh f;
  if v_rows is not null then
    v_put := vito.put(p ->> 'table', v_rows);
  end if;
  if not v_owned and coalesce(array_length(v_new, 1), 0) < jsonb_array_length(p -> 'items') then
    return query
      select k.key, k.stream from vito.event_key k
      where k.tenant_id = v_tenant
        and k.key in (select i ->> 'key' from jsonb_array_elements(p -> 'items') as i where not i ->> 'stream' = any (coalesce(v_new, '{}')));
  end if;
end $$;
