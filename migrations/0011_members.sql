-- Console members: roles are named sets of scopes, and dangerous acts ask for a sign-in that is fresh.

alter table members add constraint members_role_check
  check (role in ('owner', 'admin', 'developer', 'reviewer', 'billing', 'viewer'));
-- When the person of this sign-in last proved who they are.
alter table auth_sessions add column stepped_up_at timestamptz;
