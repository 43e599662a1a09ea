-- Who did what: rows are written in the transaction of the act and can never be changed.

create table audit_events (
  id bigint generated always as identity primary key,
  organization_id uuid not null references organizations (id),
  actor_kind text not null check (actor_kind in ('api_key', 'member', 'applicant', 'system', 'operator')),
  actor_id text,
  action text not null,
  target_id text,
  details jsonb not null default '{}',
  created_at timestamptz not null
);
create index audit_events_organization_id on audit_events (organization_id, id desc);
create trigger audit_events_append_only before update or delete on audit_events
  for each row execute function refuse_change();
