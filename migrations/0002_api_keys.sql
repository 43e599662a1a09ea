-- API keys: only their digest is needed to authenticate; the ciphertext exists so that the console can show a key again.

create table api_keys (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  environment text not null check (environment in ('live', 'sandbox')),
  name text not null check (length(name) between 1 and 200),
  digest bytea not null unique check (length(digest) = 32),
  pepper_version integer not null,
  prefix text not null,
  last4 text not null,
  ciphertext bytea,
  owner_user_id uuid references auth_users (id) on delete set null,
  scopes text[] not null,
  workflow_id uuid,
  ip_allowlist text[] not null default '{}',
  expires_at timestamptz,
  revoked_at timestamptz,
  replaced_by uuid references api_keys (id),
  last_used_at timestamptz,
  last_used_ip text,
  last_used_agent text,
  created_at timestamptz not null
);
create index api_keys_organization_id on api_keys (organization_id, created_at desc);

-- An organization is never visible without its first live and sandbox key. Checked at commit, so that one
-- transaction can insert all three rows in any order, and a crash in between leaves none of them.
create function require_first_keys() returns trigger language plpgsql as $$
begin
  if (select count(distinct environment) from api_keys where organization_id = new.id) < 2 then
    raise exception 'organization % has no first live and sandbox key', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger organizations_have_keys after insert on organizations
  deferrable initially deferred for each row execute function require_first_keys();

-- Every node drops what it has cached of a key as soon as the key changes.
create function announce_key_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('api_key_changed', encode(coalesce(new.digest, old.digest), 'hex'));
  return null;
end $$;
create trigger api_keys_announce after insert or delete or
  update of digest, scopes, workflow_id, ip_allowlist, expires_at, revoked_at, owner_user_id on api_keys
  for each row execute function announce_key_change();
