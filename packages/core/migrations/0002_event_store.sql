-- The event store: streams with optimistic versions, permanent idempotency, events partitioned by time, the vault.
create table vito.stream_head (
  tenant_id uuid not null,
  stream text not null,
  version integer not null check (version > 0),
  primary key (tenant_id, stream)
);

-- A key says that something was done, for ever: it outlives partitions, hence a table of its own.
create table vito.event_key (
  tenant_id uuid not null,
  key text not null,
  stream text not null,
  version integer not null,
  primary key (tenant_id, key)
);

create table vito.events (
  tenant_id uuid not null,
  stream text not null,
  version integer not null,
  event_id text not null,
  type text not null,
  type_version smallint not null,
  data jsonb not null,
  vault_id text,
  actor jsonb not null,
  cause text,
  at timestamptz not null, -- when it happened, by the clock of the process that said so
  recorded_at timestamptz not null, -- when it was stored, by the database's clock
  primary key (tenant_id, stream, version, recorded_at)
) partition by range (recorded_at);

-- One data key per document or subject, wrapped by the master key. Destroying it erases what it opens.
create table vito.data_key (
  tenant_id uuid not null,
  key_id text not null,
  wrapped bytea,
  master text not null,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  primary key (tenant_id, key_id),
  check ((wrapped is null) = (destroyed_at is not null))
);

create table vito.vault (
  tenant_id uuid not null,
  vault_id text not null,
  key_id text not null,
  box bytea not null,
  primary key (tenant_id, vault_id)
  -- No foreign key to data_key: its check would lock the key's row in every append, and appends share keys.
);

select vito.protect(t) from unnest(array[
  'vito.stream_head', 'vito.event_key', 'vito.events', 'vito.data_key', 'vito.vault']::regclass[]) as t;

-- Months of events, made ahead of time; a default partition takes what no month covers, so an append never fails for it.
create function vito.make_partitions(months_ahead integer) returns integer
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  month date := date_trunc('month', clock_timestamp() at time zone 'UTC')::date;
  name text;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('vito.make_partitions'));
  for i in 0..months_ahead loop
    name := 'events_' || to_char(month + make_interval(months => i), 'YYYY_MM');
    if to_regclass('vito.' || name) is null then
      begin
        execute format('create table vito.%I partition of vito.events for values from (%L) to (%L)', name,
          (month + make_interval(months => i))::date::text || ' 00:00:00+00',
          (month + make_interval(months => i + 1))::date::text || ' 00:00:00+00');
        perform vito.protect(('vito.' || name)::regclass);
        made := made + 1;
      exception when check_violation then null; -- the default partition has events of this month already: it keeps the month
      end;
    end if;
  end loop;
  return made;
end $$;
revoke all on function vito.make_partitions(integer) from public;
grant execute on function vito.make_partitions(integer) to vito_dispatch;

create table vito.events_rest partition of vito.events default;
select vito.protect('vito.events_rest');
select vito.make_partitions(3);

grant select, insert on vito.events, vito.event_key, vito.vault to vito_app;
grant select, insert, update on vito.stream_head, vito.data_key to vito_app;
