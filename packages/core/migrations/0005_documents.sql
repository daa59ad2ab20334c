-- What came in and what reading made of it. Rows are whole and owned by the document's stream.
create table vito.document (
  tenant_id uuid not null,
  document_id text not null,
  name text not null,
  state text not null,
  kind text,
  size bigint not null,
  media_type text not null,
  address text, -- of the blob; null once deleted
  parent_id text,
  title text,
  pages integer not null default 0,
  problem_reason text,
  problem_message text,
  extracted integer not null default 0, -- how often commitments were extracted
  received_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, document_id)
);
create index document_parent on vito.document (tenant_id, parent_id);

create table vito.document_reading (
  tenant_id uuid not null,
  document_id text not null,
  text text not null,
  messages jsonb not null,
  meta jsonb not null,
  attachments text[] not null,
  primary key (tenant_id, document_id)
);

create table vito.document_page (
  tenant_id uuid not null,
  document_id text not null,
  page integer not null,
  from_offset integer not null,
  to_offset integer not null,
  ocr boolean not null,
  confidence real,
  width real,
  height real,
  rotation real not null,
  words jsonb not null,
  primary key (tenant_id, document_id, page)
);

-- How a message hangs together with others: the ids it has and the ids it answers.
create table vito.document_link (
  tenant_id uuid not null,
  document_id text not null,
  ids text[] not null,
  refs text[] not null,
  sent_at text,
  primary key (tenant_id, document_id)
);
create index document_link_ids on vito.document_link using gin (ids);
create index document_link_refs on vito.document_link using gin (refs);

-- Who stands in a document's messages, to learn who is who: [{role, name, address, organisation, zone, sentAt}].
create table vito.document_party (
  tenant_id uuid not null,
  document_id text not null,
  parties jsonb not null,
  primary key (tenant_id, document_id)
);

create table vito.commitment (
  tenant_id uuid not null,
  commitment_id text not null,
  document_id text not null,
  quote text not null,
  from_offset integer not null,
  to_offset integer not null,
  page integer,
  debtor jsonb,
  creditor jsonb,
  debtor_keys text[] not null,
  creditor_keys text[] not null,
  debtor_who text, -- the first of its keys: one person, one value
  creditor_who text,
  action text not null,
  due text,
  due_at timestamptz, -- the last moment of the due in the company's zone, for order and "overdue"
  precision text not null,
  condition text,
  status text not null,
  open boolean not null,
  confidence real not null,
  rule text not null,
  said_at text,
  said_time timestamptz, -- the instant of said_at, for order
  hidden text,
  touched boolean not null,
  undoable text,
  version integer not null,
  primary key (tenant_id, commitment_id)
);
-- Two indexes beside the key, and no more without a figure: every append that proposes pays for each.
create index commitment_due on vito.commitment (tenant_id, (coalesce(due_at, 'infinity'::timestamptz)), commitment_id);
create index commitment_document on vito.commitment (tenant_id, document_id);

create table vito.company (
  tenant_id uuid primary key,
  name text,
  addresses text[] not null,
  organisation text,
  zone text,
  sample boolean not null,
  calendar_hash text,
  version integer not null
);

select vito.protect(t) from unnest(array['vito.document', 'vito.document_reading', 'vito.document_page',
  'vito.document_link', 'vito.document_party', 'vito.commitment', 'vito.company']::regclass[]) as t;
select vito.make_put(t) from unnest(array['vito.document', 'vito.document_reading', 'vito.document_page',
  'vito.document_link', 'vito.document_party', 'vito.commitment', 'vito.company']::regclass[]) as t;
grant select, insert, update on vito.document, vito.document_reading, vito.document_page, vito.document_link,
  vito.document_party, vito.commitment, vito.company to vito_app;
