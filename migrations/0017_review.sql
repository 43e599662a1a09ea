-- Review by members: the words of a decision, who is looking at which session, and what the queue and timelines read.

alter table decisions
  add column reason_code text
    check (reason_code in ('unreadable', 'expired', 'mismatch', 'not_live', 'tampered', 'other')),
  add column note text check (length(note) <= 2000);

-- Who is reviewing a session until when, so that two do not do the same work. Of its own, so that a renewal every
-- minute rewrites a small row.
create table review_claims (
  session_id uuid primary key references sessions (id) on delete cascade,
  organization_id uuid not null references organizations (id),
  user_id uuid not null references auth_users (id) on delete cascade,
  claimed_at timestamptz not null,
  expires_at timestamptz not null
);

-- The queue, oldest first: the rules left these to a person, and said why.
create index sessions_to_review on sessions (organization_id, environment, submitted_at, id) include (workflow_id)
  where status = 'SUBMITTED' and decision_reasons <> '[]';
-- Every attempt at a picture, also those that were replaced.
create index evidence_by_session on evidence (session_id, slot, created_at desc) where session_id is not null;
