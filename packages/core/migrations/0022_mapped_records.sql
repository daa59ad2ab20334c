-- What synced records become: the mapping of each stream, how far it was applied, what each record became; facts that records told;
-- tables that were uploaded.
alter table vito.connection add column mappings jsonb not null default '{}'; -- {records id: {mapping, from, set}}

-- One row a stream of a connection that has, or had, a mapping.
create table vito.record_mapping (
  tenant_id uuid not null,
  records_id text not null,
  connection_id text not null,
  set integer not null, -- the version of the connection at which the mapping was set
  up_to_version integer not null,
  up_to_records integer not null,
  replay_by integer, -- the version at which all of them were wanted again, and the key that this has come to
  replay_after text,
  stalled boolean not null,
  version integer not null,
  primary key (tenant_id, records_id)
);

create table vito.mapped_record (
  tenant_id uuid not null,
  records_id text not null,
  key text not null,
  connection_id text not null,
  stream text not null,
  state text not null,
  of integer not null, -- the batch in which it was told
  yields jsonb not null,
  problem text,
  mapped_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, records_id, key)
);
create index mapped_record_unmapped on vito.mapped_record (tenant_id, records_id, key) where state = 'unmapped';

alter table vito.fact
  alter column source_id drop not null,
  alter column payload_id drop not null,
  add column connection_id text,
  add column records_id text,
  add column record_key text,
  add column gone boolean not null default false;
create index fact_connection on vito.fact (tenant_id, connection_id, fact_id) where connection_id is not null;

-- Tables that were uploaded to a connection.
create table vito.sync_file (
  tenant_id uuid not null,
  file_id text not null,
  connection_id text not null,
  name text not null,
  address text, -- null once its bytes are gone
  size bigint not null,
  encoding text not null,
  records_id text, -- the stream that its rows became records of
  received_at timestamptz not null,
  imported_at timestamptz,
  version integer not null,
  primary key (tenant_id, file_id)
);
create index sync_file_connection on vito.sync_file (tenant_id, connection_id, file_id);
create index sync_file_address on vito.sync_file (tenant_id, address) where address is not null;

alter table vito.held_record add column line integer; -- of its file

select vito.protect(t) from unnest(array['vito.record_mapping', 'vito.mapped_record', 'vito.sync_file']::regclass[]) as t;
grant select, insert, update on vito.record_mapping, vito.mapped_record, vito.sync_file to vito_app;

-- `vito.put` knows the columns that there were when it was made.
delete from vito_meta.projection where name in ('connection', 'fact', 'held_record');
select vito.make_put(t) from unnest(array['vito.connection', 'vito.fact', 'vito.held_record', 'vito.record_mapping',
  'vito.mapped_record', 'vito.sync_file']::regclass[]) as t;
