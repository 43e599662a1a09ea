-- Messages to people: mail and, later, text messages. A row says whom it is about and what came of it; neither an address nor a
-- text is kept, both are made of the subject when it is sent. See docs/decisions/0041-messages-name-their-subject.md.

create table messages (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  environment text not null check (environment in ('live', 'sandbox')),
  channel text not null check (channel in ('email', 'phone')),
  kind text not null check (kind in ('session_invitation')),
  -- Whom it is about: the applicant of this session.
  session_id uuid not null references sessions (id),
  state text not null default 'queued' check (state in ('queued', 'sent', 'refused')),
  -- Why it was refused, or why it is tried again, in a word; and the code of the mail server's answer.
  reason text,
  status_code integer,
  attempts integer not null default 0,
  -- When the first attempt was due.
  begun_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  -- A worker is at it until then, or died.
  claimed_until timestamptz,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3)
);
create index messages_due on messages (organization_id, due_at) where state = 'queued';
create index messages_by_session on messages (session_id, created_at desc);
-- Nobody is written to twice at a time, however often it is asked for.
create unique index messages_one_queued on messages (session_id, channel) where state = 'queued';

-- Workers learn that a message waits, and open pages what came of it.
create function announce_message_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('session_changed', concat_ws(' ', new.organization_id, new.environment, new.session_id));
  return null;
end $$;
create trigger announce_message_change after insert or update of state on messages
  for each row execute function announce_message_change();
