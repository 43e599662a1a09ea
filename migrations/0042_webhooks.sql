-- Works from 0038: the version before writes events as ever; the trigger adds rows that it does not know of.
-- Webhooks: where an organization wants to be told of its events, and each telling. See docs/decisions/0040-deliver-from-the-event.md.

create table webhook_endpoints (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  environment text not null check (environment in ('live', 'sandbox')),
  name text not null,
  url text not null,
  description text,
  -- Types of events; null: all, also those that come to be later.
  event_types text[],
  -- Sealed under the root secret of that version; the previous one signs beside it until its time is over.
  sealed_secret bytea not null,
  secret_version integer not null,
  sealed_previous_secret bytea,
  previous_secret_version integer,
  previous_secret_ends_at timestamptz,
  -- Whether the secret itself is sent, in deepidv-signature.
  sends_secret boolean not null default false,
  -- paused: what happens meanwhile is sent later. disabled: it is not.
  status text not null default 'active' check (status in ('active', 'paused', 'disabled')),
  -- Why it was disabled: by us when it is gone (410) or failed for days.
  disabled_reason text check (disabled_reason in ('by_hand', 'gone', 'failing')),
  -- Since when every attempt has failed; null: the last one did not.
  failing_since timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index webhook_endpoints_by_organization on webhook_endpoints (organization_id, environment, created_at);

create table webhook_deliveries (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  environment text not null check (environment in ('live', 'sandbox')),
  endpoint_id uuid not null references webhook_endpoints (id) on delete cascade,
  -- Null: a test, which tells of nothing that happened.
  event_id uuid references events (id) on delete cascade,
  type text not null,
  session_id uuid,
  -- That of the event: an earlier one of the same session is sent before a later one.
  sequence integer not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  -- When the first attempt of this series was due: a resend begins another one.
  begun_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  -- A worker is at it until then, or died.
  claimed_until timestamptz,
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz,
  unique (endpoint_id, event_id)
);
create index webhook_deliveries_due on webhook_deliveries (endpoint_id, due_at) where state = 'waiting';
create index webhook_deliveries_in_order on webhook_deliveries (endpoint_id, session_id, sequence) where state = 'waiting';
create index webhook_deliveries_list on webhook_deliveries (organization_id, endpoint_id, created_at desc, id desc);
create index webhook_deliveries_by_event on webhook_deliveries (event_id);
create index webhook_deliveries_by_age on webhook_deliveries (created_at) where state <> 'waiting';

create table webhook_attempts (
  organization_id uuid not null references organizations (id),
  delivery_id uuid not null references webhook_deliveries (id) on delete cascade,
  -- 1, 2, 3 … of the delivery, resends included.
  number integer not null,
  at timestamptz not null,
  took_ms integer not null,
  -- Of the answer; null: there was none.
  status integer,
  -- Why it counts as failed, in a word.
  error text,
  -- The first bytes of the answer, as text.
  answer text,
  primary key (delivery_id, number)
);
create index webhook_attempts_by_organization on webhook_attempts (organization_id);

-- Each event becomes a delivery for every endpoint that wants it, in the transaction that writes the event: by whichever
-- statement it is written, none is forgotten, and an endpoint is told of what happened while it was there. With the rights of
-- the owner: servers of the version before write events while nobody has given them rights on these tables yet.
create function fan_out_events() returns trigger language plpgsql
  security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into webhook_deliveries (id, organization_id, environment, endpoint_id, event_id, type, session_id, sequence)
  select gen_random_uuid(), event.organization_id, event.environment, endpoint.id, event.id, event.type, event.session_id, event.sequence
  from written as event
  join webhook_endpoints as endpoint
    on endpoint.organization_id = event.organization_id and endpoint.environment = event.environment
  where endpoint.status <> 'disabled' and (endpoint.event_types is null or event.type = any(endpoint.event_types));
  return null;
end $$;
create trigger fan_out_events after insert on events
  referencing new table as written for each statement execute function fan_out_events();
