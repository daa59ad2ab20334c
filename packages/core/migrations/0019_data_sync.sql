-- Data sync: connections, their runs, the records that they brought, and those that are held back.
create table vito.connection (
  tenant_id uuid not null,
  connection_id text not null,
  name text not null,
  dialect text not null,
  command text not null,
  streams jsonb not null, -- [{id, name, mode, keys, cursor, drift}]
  every_minutes integer,
  paused boolean not null,
  removed boolean not null,
  added_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, connection_id)
);

-- When what is due: all that the dispatching role knows of it. `minutes` is null where nothing is.
create table vito.sync_schedule (
  tenant_id uuid not null,
  connection_id text not null,
  since timestamptz not null,
  minutes integer,
  primary key (tenant_id, connection_id)
);

create table vito.sync_run (
  tenant_id uuid not null,
  sync_id text not null,
  connection_id text not null,
  state text not null,
  reason text,
  attempts integer not null,
  streams jsonb not null, -- [{id, kept, same, gone, held}]
  due_at timestamptz,
  requested_at timestamptz not null,
  started_at timestamptz,
  advanced_at timestamptz,
  ended_at timestamptz,
  version integer not null,
  primary key (tenant_id, sync_id)
);
create index sync_run_connection on vito.sync_run (tenant_id, connection_id, sync_id);

create table vito.synced_record (
  tenant_id uuid not null,
  records_id text not null, -- one stream of a connection
  key text not null,
  connection_id text not null,
  stream text not null,
  data jsonb not null,
  deleted boolean not null,
  synced_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, records_id, key)
);

-- The refresh in which a record was last seen: those of the records that are not seen in a whole one were deleted.
create table vito.record_mark (
  tenant_id uuid not null,
  records_id text not null,
  key text not null,
  generation text not null,
  version integer not null,
  primary key (tenant_id, records_id, key)
);

create table vito.held_record (
  tenant_id uuid not null,
  records_id text not null,
  key text not null,
  connection_id text not null,
  stream text not null,
  reason text not null,
  columns text[] not null,
  data jsonb not null,
  held boolean not null,
  held_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, records_id, key)
);

select vito.protect(t) from unnest(array['vito.connection', 'vito.sync_schedule', 'vito.sync_run', 'vito.synced_record',
  'vito.record_mark', 'vito.held_record']::regclass[]) as t;
select vito.protect_dispatch('vito.sync_schedule');
grant select, insert, update on vito.connection, vito.sync_schedule, vito.sync_run, vito.synced_record, vito.record_mark,
  vito.held_record to vito_app;
grant select on vito.sync_schedule to vito_dispatch;
select vito.make_put(t) from unnest(array['vito.connection', 'vito.sync_schedule', 'vito.sync_run', 'vito.synced_record',
  'vito.record_mark', 'vito.held_record']::regclass[]) as t;
