-- What a thread says of a commitment: that it only tells another again, and what later messages made of it.
alter table vito.commitment
  add column restates text, -- the commitment that it tells again, while it is hidden for that
  add column heard jsonb; -- [{documentId, start, end, page, rule, status?, due?, debtor?, standing}]; null: nothing
-- Only those of which a thread says something pay for these.
create index commitment_restates on vito.commitment (tenant_id, restates) where restates is not null;
create index commitment_heard on vito.commitment using gin (heard jsonb_path_ops) where heard is not null;
delete from vito_meta.projection where name = 'commitment';
select vito.make_put('vito.commitment');
