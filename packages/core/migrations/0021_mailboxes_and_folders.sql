-- Mailboxes and folders that are watched: which, and which process watches each.
alter table vito.connection add column live boolean not null default false;
-- Set anew by every change of a connection that is to be watched, so that whoever watches it begins anew; null: nobody does.
alter table vito.sync_schedule add column watched_since timestamptz;

delete from vito_meta.projection where name in ('connection', 'sync_schedule');
select vito.make_put(t) from unnest(array['vito.connection', 'vito.sync_schedule']::regclass[]) as t;

-- No projection: who holds what is nobody's history.
create table vito.sync_watch (
  tenant_id uuid not null,
  connection_id text not null,
  holder text not null, -- a process
  until timestamptz not null,
  primary key (tenant_id, connection_id)
);
select vito.protect('vito.sync_watch');
select vito.protect_dispatch('vito.sync_watch');
grant select on vito.sync_watch to vito_app;
grant select, insert, update, delete on vito.sync_watch to vito_dispatch;
