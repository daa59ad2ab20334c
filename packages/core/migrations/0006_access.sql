-- People's accounts and sessions: a schema of their own, which the app's role cannot see. Full accounts come later.
create schema auth;
grant usage on schema auth to vito_auth;

create table auth.account (
  account_id text primary key,
  tenant_id uuid not null,
  role text not null check (role in ('owner')),
  created_at timestamptz not null default now()
);

-- A token is kept as its SHA-256 only.
create table auth.sign_in_link (
  token_hash text primary key,
  account_id text not null references auth.account,
  expires_at timestamptz not null
);

create table auth.session (
  token_hash text primary key,
  account_id text not null references auth.account,
  kind text not null check (kind in ('browser', 'cli')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);

-- The secret of a calendar link names its tenant, since a calendar program cannot sign in.
create table auth.calendar_link (
  secret_hash text primary key,
  tenant_id uuid not null,
  created_at timestamptz not null default now()
);

grant select, insert, update, delete on all tables in schema auth to vito_auth;
