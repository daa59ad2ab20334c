-- Playbooks that begin by themselves, once a company has switched them on: when, or after what.
create table vito.run_start (
  tenant_id uuid not null,
  name text not null,
  "on" boolean not null,
  starts jsonb not null,
  since timestamptz not null, -- when it was switched on
  version integer not null,
  primary key (tenant_id, name)
);
select vito.protect('vito.run_start');
select vito.protect_dispatch('vito.run_start');
grant select, insert, update on vito.run_start to vito_app;
grant select on vito.run_start to vito_dispatch;
select vito.make_put('vito.run_start');
