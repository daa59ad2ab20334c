-- Tokens of programs: each belongs to an account and does no more than its scopes say. As of sessions, only the hash is kept.
create table auth.token (
  token_id text primary key,
  account_id text not null references auth.account,
  token_hash text not null unique,
  name text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null default now(),
  expires_at timestamptz, -- null: it stays until it is revoked
  used_on date, -- in UTC; a day and no more, or each request would write
  revoked_at timestamptz
);
create index token_account on auth.token (account_id) where revoked_at is null;
grant select, insert, update on auth.token to vito_auth;
