-- Sign-in: devices that have signed in before, second factors that were shown, and how long a sign-in has rested.

-- Devices on which a person has signed in; strangers' wrong passwords do not count against them. Only the digest of the
-- secret in the device's cookie is kept.
create table auth_devices (
  digest bytea not null,
  user_id uuid not null references auth_users (id) on delete cascade,
  used_at timestamptz not null,
  primary key (digest, user_id)
);
create index auth_devices_user_id on auth_devices (user_id, used_at desc);

alter table auth_sessions
  -- When a second factor was last shown.
  add column factor_at timestamptz,
  -- When an organization was last asked for something by a person who was there.
  add column active_at timestamptz,
  -- The longest pause between two of these since the person last proved who they are.
  add column longest_rest_seconds integer not null default 0;

-- After how many minutes without a person a sign-in is asked for a proof again; null: never.
alter table organizations add column idle_minutes integer default 720 check (idle_minutes between 5 and 43200);

-- An invitation that was accepted was a proof of the address: only its holder has the link.
update auth_users set email_verified = true where exists (
  select from invitations
    join members on members.organization_id = invitations.organization_id and members.user_id = auth_users.id
  where invitations.email = lower(auth_users.email) and invitations.status = 'accepted'
);
