-- A chain over the audit log: a row that is changed, removed or slipped in afterwards no longer fits its links.
--
-- Each organization has a chain of its own. At commit every audit row gets the next position and
--   hash = SHA-256(hash before it || canonical form of the row), beginning with 32 zero bytes.
-- The canonical form is the UTF-8 text of the jsonb array
--   [id, organization_id, actor_kind, actor_id, action, target_id, details, created_at, ip]
-- with created_at as text in UTC to the microsecond (2026-11-24T12:00:00.000000Z) and null for what is absent. The text
-- form of jsonb is PostgreSQL's own: no two rows share one, and no setting of a connection changes it.
--
-- Positions follow the order of commits, not of ids. The head says how long the chain is and where it ends, so that a
-- cut-off tail shows, too. The head is locked at commit only, by a deferred trigger, so that acts of one organization
-- wait for each other no longer than a commit takes.

lock table audit_events in share row exclusive mode;

-- Address that the act came from, where a person in the console did it.
alter table audit_events add column ip text;
create index audit_events_target on audit_events (organization_id, target_id, id desc);

create table audit_heads (
  organization_id uuid primary key references organizations (id),
  position bigint not null,
  hash bytea not null check (length(hash) = 32)
) with (fillfactor = 50);

create table audit_links (
  organization_id uuid not null references organizations (id),
  position bigint not null check (position > 0),
  event_id bigint not null unique references audit_events (id),
  hash bytea not null check (length(hash) = 32),
  primary key (organization_id, position)
);

create function audit_hash(previous bytea, event audit_events) returns bytea language sql stable as $$
  select sha256(previous || convert_to(jsonb_build_array(
    event.id, event.organization_id, event.actor_kind, event.actor_id, event.action, event.target_id, event.details,
    to_char(event.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event.ip
  )::text, 'UTF8'))
$$;

create function chain_audit_event() returns trigger language plpgsql as $$
declare
  linked audit_heads;
begin
  insert into audit_heads as head (organization_id, position, hash)
  values (new.organization_id, 1, audit_hash(decode(repeat('00', 32), 'hex'), new))
  on conflict (organization_id) do update
  set position = head.position + 1, hash = audit_hash(head.hash, new)
  returning * into linked;
  insert into audit_links (organization_id, position, event_id, hash)
  values (linked.organization_id, linked.position, new.id, linked.hash);
  return null;
end $$;

-- Rows that are older than the chain are chained in the order of their ids.
do $$
declare
  event audit_events;
  head audit_heads;
begin
  for event in select * from audit_events order by organization_id, id loop
    if head.organization_id is distinct from event.organization_id then
      if head.organization_id is not null then insert into audit_heads select head.*; end if;
      head.organization_id := event.organization_id;
      head.position := 0;
      head.hash := decode(repeat('00', 32), 'hex');
    end if;
    head.position := head.position + 1;
    head.hash := audit_hash(head.hash, event);
    insert into audit_links (organization_id, position, event_id, hash)
    values (head.organization_id, head.position, event.id, head.hash);
  end loop;
  if head.organization_id is not null then insert into audit_heads select head.*; end if;
end $$;

create constraint trigger audit_events_chain after insert on audit_events
  deferrable initially deferred for each row execute function chain_audit_event();

create trigger audit_links_append_only before update or delete on audit_links
  for each row execute function refuse_change();
create trigger audit_heads_stay before delete on audit_heads
  for each row execute function refuse_change();
create trigger audit_events_not_emptied before truncate on audit_events
  for each statement execute function refuse_change();
create trigger audit_links_not_emptied before truncate on audit_links
  for each statement execute function refuse_change();
create trigger audit_heads_not_emptied before truncate on audit_heads
  for each statement execute function refuse_change();

-- What an organization asks of its members' sign-ins: a second factor, and how old a sign-in may be at most.
alter table organizations add column require_two_factor boolean not null default false;
alter table organizations add column sign_in_hours integer check (sign_in_hours between 1 and 720);

alter table members add column last_seen_at timestamptz;

-- An address has one open invitation at most, and every one has a role.
update invitations set email = lower(email), status = case status when 'pending' then status when 'accepted' then status
  else 'revoked' end, role = case when role in ('owner', 'admin') then 'admin' else 'viewer' end;
update invitations set status = 'revoked' where status = 'pending' and exists (
  select from invitations as later where later.organization_id = invitations.organization_id
    and later.email = invitations.email and later.status = 'pending'
    and (later.created_at, later.id) > (invitations.created_at, invitations.id));
alter table invitations alter column role set not null;
alter table invitations add constraint invitations_role_check
  check (role in ('owner', 'admin', 'developer', 'reviewer', 'billing', 'viewer'));
alter table invitations add constraint invitations_status_check check (status in ('pending', 'accepted', 'revoked'));
alter table invitations add constraint invitations_email_check check (email = lower(email));
create unique index invitations_pending on invitations (organization_id, email) where status = 'pending';
