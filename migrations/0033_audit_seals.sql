-- Seals over the audit chains: whoever can write to the database can compute a chain anew, but not its seals.
--
-- The server seals each chain at a rhythm with a key that it derives from the root secret and that the database never
-- holds. A seal covers the hash of its position, and so every row up to there, and the seal before it. Rows behind the
-- last seal are covered by the next one. See docs/decisions/0023-seal-and-publish-the-audit-log.md.

create table audit_seals (
  organization_id uuid not null references organizations (id),
  -- 1 for the first seal of the organization.
  number integer not null check (number > 0),
  position bigint not null check (position > 0),
  -- Of the chain at that position.
  hash bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null,
  -- The root secret that the key is derived from.
  key_version integer not null,
  -- HMAC-SHA256 over all of these and the seal before it.
  mac bytea not null check (length(mac) = 32),
  primary key (organization_id, number)
);
create index audit_seals_sealed_at on audit_seals (sealed_at);

create trigger audit_seals_append_only before update or delete on audit_seals
  for each row execute function refuse_change();
create trigger audit_seals_not_emptied before truncate on audit_seals
  for each statement execute function refuse_change();
