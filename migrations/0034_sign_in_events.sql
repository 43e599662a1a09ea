-- Sign-ins and reads stand in the audit log beside what was done.
--
-- A stranger is who did not prove who they are: only such rows tell of tries at an account. What reads an applicant's data
-- ends in .read, .list or .view (src/services/audit/record.ts); there are many of these rows, and the log is mostly read
-- without them. See docs/decisions/0029-audit-sign-ins-and-reads.md.

alter table audit_events drop constraint audit_events_actor_kind_check;
alter table audit_events add constraint audit_events_actor_kind_check
  check (actor_kind in ('api_key', 'member', 'applicant', 'system', 'operator', 'stranger'));

create index audit_events_acts on audit_events (organization_id, id desc) where action !~ '\.(read|list|view)$';
