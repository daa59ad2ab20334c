-- Months of events that were put away: the parts that hold them, as blobs, and which part has which stretch of a stream.
-- What stays of such an event: its place in the sequence, its keys, its stream's head, and a row here for the stretch.
create table vito.log_archive (
  tenant_id uuid not null,
  month date not null,
  part integer not null,
  address text not null,
  events integer not null,
  bytes integer not null, -- as they were written, before the blob's cipher
  primary key (tenant_id, month, part)
);
create index log_archive_address on vito.log_archive (tenant_id, address);

create table vito.log_archive_stretch (
  tenant_id uuid not null,
  stream text not null,
  from_version integer not null,
  to_version integer not null,
  month date not null,
  part integer not null,
  primary key (tenant_id, stream, from_version)
);
create index log_archive_stretch_month on vito.log_archive_stretch (tenant_id, month);

select vito.protect(t) from unnest(array['vito.log_archive', 'vito.log_archive_stretch']::regclass[]) as t;
select vito.protect_dispatch(t) from unnest(array['vito.log_archive', 'vito.log_archive_stretch', 'vito.vault']::regclass[]) as t;
grant select, insert on vito.log_archive, vito.log_archive_stretch to vito_app;
grant select, delete on vito.log_archive, vito.log_archive_stretch to vito_dispatch;
-- It takes away the boxes of what was put away, by their names, and cannot read them.
grant select (tenant_id, vault_id), delete on vito.vault to vito_dispatch;
