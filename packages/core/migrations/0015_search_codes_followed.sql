-- A process that keeps a tenant's sign codes in memory asks for those written since it last looked, by the transaction that
-- wrote them: unlike a clock or a sequence, the server tells which of those have ended.
alter table vito.passage_code add column written bigint not null default (pg_current_xact_id()::text::bigint);
create index passage_code_written on vito.passage_code (tenant_id, written);
-- Vectors stand in their rows: a look into another table for each costs more than the row.
alter table vito.passage_vector set (toast_tuple_target = 8160);
alter table vito.passage_sentences set (toast_tuple_target = 8160);
-- How far the index is, is told with every answer: counted by indexes alone.
create index document_read on vito.document (tenant_id) where state = 'read';
create index document_index_embedder on vito.document_index (tenant_id, embedder);
