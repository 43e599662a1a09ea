-- The console's list of sessions: every filter walks an index in the order of the page, newest first, and stops with it.

-- Statuses and progress, alone or together: one walk for each pair that is asked for, merged.
create index sessions_by_state on sessions
  (organization_id, environment, status, progress, created_at desc, id desc);
create index sessions_by_workflow_state on sessions
  (organization_id, environment, workflow_id, status, progress, created_at desc, id desc);

-- Free text: what begins with it. A prefix needs no extension, which a plain user of a hosted database may not add.
create index sessions_by_name on sessions
  (organization_id, environment, lower(first_name || ' ' || last_name) text_pattern_ops);
create index sessions_by_last_name on sessions (organization_id, environment, lower(last_name) text_pattern_ops);
create index sessions_by_applicant on sessions (applicant_id, created_at desc);
create index applicants_by_email on applicants (organization_id, environment, email text_pattern_ops);
create index applicants_by_phone on applicants (organization_id, environment, phone text_pattern_ops)
  where phone is not null;

-- Live pages: told which sessions of which organization and environment changed, never what is in them.
-- One statement may create hundreds of sessions; beyond 100 the payload, which ends at 8000 bytes, names none.
create function announce_new_sessions() returns trigger language plpgsql as $$
begin
  perform pg_notify('session_changed', concat_ws(' ', organization_id, environment,
    case when count(*) <= 100 then string_agg(id::text, ' ') end))
  from created group by organization_id, environment;
  return null;
end $$;
create trigger sessions_announce_new after insert on sessions
  referencing new table as created for each statement execute function announce_new_sessions();

create function announce_session_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('session_changed', concat_ws(' ', new.organization_id, new.environment, new.id));
  return null;
end $$;
create trigger sessions_announce_change after update of status, progress on sessions
  for each row when (old.status is distinct from new.status or old.progress is distinct from new.progress)
  execute function announce_session_change();
