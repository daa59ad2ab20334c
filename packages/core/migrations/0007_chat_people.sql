-- People of chat exports, by the list in which they came in: who is behind the ids in a chat's messages.
create table vito.chat_people (
  tenant_id uuid not null,
  document_id text not null,
  people jsonb not null, -- [{id, name, address, zone}]
  primary key (tenant_id, document_id)
);
select vito.protect('vito.chat_people');
select vito.make_put('vito.chat_people');
grant select, insert, update on vito.chat_people to vito_app;
