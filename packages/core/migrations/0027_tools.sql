-- What tools of runs need: commitments that no document tells, and the servers of others whose tools a company uses.
alter table vito.commitment
  alter column document_id drop not null,
  add column run_id text; -- the run that made it
delete from vito_meta.projection where name = 'commitment';
select vito.make_put('vito.commitment');

create table vito.tool_server (
  tenant_id uuid not null,
  server_id text not null,
  name text not null,
  transport text not null, -- stdio or http
  place text not null, -- the command's name, or the address
  secret_names text[] not null, -- of headers or variables: what they hold stays in the vault
  tools jsonb not null, -- [{name, title, description, readOnly, input}], as the server told them last
  settings jsonb not null, -- {tool: {effect?, approval?, off?}}: what a person set
  told_at timestamptz not null,
  removed boolean not null,
  added_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, server_id)
);

select vito.protect('vito.tool_server');
grant select, insert, update on vito.tool_server to vito_app;
select vito.make_put('vito.tool_server');
