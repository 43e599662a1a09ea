-- Passkeys of people, the challenges that they sign, and backup codes as digests.

create table auth_passkeys (
  id uuid primary key,
  user_id uuid not null references auth_users (id) on delete cascade,
  -- Its person's word for it.
  name text not null check (length(name) between 1 and 100),
  -- What the authenticator calls it, in base64url; random, and nothing of its person.
  credential_id text not null unique,
  -- COSE (RFC 9052 §7); no secret, so that nothing here hangs on the root secret.
  public_key bytea not null,
  -- How often it has signed, where the authenticator counts; it never goes back.
  counter bigint not null,
  -- How a browser reaches it, e.g. internal or usb.
  transports text[] not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index auth_passkeys_user_id on auth_passkeys (user_id, created_at);

-- One row for each challenge that was given and not yet answered; only digests are kept.
create table auth_challenges (
  digest bytea primary key,
  purpose text not null check (purpose in ('add', 'step_up', 'sign_in')),
  -- Null: for a sign-in, whose person is not known before.
  user_id uuid references auth_users (id) on delete cascade,
  ends_at timestamptz not null
);
create index auth_challenges_ends_at on auth_challenges (ends_at);

-- Whether the sealed backup codes are digests, as all are that are made from here on; the next start of the server hides the others.
alter table auth_two_factors add column codes_hidden boolean not null default true;
update auth_two_factors set codes_hidden = false;
