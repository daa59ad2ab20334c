-- Webhooks that come in: sources, their payloads, what is known of things elsewhere, and an append for many new streams.
create table vito.source (
  tenant_id uuid not null,
  source_id text not null,
  name text not null,
  kind text not null,
  hmac jsonb,
  secrets jsonb not null, -- [{id, hint, until}]: the secrets themselves stay in the vault
  mapping text,
  paused boolean not null,
  removed boolean not null,
  added_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, source_id)
);

create table vito.payload (
  tenant_id uuid not null,
  payload_id text not null,
  source_id text not null,
  type text not null,
  external_id text not null,
  address text,
  size integer not null,
  state text not null,
  yields jsonb not null,
  problem text,
  received_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, payload_id)
);
create index payload_source on vito.payload (tenant_id, source_id, payload_id);
create index payload_address on vito.payload (tenant_id, address) where address is not null;
create index payload_unmapped on vito.payload (tenant_id, payload_id) where state = 'unmapped';

-- The words of payloads, for search. No projection: the work that maps a payload puts them in.
create table vito.payload_words (
  tenant_id uuid not null,
  payload_id text not null,
  words tsvector not null,
  primary key (tenant_id, payload_id)
);
create index payload_words_words on vito.payload_words using gin (words);

create table vito.fact (
  tenant_id uuid not null,
  fact_id text not null,
  source_id text not null,
  payload_id text not null,
  type text not null,
  entity text not null,
  title text not null,
  data jsonb not null,
  at timestamptz not null,
  version integer not null,
  primary key (tenant_id, fact_id)
);

select vito.protect(t) from unnest(array['vito.source', 'vito.payload', 'vito.payload_words', 'vito.fact']::regclass[]) as t;
grant select, insert, update on vito.source, vito.payload, vito.fact to vito_app;
grant select, insert, update, delete on vito.payload_words to vito_app;
select vito.make_put(t) from unnest(array['vito.source', 'vito.payload', 'vito.fact']::regclass[]) as t;

-- A webhook names its source only: which tenant that is must be known before anything can be read as a tenant.
create table auth.source (
  source_id text primary key,
  tenant_id uuid not null
);
grant select, insert, delete on auth.source to vito_auth;

-- Streams of one event each, of which only those are appended whose key is new: a repeated one is left out, and refuses
-- nothing. Returns, for each key that was taken, the stream that has it.
-- p: {tenant, shard, table, items: [{key, stream, event_id, type, type_version, data, vault_id, key_id, box, actor, at, row}]}
create function vito.append_new(p jsonb) returns table (key text, stream text) language plpgsql as $$
#variable_conflict use_column
declare
  v_tenant uuid := (p ->> 'tenant')::uuid;
  v_now timestamptz := clock_timestamp();
  v_new text[];
  v_rows jsonb;
  v_put boolean;
begin
  perform set_config('app.tenant', p ->> 'tenant', true);
  with given as materialized (
    select * from jsonb_to_recordset(p -> 'items') as i (key text, stream text, event_id text, type text, type_version smallint,
      data jsonb, vault_id text, key_id text, box text, actor jsonb, at timestamptz, "row" jsonb)
  ), taken as (
    insert into vito.event_key (tenant_id, key, stream, version)
    select v_tenant, g.key, g.stream, 1 from given g order by g.key
    on conflict do nothing returning stream
  ), fresh as materialized (
    select g.* from given g where g.stream in (select t.stream from taken t)
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
    select v_tenant, coalesce((p ->> 'shard')::smallint, 0), f.event_id, f.stream, 1, f.type, v_now from fresh f
  )
  select array_agg(f.stream), jsonb_agg(f.row) into v_new, v_rows from fresh f;
  if v_rows is not null then
    v_put := vito.put(p ->> 'table', v_rows);
  end if;
  if coalesce(array_length(v_new, 1), 0) < jsonb_array_length(p -> 'items') then
    return query
      select k.key, k.stream from vito.event_key k
      where k.tenant_id = v_tenant
        and k.key in (select i ->> 'key' from jsonb_array_elements(p -> 'items') as i where not i ->> 'stream' = any (coalesce(v_new, '{}')));
  end if;
end $$;
revoke all on function vito.append_new(jsonb) from public;
grant execute on function vito.append_new(jsonb) to vito_app;

-- A data key made before anything is sealed with it; where there is one, it stays.
create function vito.keep_key(p_tenant uuid, p_key text, p_wrapped bytea, p_master text) returns void language plpgsql as $$
begin
  perform set_config('app.tenant', p_tenant::text, true);
  insert into vito.data_key (tenant_id, key_id, wrapped, master) values (p_tenant, p_key, p_wrapped, p_master)
  on conflict do nothing;
end $$;
revoke all on function vito.keep_key(uuid, text, bytea, text) from public;
grant execute on function vito.keep_key(uuid, text, bytea, text) to vito_app;
