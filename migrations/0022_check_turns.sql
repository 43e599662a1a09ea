-- Whose check is next is decided when a worker is free, so that organizations take turns: a job of the queue only says that
-- there is a check. Who does a check, how often that was begun and when it may begin stand with the check.
alter table checks
  -- Lower is sooner, among the checks of one organization.
  add column priority smallint not null default 0,
  add column due_at timestamptz not null default now(),
  -- The worker that does it, by the name that it marks as living; null while nobody does.
  add column claimed_by text,
  -- When it was begun last; the latest of an organization says when it had its turn.
  add column claimed_at timestamptz,
  add column attempts smallint not null default 0;

update checks set priority = -10 where state = 'queued' and session_id is null;

create index checks_waiting on checks (organization_id, priority, due_at, id) where state = 'queued';
create index checks_by_turn on checks (organization_id, claimed_at desc) where claimed_at is not null;
