-- Sign-ins and reads stand in the audit log beside what was done.
--
-- A stranger is who did not prove who they are: only such rows tell of tries at an account. What reads an applicant's data
-- ends in .read, .list or .view (src/services/audit/record.ts); there are many of these rows, and the log is mostly read
-- without them. A column says it, since behind the wall between organizations the planner knows how many rows fit a column
-- and not how many fit a pattern. It follows from the action, which the chain covers. Adding it writes the table anew.
-- See docs/decisions/0029-audit-sign-ins-and-reads.md.

alter table audit_events drop constraint audit_events_actor_kind_check;
alter table audit_events add constraint audit_events_actor_kind_check
  check (actor_kind in ('api_key', 'member', 'applicant', 'system', 'operator', 'stranger'));

alter table audit_events add column is_read boolean not null
  generated always as (action ~ '\.(read|list|view)$') stored;
create index audit_events_acts on audit_events (organization_id, id desc) where not is_read;
