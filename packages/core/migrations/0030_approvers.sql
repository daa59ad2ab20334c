-- Who is asked by mail when a run waits for a decision.
alter table vito.company add column approvers text[]; -- null: written by a process that does not know of it yet
delete from vito_meta.projection where name = 'company';
select vito.make_put('vito.company');
