-- New links of sessions: each ends the one before it, and says so to whoever still holds that. See
-- docs/decisions/0043-end-a-link-by-another.md. Text messages, whose gateways may leave open whether they took one, and reminders:
-- docs/decisions/0041-messages-name-their-subject.md.
-- Works from 0038: no version that was released has the table of messages.

-- How many links were made before the present one; the secret of the link is made of it and of the session's id.
alter table sessions add column link_number integer not null default 0;

create table ended_links (
  link_digest bytea primary key,
  organization_id uuid not null references organizations (id),
  session_id uuid not null references sessions (id),
  -- Of the browser that had opened it.
  cookie_digest bytea,
  ended_at timestamptz(3) not null
);
create index ended_links_by_session on ended_links (session_id);
create index ended_links_by_organization on ended_links (organization_id);

-- Since when a worker has been handing it over to a gateway that does not recognise a repeated one. What stands there when another
-- worker takes the message on may have been sent.
alter table messages add column handing_since timestamptz;
alter table messages drop constraint messages_state_check;
alter table messages add constraint messages_state_check check (state in ('queued', 'sent', 'refused', 'unknown')) not valid;
alter table messages drop constraint messages_kind_check;
alter table messages add constraint messages_kind_check check (kind in ('session_invitation', 'session_reminder')) not valid;

-- How the workflow reminds an applicant who was invited and has not submitted: {"afterHours", "times"}; null: not at all.
alter table workflow_versions add column reminder jsonb;
-- When the applicant is reminded next, and how often yet.
alter table sessions add column remind_at timestamptz(3);
alter table sessions add column reminders_left smallint;

-- Mail to people who use the console, until a mail server has taken it: a link that sets another password, an invitation to a team.
-- Links are made when it is sent. Nobody, where somebody asked for a password of an address that is not known: both are written alike.
create table account_mails (
  id uuid primary key,
  user_id uuid references auth_users (id) on delete cascade,
  invitation_id uuid references invitations (id) on delete cascade,
  begun_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  -- A worker is at it until then, or died.
  claimed_until timestamptz
);
create index account_mails_due on account_mails (due_at);
create index account_mails_by_user on account_mails (user_id);
create index account_mails_by_invitation on account_mails (invitation_id);
