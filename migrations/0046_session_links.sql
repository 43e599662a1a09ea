-- New links of sessions: each ends the one before it, and says so to whoever still holds that. See
-- docs/decisions/0043-end-a-link-by-another.md.

-- How many links were made before the present one; the secret of the link is made of it and of the session's id.
alter table sessions add column link_number integer not null default 0;

create table ended_links (
  link_digest bytea primary key,
  organization_id uuid not null references organizations (id),
  session_id uuid not null references sessions (id),
  -- Of the browser that had opened it.
  cookie_digest bytea,
  ended_at timestamptz(3) not null
);
create index ended_links_by_session on ended_links (session_id);
create index ended_links_by_organization on ended_links (organization_id);
