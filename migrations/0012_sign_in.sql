-- Second factors of people, and the count of wrong passwords and codes that slows guessing down.

alter table auth_users add column two_factor_enabled boolean not null default false;

-- Read and written by better-auth; secret and backup codes are encrypted by it.
create table auth_two_factors (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null unique references auth_users (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

-- Wrong tries by account and by network address; only digests of both are kept, so that no row names anybody.
create table auth_tries (
  digest bytea primary key,
  count integer not null check (count >= 0),
  ends_at timestamptz not null
);
create index auth_tries_ends_at on auth_tries (ends_at);
