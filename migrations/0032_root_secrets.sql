-- When each root secret came into use: what was made before its moment may be under an earlier one.
create table root_secrets (
  -- Derived from the secret, as rows remember it; tells nothing of it.
  version integer primary key,
  since timestamptz not null
);

-- When an operator took a person's second factor away; null once they have read it or have one again.
alter table auth_users add column two_factor_reset_at timestamptz;
