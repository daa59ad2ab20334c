-- Webhooks that go out: endpoints, and what is sent to each.
create table vito.endpoint (
  tenant_id uuid not null,
  endpoint_id text not null,
  name text not null,
  url text not null,
  types text[] not null,
  filter text,
  ordered boolean not null,
  secrets jsonb not null, -- [{id, hint, until}]: the secrets themselves stay in the vault
  open boolean not null,
  removed boolean not null,
  disabled text,
  added_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, endpoint_id)
);

-- Which companies send anything at all: all that the dispatching role knows of it.
create table vito.watch (
  tenant_id uuid not null,
  endpoint_id text not null,
  open boolean not null,
  primary key (tenant_id, endpoint_id)
);

create table vito.sending (
  tenant_id uuid not null,
  sending_id text not null,
  endpoint_id text not null,
  event_id text,
  seq bigint, -- of its event
  type text not null,
  about text not null, -- the stream that its event is about
  state text not null,
  attempts integer not null,
  planned_at timestamptz not null,
  first_at timestamptz,
  last_at timestamptz,
  last_status integer,
  problem text,
  next_at timestamptz,
  version integer not null,
  primary key (tenant_id, sending_id)
);
create index sending_endpoint on vito.sending (tenant_id, endpoint_id, sending_id);
create index sending_waiting on vito.sending (tenant_id, endpoint_id, about, seq) where state = 'waiting';

select vito.protect(t) from unnest(array['vito.endpoint', 'vito.watch', 'vito.sending']::regclass[]) as t;
select vito.protect_dispatch('vito.watch');
grant select, insert, update on vito.endpoint, vito.watch, vito.sending to vito_app;
grant select on vito.watch to vito_dispatch;
select vito.make_put(t) from unnest(array['vito.endpoint', 'vito.watch', 'vito.sending']::regclass[]) as t;
