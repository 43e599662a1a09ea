-- How many bytes of evidence there are, so that a session and an organization can be bounded by one look at one row each.
create table evidence_totals (
  organization_id uuid not null references organizations (id),
  -- Null: the organization's own total, of what is stored at this moment. A session's is of all that it ever stored.
  session_id uuid references sessions (id),
  bytes bigint not null check (bytes >= 0),
  unique nulls not distinct (organization_id, session_id)
);

insert into evidence_totals (organization_id, session_id, bytes)
select organization_id, session_id, sum(size_bytes) from evidence
where session_id is not null and state in ('received', 'stored', 'superseded')
group by organization_id, session_id;

insert into evidence_totals (organization_id, session_id, bytes)
select organization_id, null, sum(size_bytes) from evidence
where state in ('received', 'stored', 'superseded')
group by organization_id;

-- What a step was submitted with is kept, for those who review the attempts; what was replaced before that is removed.
alter table evidence add column submitted_at timestamptz;
-- Of earlier pictures it is not known.
update evidence set submitted_at = coalesce(stored_at, created_at)
where session_id is not null and state in ('stored', 'superseded');

-- replaced: its bytes are being removed, and its row after them.
alter table evidence drop constraint evidence_state_check;
alter table evidence add constraint evidence_state_check
  check (state in ('awaiting', 'received', 'stored', 'superseded', 'replaced', 'erased'));
create index evidence_replaced on evidence (organization_id, session_id) where state = 'replaced';
