-- A key may never do more than the member who stands behind it: who gave it its scopes, and their role.

alter table api_keys
  -- Null: a command on the machine gave them, or the person's account is gone.
  add column granted_by uuid references auth_users (id) on delete set null,
  -- The role of that member, followed while they belong to the organization and kept as it was when they leave.
  add column granted_role text check (granted_role in ('owner', 'admin', 'developer', 'reviewer', 'billing', 'viewer')),
  -- Made when every key that read sessions read applicants' data too, and not restricted since.
  add column is_from_before_scopes boolean not null default false;

-- What keys could do then, they go on doing: reading and checking showed everything, and writing decided.
update api_keys set
  is_from_before_scopes = true,
  scopes = scopes
    || case when scopes && '{sessions:read,sessions:write,checks:write}' and not scopes && '{*,applicants:read}'
         then '{applicants:read}'::text[] else '{}' end
    || case when scopes @> '{sessions:write}' and not scopes && '{*,sessions:decide}'
         then '{sessions:decide}'::text[] else '{}' end;

drop trigger api_keys_announce on api_keys;
create trigger api_keys_announce after insert or delete or
  update of digest, scopes, granted_role, workflow_id, ip_allowlist, expires_at, revoked_at, owner_user_id on api_keys
  for each row execute function announce_key_change();

-- Whichever way a role changes, the keys behind which the member stands follow in the same transaction.
create function bound_keys_by_role() returns trigger language plpgsql as $$
begin
  update api_keys set granted_role = new.role
    where organization_id = new.organization_id and granted_by = new.user_id and granted_role is distinct from new.role;
  return null;
end $$;
create trigger members_bound_keys after insert or update of role on members
  for each row execute function bound_keys_by_role();
