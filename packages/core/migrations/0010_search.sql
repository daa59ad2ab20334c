-- Search: the passages of documents, how far they are indexed, and their vectors in core PostgreSQL. All of it is made from
-- readings and can be made anew: an index, no projection. A rebuild leaves it alone; the catch-up fills what it lacks.
create table vito.document_index (
  tenant_id uuid not null,
  document_id text not null,
  cutter text not null, -- by which rules it was cut
  embedder text, -- whose vectors its passages have; null: none yet
  primary key (tenant_id, document_id)
);

create table vito.passage (
  tenant_id uuid not null,
  document_id text not null,
  number integer not null,
  from_offset integer not null,
  to_offset integer not null,
  page integer,
  kind text not null,
  text text not null,
  context text not null, -- subject or title, and heading: what it stands under
  speakers jsonb not null,
  people text not null, -- who speaks and who is spoken to, folded, for the filter
  said text,
  said_at timestamptz,
  words tsvector not null,
  primary key (tenant_id, document_id, number)
);

-- Which passages of a document hold a word. Row level security keeps PostgreSQL from using a GIN index for `@@` (the
-- operator is not leakproof); equality of texts is, so this index is used under it, and tells how rare a word is.
create table vito.passage_word (
  tenant_id uuid not null,
  word text collate "C" not null,
  document_id text not null,
  numbers integer[] not null,
  primary key (tenant_id, word, document_id)
);
create index passage_word_document on vito.passage_word (tenant_id, document_id);

-- 512 signs a passage, narrow, so that all of a tenant are scanned in a few milliseconds; and the vector, to rank exactly.
create table vito.passage_code (
  tenant_id uuid not null,
  document_id text not null,
  number integer not null,
  embedder text not null,
  code bit(512) not null,
  primary key (tenant_id, document_id, number)
);
create table vito.passage_vector (
  tenant_id uuid not null,
  document_id text not null,
  number integer not null,
  vector bytea not null, -- 32-bit floats, little-endian
  primary key (tenant_id, document_id, number)
);
-- The vectors of a passage's sentences, one after the other: the best of them says how near a passage really is.
create table vito.passage_sentences (
  tenant_id uuid not null,
  document_id text not null,
  number integer not null,
  vectors bytea not null,
  primary key (tenant_id, document_id, number)
);
-- Floats do not compress; trying to costs more than it gives.
alter table vito.passage_vector alter column vector set storage external;
alter table vito.passage_sentences alter column vectors set storage external;

select vito.protect(t) from unnest(array['vito.document_index', 'vito.passage', 'vito.passage_code',
  'vito.passage_vector', 'vito.passage_sentences', 'vito.passage_word']::regclass[]) as t;
grant select, insert, update, delete on vito.document_index, vito.passage, vito.passage_code, vito.passage_vector,
  vito.passage_sentences, vito.passage_word to vito_app;

-- A document that is deleted, or to be read again, leaves the index in the same commit: it is in no answer after it.
create function vito.leave_index() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  delete from vito.passage_code p where p.tenant_id = new.tenant_id and p.document_id = new.document_id;
  delete from vito.passage_vector p where p.tenant_id = new.tenant_id and p.document_id = new.document_id;
  delete from vito.passage_sentences p where p.tenant_id = new.tenant_id and p.document_id = new.document_id;
  delete from vito.passage_word p where p.tenant_id = new.tenant_id and p.document_id = new.document_id;
  delete from vito.passage p where p.tenant_id = new.tenant_id and p.document_id = new.document_id;
  delete from vito.document_index p where p.tenant_id = new.tenant_id and p.document_id = new.document_id;
  return null;
end $$;
revoke all on function vito.leave_index() from public;
create trigger leave_index after update on vito.document for each row
  when (old.state = 'read' and new.state <> 'read') execute function vito.leave_index();
