-- A session is a run of its steps: each is judged when it is submitted. What happens to a session is an event.

-- A row is made when a step is first touched; a step without one is PENDING.
create table session_steps (
  session_id uuid not null references sessions (id),
  organization_id uuid not null references organizations (id),
  -- Place in the session's steps, from 0.
  position smallint not null,
  step text not null,
  status text not null check (status in ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED')),
  -- Verdicts; what could not be judged is none.
  attempts integer not null default 0,
  -- How often it was given back because nothing could be judged, since its last verdict.
  retakes integer not null default 0,
  failure_reason text,
  -- Names the submission that is or was looked at, so that one that is repeated finds it.
  submission_id uuid,
  check_id uuid,
  -- { outcome, reasons }: codes only.
  verdict jsonb,
  rules_version text,
  -- Whether anything was read that is paid for.
  is_billable boolean not null default false,
  -- Sealed with the applicant's data key: what was submitted, and what was found.
  sealed_submission bytea,
  sealed_result bytea,
  started_at timestamptz,
  completed_at timestamptz,
  judged_at timestamptz,
  primary key (session_id, position)
);
create index session_steps_by_organization on session_steps (organization_id);
create index session_steps_by_check on session_steps (check_id) where check_id is not null;
-- Those of before are judged once more, by the job that keeps their findings.
create index session_steps_to_freeze on session_steps (session_id)
  where status = 'COMPLETED' and rules_version is null and check_id is not null;

create table events (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  environment text not null check (environment in ('live', 'sandbox')),
  type text not null,
  session_id uuid references sessions (id),
  -- 1, 2, 3 … within a session.
  sequence integer not null,
  created_at timestamptz not null,
  -- The session as it was at that moment, sealed with the applicant's data key; null for a creation, which the
  -- session's own row tells.
  sealed_snapshot bytea,
  unique (session_id, sequence)
);
create index events_by_organization on events (organization_id, environment, created_at desc, sequence desc, id desc);

-- Failed attempts after which a session ends FAILED; null: there is no limit.
alter table workflow_versions add column max_attempts smallint default 3 check (max_attempts between 1 and 20);
alter table sessions add column max_attempts smallint default 3 check (max_attempts between 1 and 20);
-- Driven by a client instead of the applicant's page.
alter table sessions add column is_headless boolean not null default false;

-- What a decision rested on: findings, settings, thresholds, model hashes and the version of the rules, sealed.
alter table decisions add column sealed_basis bytea;

-- A step that was given back is checked again.
alter table checks drop constraint checks_session_id_step_key;
create index checks_by_session on checks (session_id, created_at) where session_id is not null;
-- SHA-256 of the models that measured.
alter table checks add column models jsonb;

-- `received`: the bytes of an upload by a client are there, and no step has taken them yet.
alter table evidence drop constraint evidence_state_check;
alter table evidence add constraint evidence_state_check
  check (state in ('awaiting', 'received', 'stored', 'superseded', 'erased'));

-- Sessions of before: submitted as a whole, with a check for each step.
insert into session_steps
  (session_id, organization_id, position, step, status, attempts, check_id, is_billable, started_at, completed_at)
select sessions.id, sessions.organization_id, item.place - 1, item.step ->> 'id',
  case when checks.state = 'queued' then 'IN_PROGRESS' else 'COMPLETED' end,
  case when checks.state = 'queued' then 0 else 1 end,
  checks.id, checks.state = 'done', sessions.submitted_at, checks.finished_at
from sessions
cross join lateral jsonb_array_elements(sessions.steps) with ordinality as item (step, place)
join checks on checks.session_id = sessions.id and checks.step = item.step ->> 'id';
