-- What a model said of commitments, how asking it went, and what each call cost. Null: no model was asked.
alter table vito.document add column model_check text, add column checked_by text;
alter table vito.commitment add column verdict text, add column checked_by text;

create table vito.model_call (
  tenant_id uuid not null,
  call_id text not null,
  document_id text not null,
  model text not null,
  fingerprint text not null, -- of the question, under the tenant's key
  outcome text not null,
  tokens_in integer,
  tokens_out integer,
  cost_micros bigint, -- millionths of a US dollar
  ms integer not null,
  at timestamptz not null,
  primary key (tenant_id, call_id)
);
-- The same question again is answered from here.
create index model_call_answer on vito.model_call (tenant_id, fingerprint) where outcome = 'answered';

select vito.protect('vito.model_call');
grant select, insert, update on vito.model_call to vito_app;

-- `vito.put` knows the columns that there were when it was made.
delete from vito_meta.projection where name in ('document', 'commitment');
select vito.make_put(t) from unnest(array['vito.document', 'vito.commitment', 'vito.model_call']::regclass[]) as t;
