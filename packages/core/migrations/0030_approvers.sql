-- Who is asked by mail when a run waits for a decision.
alter table vito.company add column approvers text[] not null default '{}';
delete from vito_meta.projection where name = 'company';
select vito.make_put('vito.company');
