-- Sessions of the sandbox that walk to their end by themselves, as their scenario says; the row goes when they have got there. No
-- session of live data can have one. See docs/decisions/0044-steer-the-sandbox.md.

create table sandbox_walks (
  session_id uuid primary key references sessions (id),
  organization_id uuid not null references organizations (id),
  environment text not null check (environment = 'sandbox'),
  scenario text not null,
  -- Between two moves.
  pause_ms integer not null check (pause_ms >= 0),
  -- Of the next move; a worker that has taken it puts it off, so that another takes it if this one dies.
  due_at timestamptz not null
);
create index sandbox_walks_due on sandbox_walks (due_at);
create index sandbox_walks_by_organization on sandbox_walks (organization_id);
